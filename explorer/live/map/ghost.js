/** @import { Ending, Force, GhostSent, Header, History, Look, Marks, Maybe, Places, Say, Scene, Texts, Trace } from "../types.d.ts" */
import { latest } from "../loss/curve.js";
import { escape } from "../page/escape.js";
import { sized } from "./look.js";

const DASHES = { pull: "4px,3px", push: "2px,3px" };
const FORCES = /** @type {const} */ (["pull", "push"]);

/** What the browser holds of the run as it would be without the turn. */
export class Ghost {
  constructor() {
    this.digest = "";
    /** @type {Maybe<Float32Array>} */
    this.ways = null;
  }

  /** What need not be sent again. */
  get have() {
    return { ghost: this.digest };
  }

  /**
   * Take in a frame's header.
   * @param {Pick<Header, "ghost">} header its `ghost` has since, history and, on the map of now, digest and ways
   */
  take({ ghost }) {
    if (ghost?.ways) this.ways = decoded(ghost.ways, ghost.scale);
    if (!ghost?.digest) this.ways = null;
    this.digest = this.ways && ghost?.digest ? ghost.digest : "";
  }

  /**
   * What grey means on the map.
   * @param {string} kind of the map
   * @param {Texts} texts the translated words
   * @returns {string} nothing while there is no grey
   */
  note(kind, texts) {
    if (!this.ways) return "";
    return ` · ${kind !== "umap" ? texts.ghost_flat : texts.ghost_near}`;
  }
}

/**
 * Little-endian 16-bit numbers written as base64.
 * @param {string} text base64
 * @param {number} scale what one step is
 */
function decoded(text, scale) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return Float32Array.from(new Int16Array(bytes.buffer), (value) => value * scale);
}

/**
 * @param {ArrayLike<number>} positions x, y by turns
 * @param {ArrayLike<number>} ways from words to grey points
 * @param {number} index the row
 * @param {number} axis 0 or 1
 */
function at(positions, ways, index, axis) {
  return positions[2 * index + axis] + ways[2 * index + axis];
}

/**
 * The coordinates of every trace of the map: the ghost's two come first, to lie under the others.
 * @param {Places} others of the run's own traces
 * @param {ArrayLike<number>} positions where the words are drawn now: x, y by turns
 * @param {Maybe<ArrayLike<number>>} ways from words to grey points, or none
 * @param {Pick<Marks, "chosen" | "selected">} marks labels and selection
 * @returns {Places} per trace
 */
export function accompanied(others, positions, ways, marks) {
  if (!ways) return others;
  const count = Math.min(ways.length, positions.length) / 2;
  const all = Array.from({ length: count }, (_, index) => index);
  const named = [marks.selected, ...marks.chosen.map(({ index }) => index)];
  const tied = [...new Set(named)].filter((index) => index >= 0 && index < count);
  /** @type {(axis: number) => Maybe<number>[]} */
  const lines = (axis) => tied.flatMap((i) => [positions[2 * i + axis], at(positions, ways, i, axis), null]);
  /** @type {(axis: number) => number[]} */
  const points = (axis) => all.map((i) => at(positions, ways, i, axis));
  return { x: [points(0), lines(0), ...others.x], y: [points(1), lines(1), ...others.y] };
}

/**
 * The grey points and the lines that tie the named ones to their words.
 * @param {Float32Array} positions where the words are drawn now
 * @param {Pick<Scene, "ways" | "look">} scene ways, look
 * @param {Pick<Marks, "chosen" | "selected">} marks labels and selection
 * @param {boolean} swift points by WebGL
 * @returns {Trace[]} Plotly traces; none without a ghost
 */
export function shades(positions, { ways, look }, marks, swift) {
  if (!ways) return [];
  const { x, y } = accompanied({ x: [], y: [] }, positions, ways, marks);
  /** @type {Trace} */
  const points = {
    type: swift ? "scattergl" : "scatter", mode: "markers", hoverinfo: "skip", showlegend: false,
    marker: { color: look.muted, size: sized(look, 4), opacity: 0.5 },
  };
  /** @type {Trace} */
  const lines = {
    type: "scatter", mode: "lines", hoverinfo: "skip", showlegend: false,
    line: { color: look.muted, width: sized(look, 0.8), dash: "dot" },
  };
  return [points, lines].map((trace, index) => ({ ...trace, x: x[index], y: y[index] }));
}

/**
 * The curve from the fork on; it begins where the run's own was then.
 * @param {History} history the run's own
 * @param {GhostSent} ghost what it would be without the turn
 * @param {Force} name which curve
 */
function forked(history, { since, history: own }, name) {
  const before = history.tokens.findLastIndex((tokens) => tokens <= since);
  const start = before < 0 ? [] : [history[name][before]];
  return { x: [...start.map(() => since), ...own.tokens], y: [...start, ...own[name]] };
}

/**
 * Pull and push without the turn.
 * @param {Header} header a frame's header
 * @param {Look} look colours of the page
 * @param {Texts} texts the translated words
 * @returns {Trace[]} Plotly traces; none without a ghost
 */
export function pale({ ghost, history }, look, texts) {
  if (!ghost) return [];
  return FORCES.map((name) => /** @satisfies {Trace} */ ({
    ...forked(history, ghost, name), type: "scatter", mode: "lines", connectgaps: false,
    name: `${escape(texts[name])} ${escape(texts.ghost)}`,
    line: { color: look.muted, width: sized(look, 1.8), dash: DASHES[name] },
    hovertemplate: `${escape(texts[name])} ${escape(texts.ghost)} %{y:.3f}<extra></extra>`,
  }));
}

/**
 * Their names at the ends of the lines.
 * @param {Header} header a frame's header
 * @param {Look} look colours of the page
 * @param {Texts} texts the translated words
 * @param {Say} say the number writers of `numbers`
 * @returns {Ending[]} for `endings`
 */
export function paleNames({ ghost }, look, texts, say) {
  if (!ghost) return [];
  return FORCES.flatMap((name) => {
    const y = latest(ghost.history[name]);
    return y === null ? [] : [{ y, text: `${texts.ghost} ${say.nats(y)}`, color: look.muted }];
  });
}
