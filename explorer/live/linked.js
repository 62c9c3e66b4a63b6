import { plotly } from "./base.js";

/** The traces of a figure that play a part, by the figure's own word for it (`meta`). */
function playing(node, part) {
  return node.data.flatMap((trace, number) => (trace.meta === part ? [number] : []));
}

/**
 * Where a word lies on every map of a figure.
 * @param {object[]} data the figure's traces
 * @param {number[]} maps which of them are the maps
 * @param {?string} word the word; none lies nowhere
 * @returns {{x: number[][], y: number[][]}} a place a map, or none
 */
export function places(data, maps, word) {
  const found = maps.map((map) => data[map].customdata.indexOf(word));
  const side = (axis) => maps.map((map, i) => (found[i] < 0 ? [] : [data[map][axis][found[i]]]));
  return { x: side("x"), y: side("y") };
}

async function ring(node, word) {
  const rings = playing(node, "ring");
  if (!rings.length) return;
  const library = await plotly();
  node.dataset.ringed = word ?? "";
  await library.restyle(node, places(node.data, playing(node, "points"), word), rings);
}

/** Let a word that is pointed at on one map be ringed on all maps of the same figure. */
export function link(node) {
  node.on("plotly_hover", ({ points }) => {
    const word = points.find((point) => typeof point.customdata === "string")?.customdata;
    if (word !== undefined && word !== node.dataset.ringed) ring(node, word);
  });
  node.on("plotly_unhover", () => ring(node, null));
}
