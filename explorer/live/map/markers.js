/** @import { Clothes, Colours, Entry, Look, Maybe, Paint, Say, Texts, Words } from "../types.d.ts" */
import { escape, shorten } from "../page/escape.js";
import { fill } from "../page/format.js";

const SMALL = 5.5;
const SWELL = 5;
const LONGEST = 120;
const FULL = 255;
const ASKED = 10;
const ROOMY = 2000;
// Colours that Python computes; the others follow from the words themselves.
const SENT = ["cluster", "norm", "fidelity", "gc"];

// Each class has a shape besides its colour: Plotly's name and the sign for the legend.
/** @type {Record<string, string>} */
export const GLYPHS = {
  circle: "●", square: "■", diamond: "◆", "triangle-up": "▲", "triangle-down": "▼", cross: "✚", star: "★",
  x: "✖", "circle-open": "○", "square-open": "□", "diamond-open": "◇",
};

/** @typedef {Colours & {legend: Entry[]}} Painted */

/**
 * @param {string[]} groups of the words
 * @returns {string[]} the largest first
 */
function ordered(groups) {
  /** @type {Map<string, number>} */
  const sizes = new Map();
  for (const group of groups) if (group) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  // Ties by name, so that a group keeps its colour.
  return [...sizes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name);
}

/**
 * @param {number[]} counts how often each word was seen
 * @returns {number[]} 0 for the rarest to 1 for the most frequent
 */
function heights(counts) {
  const logs = counts.map((count) => Math.log10(Math.max(1, count)));
  const low = logs.reduce((least, value) => Math.min(least, value), Infinity);
  const span = logs.reduce((most, value) => Math.max(most, value), -Infinity) - low || 1;
  return logs.map((value) => (value - low) / span);
}

/**
 * @param {Words} vocabulary with groups
 * @param {Look} look colours of the page
 * @param {Texts} texts the translated words
 * @returns {Painted}
 */
function grouped(vocabulary, look, texts) {
  const names = ordered(vocabulary.groups).slice(0, look.groups.length);
  const rank = new Map(names.map((name, index) => [name, index]));
  const classes = vocabulary.groups.map((group) => rank.get(group) ?? -1);
  return classed(classes, names, look, texts);
}

/**
 * @param {number[]} classes of the rows, −1 for none
 * @param {string[]} names of the classes
 * @param {Look} look colours of the page
 * @param {Texts} texts the translated words
 * @returns {Painted}
 */
function classed(classes, names, look, texts) {
  /** @type {(rank: number) => string} */
  const color = (rank) => look.groups[rank] ?? look.other;
  /** @type {(rank: number) => string} */
  const symbol = (rank) => look.symbols[rank] ?? "circle";
  const legend = names.map((name, rank) => ({ name, color: color(rank), symbol: symbol(rank) }));
  if (classes.some((rank) => rank < 0)) legend.push({ name: texts.other, color: look.other, symbol: "circle" });
  return {
    legend: legend.map((entry) => ({ ...entry, glyph: GLYPHS[entry.symbol] ?? GLYPHS.circle })),
    color: classes.map(color),
    symbol: classes.map(symbol),
    opacity: classes.map((rank) => (rank < 0 ? 0.5 : 0.92)),
  };
}

/**
 * @param {number[]} height of the rows, 0 to 1
 * @param {string} low what 0 means
 * @param {string} high what 1 means
 * @param {Look} look colours of the page
 * @returns {Painted}
 */
function shaded(height, low, high, look) {
  /** @type {[number, string][]} */
  const colorscale = look.scale.map((color, index) => [index / (look.scale.length - 1), color]);
  return { legend: [{ ramp: look.scale, low, high }], color: height, colorscale, cmin: 0, cmax: 1, symbol: "circle", opacity: 0.85 };
}

/**
 * @param {Paint} paint kind and values
 * @param {Texts} texts the translated words
 * @param {Say} say the number writers
 * @returns {[low: string, high: string]} what the ends of the ramp mean
 */
function ends(paint, texts, say) {
  if (paint.kind === "fidelity") return [texts.kept_none, texts.kept_all];
  if (paint.kind === "gc") return [texts.gc_none, texts.gc_all];
  /** @type {(value?: number) => string} */
  const said = (value) => (value === undefined ? "–" : say.nats(value));
  return [fill(texts.norm_low, { value: said(paint.low) }), fill(texts.norm_high, { value: said(paint.high) })];
}

/**
 * Colours that came with the frame; until they do every word is grey.
 * @param {Paint} paint kind and values
 * @param {Look} look colours of the page
 * @param {Texts} texts the translated words
 * @param {Say} say the number writers
 * @returns {Painted}
 */
function painted(paint, look, texts, say) {
  const { kind, values, names = [] } = paint;
  /** @type {(legend: Entry[]) => Painted} */
  const grey = (legend) => ({ legend, color: look.other, symbol: "circle", opacity: 0.85 });
  if (kind === "cluster") return values ? classed([...values], names.map((words) => words.join(" · ")), look, texts) : grey([]);
  const scale = shaded([...(values ?? [])].map((value) => value / FULL), ...ends(paint, texts, say), look);
  return values ? scale : grey(scale.legend);
}

/**
 * @param {Words} vocabulary what is dressed
 * @param {Look} look colours of the page
 * @param {Texts} texts the translated words
 * @param {Say} say the number writers
 * @param {Maybe<Paint>} paint colours that came with the frame
 * @returns {Painted}
 */
function paints(vocabulary, look, texts, say, paint) {
  if (paint && SENT.includes(paint.kind)) return painted(paint, look, texts, say);
  const known = vocabulary.groups.some(Boolean) && paint?.kind !== "frequency";
  if (known) return grouped(vocabulary, look, texts);
  return shaded(heights(vocabulary.counts), texts.rare, texts.frequent, look);
}

/**
 * What a row's colour says, for the pointer.
 * @param {Maybe<Paint>} paint colours that came with the frame
 * @param {number} index the row
 * @param {Texts} texts the translated words
 * @param {Say} say the number writers
 */
function told(paint, index, texts, say) {
  const value = paint?.values?.[index];
  if (!paint || value === undefined) return "";
  const { kind, names = [], low = 0, high = 0 } = paint;
  if (kind === "cluster") return names[value]?.join(" · ") ?? "";
  if (kind === "norm") return fill(texts.norm, { value: say.nats(low + (value / FULL) * (high - low)) });
  if (kind === "gc") return fill(texts.gc, { percent: say.whole(Math.round((100 * value) / FULL)) });
  return fill(texts.kept, { count: say.whole(Math.round((ASKED * value) / FULL)) });
}

/**
 * Output vectors are hollow; the legend says so.
 * @param {Painted} dressed colours and shapes of all rows
 * @param {Words} vocabulary what is dressed
 * @param {Look} look colours of the page
 * @param {Texts} texts the translated words
 * @returns {Painted}
 */
function apart(dressed, { words, tables }, look, texts) {
  if (tables !== 2) return dressed;
  const { symbol, legend } = dressed;
  const each = Array.isArray(symbol) ? symbol : Array.from({ length: 2 * words }, () => symbol);
  const sides = [["circle", texts.input], ["circle-open", texts.output]];
  return {
    ...dressed,
    symbol: each.map((name, index) => (index < words ? name : hollow(name, look))),
    legend: [...legend, ...sides.map(([name, text]) => ({ name: text, color: look.muted, symbol: name, glyph: GLYPHS[name] }))],
  };
}

/**
 * @param {string} symbol of an input vector
 * @param {Look} look what shapes there are
 * @returns {string} that of the output vector
 */
function hollow(symbol, look) {
  return look.solid ? "circle-open" : `${symbol}-open`;
}

/**
 * How the points of a vocabulary look, whatever their places.
 * @param {Words} vocabulary symbols, counts, groups; words and tables
 * @param {Look} look colours of the page
 * @param {Texts} texts the translated words
 * @param {Say} say the number writers
 * @param {Maybe<Paint>} paint kind and values of colours that came with the frame
 * @returns {Clothes} for the trace and the legend
 */
export function dress(vocabulary, look, texts, say, paint) {
  const { legend, ...colours } = apart(paints(vocabulary, look, texts, say, paint), vocabulary, look, texts);
  // Ten thousand points of the usual size would be one blot.
  const crowd = Math.min(1, Math.sqrt(ROOMY / vocabulary.symbols.length)) * (look.points ?? 1);
  const size = heights(vocabulary.counts).map((value) => (SMALL + SWELL * value) * crowd);
  const hollowed = vocabulary.tables === 2;
  const line = { width: (hollowed ? 1.4 : 0.6) * crowd, color: look.ground };
  const hover = vocabulary.symbols.map((word, index) => {
    const side = hollowed ? (index < vocabulary.words ? texts.input : texts.output) : "";
    const seen = fill(texts.seen, { count: say.whole(vocabulary.counts[index]) });
    const more = [side, seen, told(paint, index, texts, say)].filter(Boolean).map(escape);
    return `<b>${escape(shorten(word, LONGEST))}</b><br>${more.join("<br>")}`;
  });
  return { marker: { ...colours, size, line }, hover, legend };
}
