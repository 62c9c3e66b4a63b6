// The shapes that the modules share. Only the type checker reads this; the browser never asks for it.
import type { Annotation, Axis, Color, Config, Figure, Plot, Plotly, PlotlyLayout, Point, Ranges, Shape, Trace } from "./plotly.d.ts";
import type { ChartData, Choices, Header, LayoutSent, Maybe, PaintSent, Palette, Selection, Sizes, Texts } from "./wire.d.ts";

declare global {
  interface Window {
    Plotly?: Plotly;
  }
}

/** Ways of writing numbers in one language. */
export type Say = Record<"whole" | "compact" | "nats" | "rate" | "epoch", (value: number) => string>;

/** What the figures draw with: the palette and the page around them. */
export interface Look extends Palette, Omit<Sizes, "text"> {
  dark: boolean;
  text: string;
  ground: string;
  panel: string;
  accent: string;
  muted: string;
  faint: string;
  font: string;
  /** A shadow around texts that is written into a file. */
  halo?: string;
  /** In space, where shapes are fewer. */
  solid?: boolean;
}

/** Tells Python: one name each for what it listens to (`on_picked_change` and so on). */
export type Report = (name: "picked" | "brushed" | "moved", value: unknown) => void;

/** Sets a part of a component's state, which Python keeps. */
export type Write = (name: "told", value: { session: string; said: Happening[] }) => void;

/** What a visitor did on the live screen; numbers rise as long as the page stays. */
export interface Happening {
  number: number;
  name: "picked" | "pressed" | "seen";
  value: unknown;
}

/** A chart on the page. */
export interface Chart {
  node: Plot;
  near: boolean;
  data: Maybe<ChartData>;
  drawn: Maybe<ChartData>;
  heard: boolean;
  report: Report;
}

/** What Streamlit hands to a component. */
export interface Component<Data> {
  data: Data;
  parentElement: HTMLElement;
  setTriggerValue: Report;
  setStateValue: Write;
}

/** A frame taken apart: x, y (and z) by turns, and the class or value of every row. */
export interface Reply {
  header: Header;
  positions: Maybe<Float32Array>;
  values: Maybe<Uint8Array>;
}

export type Layout = LayoutSent & { positions: Float32Array };
export type Paint = PaintSent & { values: Maybe<Uint8Array> };

/** The words on the map: of both tables the rows of v, then those of u. */
export interface Words {
  digest: string;
  symbols: string[];
  counts: number[];
  groups: string[];
  words: number;
  tables: number;
}

export interface Picture {
  layout: Layout;
  vocabulary: Words;
  paint: Paint;
}

/** Everything that the map draws. */
export interface Scene extends Picture {
  header: Header;
  look: Look;
  texts: Texts;
  say: Say;
  language: string;
  run: string;
  selection: Maybe<Selection>;
  choices: Choices;
  ways: Maybe<Float32Array>;
  ghost: string;
}

/** A flag over the loss: where a knob was turned, and in pixels from the left. */
export interface Flag {
  tokens: number;
  text: string;
  at: number;
}

/** Where a flag's text stands: its row, on which side of the pole, how far from it. */
export interface Seat {
  row: number;
  side: "left" | "right";
  away: number;
}

/** A name at the end of a line, at its height in nats. */
export interface Ending {
  y: number;
  text: string;
  color: string;
  strong?: boolean;
}

/** Everything that the loss draws. */
export interface LossScene extends Pick<Scene, "header" | "look" | "texts" | "say" | "language"> {
  moment: Maybe<number>;
}

/** What draws the map: by hand at first, then with Plotly. */
export interface Drawing {
  show(scene: Scene): void;
  end(): void;
  clothes: Maybe<Clothes>;
  marks?: Maybe<Marks>;
}

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Size {
  width: number;
  height: number;
}

/** A word that may be labelled, in pixels. */
export interface Candidate {
  index: number;
  readonly wide: number;
  x: number;
  y: number;
}

export interface Label {
  index: number;
  place: string;
  box: Box;
}

/** Rows that are ringed, −1 for none; `step` are those of a step that is looked at. */
export interface Rings {
  selected: number;
  near: number[];
  partner: number;
  step?: number[];
}

export interface Marks extends Rings {
  chosen: Label[];
  digest: string;
}

/** A curve or a line of points, per trace. */
export interface Places {
  x: ArrayLike<Maybe<number>>[];
  y: ArrayLike<Maybe<number>>[];
}

/** A class in the legend. */
export interface ClassEntry {
  name: string;
  color: string;
  symbol?: string;
  glyph: string;
  ramp?: undefined;
}

/** Values between two ends in the legend. */
export interface RampEntry {
  ramp: string[];
  low: string;
  high: string;
}

export type Entry = ClassEntry | RampEntry;

/** Colours and shapes, of all rows together or of each. */
export interface Colours {
  color: Color | Color[];
  symbol: string | string[];
  opacity: number | number[];
  colorscale?: [number, string][];
  cmin?: number;
  cmax?: number;
}

export interface Clothes {
  marker: Colours & { size: number[]; line: { width: number; color: string } };
  hover: string[];
  legend: Entry[];
}

export type { Annotation, Axis, Color, Config, Figure, Plot, Plotly, PlotlyLayout, Point, Ranges, Shape, Trace };
export type * from "./wire.d.ts";
