// What Python sends, and checks against these types in tests/live/test_contract.py. Only the type
// checker reads this file; the browser never asks for it.
import type { Figure } from "./plotly.d.ts";

/** A value that may be missing. */
export type Maybe<T> = T | null;

export type State = "running" | "paused" | "done" | "error";
export type Kind = "pca" | "umap" | "pca3" | "umap3" | "axes";
export type Format = "png" | "svg";
export type Tool = "lasso" | "reset" | Format;
export type Force = "pull" | "push";

/** The translated words, by the keys of `LIVE_TEXTS` (explorer/live/live.py). */
export type Texts = Record<
  | `state_${State}` | `tool_${Tool}` | Kind | Force
  | "tokens" | "epoch" | "tokens_per_second" | "pairs_per_second" | "learning_rate" | "seconds_left" | "part"
  | "saying" | "saying_alone" | "saying_next" | "saying_next_alone" | "saying_made" | "saying_made_alone"
  | "saying_done" | "saying_error" | "running_text" | "noise_words" | "no_noise" | "waiting" | "lost"
  | "projection" | "seen" | "other" | "rare" | "frequent" | "chance" | "axis_tokens" | "axis_nats"
  | "map_alt" | "map_alt_selected" | "loss_alt" | "walk" | "past" | "past_value" | "then" | "branch" | "branch_how"
  | "ghost" | "ghost_flat" | "ghost_near" | "replay" | "stop" | "now" | "input" | "output"
  | "norm" | "norm_low" | "norm_high" | "kept" | "kept_none" | "kept_all" | "gc" | "gc_none" | "gc_all" | "partner"
  | "caught" | "caught_first" | "copy" | "copied" | "close",
  string
>;

/** The figures' own colours, from Python (`palette` in explorer/theme.py). */
export interface Palette {
  pull: string;
  push: string;
  groups: string[];
  symbols: string[];
  other: string;
  scale: string[];
}

/** How large texts, lines and points are: once for a desk, once for a hall. */
export interface Sizes {
  times: number;
  points: number;
  labels: number;
  text: number;
}

/** What was chosen of the map, as the frame route names it. */
export type Choices = Partial<
  Record<`map_${"words" | "kind" | "vectors" | "colour" | "across" | "up" | "trails"}`, string>
>;

/** What Python tells the live component. */
export interface LiveData {
  language: string;
  texts: Texts;
  words: number;
  map: Choices;
  selected: Maybe<string>;
  theme: string;
  run: string;
  session: string;
  view: Maybe<string>;
  goto: string;
  palettes: Record<"light" | "dark", Palette>;
  sizes: Sizes;
}

/** What Python tells a chart. */
export interface ChartData {
  figure: Figure;
  config: object;
  alt: string;
  name: string;
  picks: boolean;
  brushes: boolean;
}

export interface History {
  tokens: number[];
  pull: Maybe<number>[];
  push: Maybe<number>[];
}

/** The run as it would be without the turn; its ways only where the reader has not got them. */
export type GhostSent = { since: number; history: History } & (
  | { digest: string; scale: number; ways: string }
  | { digest?: string; scale?: undefined; ways?: undefined }
);

export interface Selection {
  word: string;
  neighbours: [word: string, cosine: number][];
  partner?: string;
}

export interface ReadingSent {
  words: string[];
  at: number;
  near: number[];
  skipped: number[];
  breaks: number[];
  noise: string[];
  made: boolean;
}

export interface LayoutSent {
  number: number;
  kind: Kind | "none";
  count: number;
  rows: number;
  columns: number;
  scale: number;
  tokens: Maybe<number>;
  sent: boolean;
}

export interface Vocabulary {
  digest: string;
  sent: true;
  symbols: string[];
  counts: number[];
  groups: string[];
}

export interface PaintSent {
  kind: string;
  number: number;
  rows: number;
  sent: boolean;
  names?: string[][];
  low?: number;
  high?: number;
}

/** The header of a frame, as explorer/train/map/wire.py writes it. */
export interface Header {
  run: string;
  line: string;
  state: State;
  error: Maybe<string>;
  tokens: number;
  goal: number;
  epoch: number;
  epochs: number;
  tokens_per_second: Maybe<number>;
  pairs_per_second: Maybe<number>;
  learning_rate: number;
  seconds_left: Maybe<number>;
  history: History;
  moments: number[];
  checkpoints: number[];
  ghost: Maybe<GhostSent>;
  flags: { tokens: number; text: string }[];
  vocabulary: Vocabulary | { digest: string; sent: false };
  selection: Maybe<Selection>;
  reading: Maybe<ReadingSent>;
  layout: LayoutSent;
  paint: PaintSent;
}
