// What the modules use of plotly.js, and no more: a misspelt attribute is an error here.
import type { Maybe } from "./wire.d.ts";

export type Color = string | number;
type Many<T> = T | T[];
type Numbers = ArrayLike<Maybe<number>>;

export interface Font {
  family?: string;
  size?: number;
  color?: string;
  weight?: Many<number>;
  shadow?: string;
}

interface Line {
  color?: string;
  width?: Many<number>;
  dash?: string;
}

export interface Trace {
  type: "scatter" | "scattergl" | "scatter3d" | "parcoords";
  mode?: string;
  x?: Numbers;
  y?: Numbers;
  z?: Numbers;
  name?: string;
  text?: string[];
  textposition?: string[];
  textfont?: Font;
  hoverinfo?: "skip" | "text";
  hovertext?: string[];
  hovertemplate?: string;
  showlegend?: boolean;
  connectgaps?: boolean;
  opacity?: number;
  fill?: "tozeroy";
  fillcolor?: string;
  line?: Line;
  marker?: {
    color?: Many<Color>;
    symbol?: Many<string>;
    size?: Many<number>;
    opacity?: Many<number>;
    line?: Line;
    colorscale?: [number, string][];
    cmin?: number;
    cmax?: number;
  };
  /** The figure's own word for the part that the trace plays. */
  meta?: string;
  customdata?: unknown[];
  dimensions?: { name: string; constraintrange?: number[] | number[][] }[];
}

export interface Annotation {
  x: number;
  y: number;
  z?: number;
  xref?: "x" | "paper";
  yref?: "y" | "paper";
  text: string;
  font?: Font;
  showarrow: boolean;
  xanchor?: "left" | "center" | "right";
  yanchor?: "top" | "middle" | "bottom";
  xshift?: number;
  yshift?: number;
  bgcolor?: string;
  borderpad?: number;
  opacity?: number;
  ax?: number;
  ay?: number;
  axref?: "x";
  ayref?: "y";
  arrowhead?: number;
  arrowsize?: number;
  arrowwidth?: number;
  arrowcolor?: string;
}

export interface Shape {
  type: "line";
  xref: "x" | "paper";
  yref: "y" | "paper";
  x0: number;
  x1: number;
  y0: number;
  y1: number;
  line: Line;
  layer?: "below";
}

export interface Axis {
  range?: number[];
  autorange?: boolean;
  visible?: boolean;
  fixedrange?: boolean;
  showgrid?: boolean;
  showticklabels?: boolean;
  showspikes?: boolean;
  showbackground?: boolean;
  zeroline?: boolean;
  zerolinecolor?: string;
  gridcolor?: string;
  color?: string;
  ticks?: "";
  ticklabelposition?: "inside";
  tickfont?: Font;
  tickformat?: string;
  hoverformat?: string;
  nticks?: number;
  dtick?: number;
  title?: { text: string; standoff?: number; font?: Font };
  scaleanchor?: "x";
  scaleratio?: number;
}

export type Camera = { eye: { x: number; y: number; z: number }; projection: { type: "orthographic" } };

export interface Scene3 {
  xaxis: Axis;
  yaxis: Axis;
  zaxis: Axis;
  aspectmode: "manual";
  aspectratio: { x: number; y: number; z: number };
  uirevision: Maybe<string>;
  camera: Camera;
  annotations?: Annotation[];
}

export interface PlotlyLayout {
  width?: number;
  height?: number;
  autosize?: boolean;
  margin?: { l: number; r: number; t: number; b: number };
  paper_bgcolor?: string;
  plot_bgcolor?: string;
  font?: Font;
  showlegend?: boolean;
  legend?: { orientation: "h"; x: number; y: number; yanchor: "bottom" };
  dragmode?: string | false;
  selections?: object[];
  selectionrevision?: number;
  newselection?: { line: Line };
  annotations?: Annotation[];
  shapes?: Shape[];
  hovermode?: "closest" | "x unified";
  hoverdistance?: number;
  hoverlabel?: { bgcolor: string; bordercolor: string; font: Font };
  uirevision?: Maybe<string>;
  xaxis?: Axis;
  yaxis?: Axis;
  scene?: Scene3;
}

export interface Figure {
  data: Trace[];
  layout: PlotlyLayout;
}

/** Both axes of the plane. */
export interface Ranges {
  x: number[];
  y: number[];
}

export interface Point {
  data: Trace;
  customdata?: unknown;
  pointNumber: number;
  curveNumber: number;
}

interface Events {
  plotly_click: { points: Point[] };
  plotly_hover: { points: Point[] };
  plotly_unhover: unknown;
  plotly_selected: Maybe<{ points: Point[]; lassoPoints?: object }> | undefined;
  plotly_relayout: object;
  plotly_restyle: unknown;
  plotly_doubleclick: unknown;
  plotly_webglcontextlost: unknown;
}

/** A node that Plotly has drawn into. */
export interface Plot extends HTMLDivElement {
  data: Trace[];
  layout: { xaxis: { range: number[] }; yaxis: { range: number[] }; scene: Scene3 };
  on<Name extends keyof Events>(name: Name, hear: (event: Events[Name]) => void): void;
}

export interface Config {
  displayModeBar?: boolean;
  displaylogo?: boolean;
  doubleClick?: false;
  scrollZoom?: boolean;
  responsive?: boolean;
}

interface Picture {
  format: "png" | "svg";
  filename: string;
  width?: number;
  height?: number;
  scale: number;
}

export interface Plotly {
  react(node: HTMLElement, data: Trace[], layout: PlotlyLayout, config: Config): Promise<Plot>;
  restyle(node: HTMLElement, changes: object, traces: number[]): Promise<Plot>;
  relayout(node: HTMLElement, changes: object): Promise<Plot>;
  purge(node: HTMLElement): void;
  downloadImage(figure: Figure, picture: Picture): Promise<string>;
}
