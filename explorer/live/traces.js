import { escape, shorten } from "./escape.js";
import { sized } from "./look.js";

/** The size labels are drawn and measured in. */
export const LABEL_SIZE = 12;

/**
 * The coordinates of every trace, for drawing and for easing.
 * @param {Float32Array} positions x, y by turns
 * @param {{chosen: object[], selected: number, near: number[]}} marks labels and selection
 * @returns {{x: Array[], y: Array[]}} per trace: points, links, rings, labels
 */
export function coordinates(positions, { chosen, selected, near }) {
  const x = (index) => positions[2 * index];
  const y = (index) => positions[2 * index + 1];
  const all = Array.from({ length: positions.length / 2 }, (_, index) => index);
  const ends = near.flatMap((index) => [selected, index, -1]);
  const ringed = selected < 0 ? [] : [selected, ...near];
  const parts = [all, ends, ringed, chosen.map((label) => label.index)];
  const at = (read) => parts.map((part) => part.map((index) => (index < 0 ? null : read(index))));
  return { x: at(x), y: at(y) };
}

function rings(look, near) {
  return {
    type: "scatter", mode: "markers", hoverinfo: "skip", showlegend: false,
    marker: {
      symbol: "circle-open",
      color: look.text,
      size: [17, ...near.map(() => 10)].map((size) => size * (look.points ?? 1)),
      line: { width: [sized(look, 2.5), ...near.map(() => sized(look, 1.2))] },
    },
  };
}

function words(symbols, { chosen, selected, near }, look) {
  const close = new Set(near);
  const weight = ({ index }) => (index === selected ? 700 : close.has(index) ? 600 : 400);
  return {
    type: "scatter", mode: "markers+text", hoverinfo: "skip", showlegend: false,
    // Unseen, but Plotly keeps a text as far from its point as the marker is wide.
    marker: { size: sized(look, 10), opacity: 0 },
    text: chosen.map(({ index }) => escape(shorten(symbols[index]))),
    textposition: chosen.map((label) => label.place),
    textfont: { family: look.font, size: sized(look, LABEL_SIZE), color: look.text, weight: chosen.map(weight), shadow: look.halo ?? "none" },
  };
}

/**
 * The four traces of the map.
 * @param {Float32Array} positions where the points are drawn now
 * @param {object} scene vocabulary, look
 * @param {object} marks labels and selection
 * @param {object} clothes what `dress` returned
 * @param {boolean} swift points by WebGL
 * @returns {object[]} Plotly traces
 */
export function traces(positions, { vocabulary, look }, marks, clothes, swift) {
  const points = {
    type: swift ? "scattergl" : "scatter", mode: "markers", marker: clothes.marker, showlegend: false,
    text: clothes.hover, hovertemplate: "%{text}<extra></extra>",
  };
  const links = {
    type: "scatter", mode: "lines", hoverinfo: "skip", showlegend: false,
    line: { color: look.muted, width: sized(look, 1.1) },
  };
  const { x, y } = coordinates(positions, marks);
  return [points, links, rings(look, marks.near), words(vocabulary.symbols, marks, look)]
    .map((trace, index) => ({ ...trace, x: x[index], y: y[index] }));
}

/**
 * Entries that explain colours and shapes in a saved file; on screen the strip does.
 * @param {object[]} legend entries of `dress`
 * @returns {object[]} empty traces with names
 */
export function entries(legend) {
  return legend.map(({ name, color, symbol }) => ({
    type: "scatter", mode: "markers", x: [null], y: [null], name: escape(name), marker: { color, symbol, size: 9 },
  }));
}

function axis(range, more) {
  return {
    range, visible: false, zeroline: false, showgrid: false, autorange: false, ...more,
  };
}

/**
 * The frame around the traces.
 * @param {{x: number[], y: number[]}} ranges both axes
 * @param {{width: number, height: number}} size pixels
 * @param {object} look colours of the page
 * @param {string} revision while it stays, the visitor's zoom does
 * @returns {object} a Plotly layout
 */
export function layout(ranges, size, look, revision) {
  return {
    ...size,
    margin: { l: 0, r: 0, t: 0, b: 0 },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: look.font, color: look.text, size: sized(look, LABEL_SIZE) },
    showlegend: false,
    dragmode: "pan",
    hovermode: "closest",
    hoverdistance: 12,
    hoverlabel: { bgcolor: look.panel, bordercolor: look.muted, font: { color: look.text, family: look.font, size: sized(look, 13) } },
    uirevision: revision,
    xaxis: axis(ranges.x, {}),
    yaxis: axis(ranges.y, { scaleanchor: "x", scaleratio: 1 }),
  };
}
