/** @import { Annotation, Ending, Force, History, Look, Maybe, Texts, Trace } from "../types.d.ts" */
import { escape } from "../page/escape.js";
import { sized } from "../map/look.js";

/** A model that knows nothing pays this for every term. */
export const CHANCE = Math.LN2;

const LINE = 14;
const STEP = 1.25;
// How little an area hides of what lies behind it: the last two digits of a colour.
const VEIL = "24";

/**
 * The right end of the axis: a little ahead of the run, moved in steps.
 * @param {number} tokens where the run is
 * @param {number} goal where it ends
 * @returns {number} tokens
 */
export function horizon(tokens, goal) {
  const ahead = STEP ** Math.ceil(Math.log(Math.max(tokens, 1000)) / Math.log(STEP));
  return goal >= tokens ? Math.min(goal || ahead, ahead) : ahead;
}

/**
 * The top of the axis, moved in steps of a tenth: all of the curve, but for a spike that would
 * press the rest of the run to the ground.
 * @param {Pick<History, Force>} history pull, push
 * @returns {number} nats
 */
export function ceiling({ pull, push }) {
  const known = [...pull, ...push].filter(finite).sort((a, b) => a - b);
  const usual = known[Math.floor(0.95 * (known.length - 1))] ?? 0;
  const highest = Math.min(known.at(-1) ?? 0, 2.5 * usual);
  return Math.ceil(Math.max(CHANCE * 1.08, highest * 1.04) * 10) / 10;
}

/**
 * @param {Maybe<number>} value
 * @returns {value is number} whether it is one that can be drawn
 */
function finite(value) {
  return Number.isFinite(value);
}

/**
 * The distance of the grid lines.
 * @param {number} top nats at the top of the axis
 * @returns {number} nats
 */
export function interval(top) {
  return [0.25, 0.5, 1, 2, 5, 10, 20].find((step) => top / step <= 4) ?? top / 4;
}

/**
 * The last value that was measured.
 * @param {(number|null)[]} values a curve
 * @returns {?number} null when the curve ends in nothing
 */
export function latest(values) {
  return values.length ? values[values.length - 1] : null;
}

/**
 * Names at the ends of lines, pushed apart until each can be read.
 * @param {Ending[]} names at their true height in nats
 * @param {number} top nats at the top of the axis
 * @param {number} tall the plot's height in pixels
 * @param {Look} look colours of the page
 * @returns {Annotation[]} Plotly annotations in the right margin
 */
export function endings(names, top, tall, look) {
  const sorted = [...names].sort((a, b) => a.y - b.y);
  const line = sized(look, LINE);
  const places = sorted.map(({ y }) => (y / top) * tall);
  for (let i = 1; i < places.length; i += 1) places[i] = Math.max(places[i], places[i - 1] + line);
  let roof = tall;
  for (let i = places.length - 1; i >= 0; i -= 1, roof -= line) places[i] = Math.min(places[i], roof);
  return sorted.map(({ text, color, strong }, i) => /** @satisfies {Annotation} */ ({
    x: 1, xref: "paper", xanchor: "left", xshift: sized(look, 8),
    y: places[i] / tall, yref: "paper", yanchor: "middle", showarrow: false,
    text: escape(text), font: { color, size: sized(look, 12), weight: strong ? 600 : 400, family: look.font },
  }));
}

/**
 * The two curves over their areas; they differ in dash as well as in colour.
 * @param {History} history tokens, pull, push
 * @param {Look} look colours of the page
 * @param {Texts} texts the translated words
 * @returns {Trace[]} Plotly traces
 */
export function curves({ tokens, pull, push }, look, texts) {
  /** @type {(name: Force, y: Maybe<number>[], dash: string) => Trace} */
  const curve = (name, y, dash) => /** @satisfies {Trace} */ ({
    type: "scatter", mode: tokens.length < 3 ? "lines+markers" : "lines", x: tokens, y,
    name: escape(texts[name]), connectgaps: false,
    line: { color: look[name], width: sized(look, 2.4), dash },
    fill: "tozeroy", fillcolor: `${look[name]}${VEIL}`,
    hovertemplate: `${escape(texts[name])} %{y:.3f}<extra></extra>`,
  });
  return [curve("pull", pull, "solid"), curve("push", push, "6px,3px")];
}
