/** @import { Maybe, Plot, Trace } from "../types.d.ts" */
import { plotly } from "../base.js";

/**
 * The traces of a figure that play a part, by the figure's own word for it (`meta`).
 * @param {Plot} node the figure's
 * @param {string} part the word
 */
function playing(node, part) {
  return node.data.flatMap((trace, number) => (trace.meta === part ? [number] : []));
}

/**
 * Where a word lies on every map of a figure.
 * @param {Trace[]} data the figure's traces
 * @param {number[]} maps which of them are the maps
 * @param {Maybe<string>} word the word; none lies nowhere
 * @returns {{x: Maybe<number>[][], y: Maybe<number>[][]}} a place a map, or none
 */
export function places(data, maps, word) {
  const found = maps.map((map) => data[map].customdata?.indexOf(word) ?? -1);
  /** @type {(axis: "x" | "y") => Maybe<number>[][]} */
  const side = (axis) => maps.map((map, i) => (found[i] < 0 ? [] : [data[map][axis]?.[found[i]] ?? null]));
  return { x: side("x"), y: side("y") };
}

/**
 * @param {Plot} node the figure's
 * @param {Maybe<string>} word that is pointed at
 */
async function ring(node, word) {
  const rings = playing(node, "ring");
  if (!rings.length) return;
  const library = await plotly();
  node.dataset.ringed = word ?? "";
  await library.restyle(node, places(node.data, playing(node, "points"), word), rings);
}

/**
 * Let a word that is pointed at on one map be ringed on all maps of the same figure.
 * @param {Plot} node the figure's
 */
export function link(node) {
  node.on("plotly_hover", ({ points }) => {
    const word = points.map((point) => point.customdata).find((name) => typeof name === "string");
    if (word !== undefined && word !== node.dataset.ringed) ring(node, word);
  });
  node.on("plotly_unhover", () => ring(node, null));
}
