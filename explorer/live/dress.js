import { escape, shorten } from "./escape.js";
import { fill } from "./format.js";

const SMALL = 5.5;
const SWELL = 5;
const LONGEST = 120;

// Each group has a shape besides its colour: Plotly's name and the sign for the legend.
const GLYPHS = {
  circle: "●", square: "■", diamond: "◆", "triangle-up": "▲", "triangle-down": "▼", cross: "✚", star: "★",
};

function ordered(groups) {
  const sizes = new Map();
  for (const group of groups) if (group) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  // Ties by name, so that a group keeps its colour.
  return [...sizes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name);
}

function heights(counts) {
  const logs = counts.map((count) => Math.log10(Math.max(1, count)));
  const low = Math.min(...logs);
  const span = Math.max(...logs) - low || 1;
  return logs.map((value) => (value - low) / span);
}

function grouped(vocabulary, look, texts) {
  const names = ordered(vocabulary.groups).slice(0, look.groups.length);
  const rank = new Map(names.map((name, index) => [name, index]));
  const color = (group) => look.groups[rank.get(group)] ?? look.other;
  const symbol = (group) => look.symbols[rank.get(group)] ?? "circle";
  const legend = names.map((name) => ({ name, color: color(name), symbol: symbol(name) }));
  const rest = vocabulary.groups.some((group) => !rank.has(group));
  if (rest) legend.push({ name: texts.other, color: look.other, symbol: "circle" });
  return {
    legend: legend.map((entry) => ({ ...entry, glyph: GLYPHS[entry.symbol] ?? GLYPHS.circle })),
    color: vocabulary.groups.map(color),
    symbol: vocabulary.groups.map(symbol),
    opacity: vocabulary.groups.map((group) => (rank.has(group) ? 0.92 : 0.5)),
  };
}

function shaded(height, look) {
  const colorscale = look.scale.map((color, index) => [index / (look.scale.length - 1), color]);
  return { legend: [], color: height, colorscale, cmin: 0, cmax: 1, symbol: "circle", opacity: 0.85 };
}

/**
 * How the points of a vocabulary look, whatever their places.
 * @param {object} vocabulary symbols, counts, groups
 * @param {object} look colours of the page
 * @param {object} texts the translated words
 * @param {object} say the number writers
 * @returns {{marker: object, hover: string[], legend: object[]}} for the trace and the legend
 */
export function dress(vocabulary, look, texts, say) {
  const height = heights(vocabulary.counts);
  const known = vocabulary.groups.some(Boolean);
  const { legend, ...paint } = known ? grouped(vocabulary, look, texts) : shaded(height, look);
  const size = height.map((value) => (SMALL + SWELL * value) * (look.points ?? 1));
  const line = { width: 0.6, color: look.ground };
  const hover = vocabulary.symbols.map((word, index) => {
    const seen = fill(texts.seen, { count: say.whole(vocabulary.counts[index]) });
    return `<b>${escape(shorten(word, LONGEST))}</b><br>${escape(seen)}`;
  });
  return { marker: { ...paint, size, line }, hover, legend };
}
