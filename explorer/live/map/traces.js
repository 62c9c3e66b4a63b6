/** @import { Annotation, Axis, Clothes, Entry, Look, Maybe, Marks, Places, PlotlyLayout, Ranges, Scene, Size, Trace, Words } from "../types.d.ts" */
import { escape, shorten } from "../page/escape.js";
import { sized } from "./look.js";
import { fading } from "./trails.js";

/** The size labels are drawn and measured in. */
export const LABEL_SIZE = 12;
/** The ring around a k-mer's reverse complement. */
export const PARTNER = "diamond-open";

/**
 * What stands beside a point.
 * @param {Pick<Words, "symbols" | "words" | "tables">} vocabulary the words
 * @param {number} index the row
 * @returns {string} its word; where both tables are shown, of which it is
 */
export function label({ symbols, words, tables }, index) {
  const side = tables === 2 ? ` (${index < words ? "v" : "u"})` : "";
  return shorten(symbols[index]) + side;
}

/**
 * The coordinates of every trace, for drawing and for easing.
 * @param {Float32Array} positions x, y by turns
 * @param {Marks} marks labels, selection
 * @param {Maybe<Places>} trails lines of the last moves, if they are shown
 * @returns {Places} per trace: points, trails, links, rings, labels
 */
export function coordinates(positions, { chosen, selected, near, partner }, trails = null) {
  const ends = near.flatMap((index) => [selected, index, -1]);
  const ringed = selected < 0 ? [] : [selected, ...near, partner];
  const parts = [ends, ringed, chosen.map((one) => one.index)];
  /** @type {(axis: number) => Maybe<number>[][]} */
  const at = (axis) => parts.map((part) => part.map((index) => (index < 0 ? null : positions[2 * index + axis])));
  return {
    x: [every(positions, 0), ...(trails?.x ?? []), ...at(0)],
    y: [every(positions, 1), ...(trails?.y ?? []), ...at(1)],
  };
}

/**
 * @param {Float32Array} positions x, y by turns
 * @param {number} axis 0 or 1
 */
function every(positions, axis) {
  const found = new Float32Array(positions.length / 2);
  for (let index = 0; index < found.length; index += 1) found[index] = positions[2 * index + axis];
  return found;
}

/**
 * @param {Look} look colours of the page
 * @param {number[]} near the neighbours' rows
 * @returns {Trace}
 */
function rings(look, near) {
  return {
    type: "scatter", mode: "markers", hoverinfo: "skip", showlegend: false,
    marker: {
      symbol: ["circle-open", ...near.map(() => "circle-open"), PARTNER],
      color: look.text,
      size: [17, ...near.map(() => 10), 17].map((size) => size * (look.points ?? 1)),
      line: { width: [sized(look, 2.5), ...near.map(() => sized(look, 1.2)), sized(look, 2)] },
    },
  };
}

/**
 * @param {Words} vocabulary the words
 * @param {Marks} marks labels, selection
 * @param {Look} look colours of the page
 * @returns {Trace}
 */
function words(vocabulary, { chosen, selected, near, partner }, look) {
  const close = new Set([...near, partner]);
  /** @type {(one: {index: number}) => number} */
  const weight = ({ index }) => (index === selected ? 700 : close.has(index) ? 600 : 400);
  return {
    type: "scatter", mode: "markers+text", hoverinfo: "skip", showlegend: false,
    // Unseen, but Plotly keeps a text as far from its point as the marker is wide.
    marker: { size: sized(look, 10), opacity: 0 },
    text: chosen.map(({ index }) => escape(label(vocabulary, index))),
    textposition: chosen.map((one) => one.place),
    textfont: { family: look.font, size: sized(look, LABEL_SIZE), color: look.text, weight: chosen.map(weight), shadow: look.halo ?? "none" },
  };
}

/**
 * The traces of the map; the points come first.
 * @param {Float32Array} positions where the points are drawn now
 * @param {Pick<Scene, "vocabulary" | "look">} scene what is drawn
 * @param {Marks} marks labels and selection
 * @param {Clothes} clothes what `dress` returned
 * @param {boolean} swift points by WebGL
 * @param {Maybe<Places>} trails lines of the last moves, if they are shown
 * @returns {Trace[]} Plotly traces
 */
export function traces(positions, { vocabulary, look }, marks, clothes, swift, trails = null) {
  /** @type {Trace} */
  const points = {
    type: swift ? "scattergl" : "scatter", mode: "markers", marker: clothes.marker, showlegend: false,
    text: clothes.hover, hovertemplate: "%{text}<extra></extra>",
  };
  /** @type {Trace} */
  const links = {
    type: "scatter", mode: "lines", hoverinfo: "skip", showlegend: false,
    line: { color: look.muted, width: sized(look, 1.1) },
  };
  const { x, y } = coordinates(positions, marks, trails);
  const all = [points, ...(trails ? fading(look) : []), links, rings(look, marks.near), words(vocabulary, marks, look)];
  return all.map((trace, index) => ({ ...trace, x: x[index], y: y[index] }));
}

/**
 * Entries that explain colours and shapes in a saved file; on screen the strip does.
 * @param {Entry[]} legend entries of `dress`
 * @returns {Trace[]} empty traces with names
 */
export function entries(legend) {
  /** @type {(entry: Entry) => {name: string, color: string | undefined, symbol?: string}[]} */
  const signs = (one) => (one.ramp ? [{ name: one.low, color: one.ramp[0] }, { name: one.high, color: one.ramp.at(-1) }] : [one]);
  return legend.flatMap(signs).map(({ name, color, symbol = "circle" }) => /** @satisfies {Trace} */ ({
    type: "scatter", mode: "markers", x: [null], y: [null], name: escape(name), marker: { color, symbol, size: 9 },
  }));
}

/**
 * @param {number[]} range its ends
 * @param {boolean} named whether it means something
 * @param {Look} look colours of the page
 * @returns {Axis}
 */
function axis(range, named, look) {
  return {
    range, autorange: false, visible: named, showgrid: false, showticklabels: named, zeroline: named,
    zerolinecolor: look.muted, color: look.muted, ticklabelposition: "inside", tickfont: { size: sized(look, 10.5) },
  };
}

/**
 * The names of axes that words make, at their ends; without them the axes mean nothing and are unseen.
 * @param {string[]} names across, up
 * @param {Look} look colours of the page
 * @returns {Annotation[]}
 */
function ends(names, look) {
  /** @type {Pick<Annotation, "xref" | "yref" | "showarrow" | "font" | "bgcolor">} */
  const common = { xref: "paper", yref: "paper", showarrow: false, font: { color: look.text, size: sized(look, 13) }, bgcolor: look.panel };
  const [across, up] = names.map((name) => escape(shorten(name, 40)));
  return [
    { ...common, x: 1, y: 0.5, xanchor: "right", yanchor: "bottom", text: `${across} →` },
    { ...common, x: 0.5, y: 1, xanchor: "left", yanchor: "top", text: `↑ ${up}` },
  ];
}

/**
 * The frame around the traces.
 * @param {Ranges} ranges both axes
 * @param {Size} size pixels
 * @param {Look} look colours of the page
 * @param {string} revision while it stays, the visitor's zoom does
 * @param {{names?: Maybe<string[]>, tool?: string, drawn?: number, arrows?: Annotation[]}} more the names of the axes, if
 *   they have any; `pan` or `lasso`; another number clears what a lasso has drawn; the forces of a step
 * @returns {PlotlyLayout} a Plotly layout
 */
export function layout(ranges, size, look, revision, { names = null, tool = "pan", drawn = 0, arrows = [] } = {}) {
  return {
    ...size,
    margin: { l: 0, r: 0, t: 0, b: 0 },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: look.font, color: look.text, size: sized(look, LABEL_SIZE) },
    showlegend: false,
    dragmode: tool,
    selections: [],
    selectionrevision: drawn,
    newselection: { line: { color: look.text, width: 1.5, dash: "dot" } },
    annotations: [...arrows, ...(names ? ends(names, look) : [])],
    hovermode: "closest",
    hoverdistance: 12,
    hoverlabel: { bgcolor: look.panel, bordercolor: look.muted, font: { color: look.text, family: look.font, size: sized(look, 13) } },
    uirevision: revision,
    xaxis: axis(ranges.x, Boolean(names), look),
    yaxis: { ...axis(ranges.y, Boolean(names), look), scaleanchor: "x", scaleratio: 1 },
  };
}
