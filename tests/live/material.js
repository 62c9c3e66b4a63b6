// What the tests of the browser's modules share: a page's colours, words, and a way to measure letters.
import { numbers } from "../../explorer/live/page/format.js";

// Without a browser there are no fonts: every letter is six pixels wide.
globalThis.document = {
  createElement: () => ({ getContext: () => ({ measureText: (text) => ({ width: 6 * [...text].length }) }) }),
};

export const LOOK = {
  pull: "#00f", push: "#f80", groups: ["#111", "#222"], symbols: ["circle", "square"], other: "#999", scale: ["#a00", "#b00"],
  times: 1, points: 1, labels: 50, dark: false, text: "#000", ground: "#fff", panel: "#eee", accent: "#0f0",
  muted: "#555", faint: "#ddd", font: "sans-serif",
};

/** Every text says its own name, and the values that it was given. */
export const TEXTS = new Proxy({}, { get: (_, name) => `${String(name)} {count} {value}` });

export const SAY = numbers("en");

/** So many words, the most frequent first. */
export function vocabulary(symbols, tables = 1) {
  const twice = (all) => (tables === 2 ? [...all, ...all] : all);
  return {
    digest: "d", symbols: twice(symbols), counts: twice(symbols.map((_, index) => symbols.length - index)),
    groups: twice(symbols.map(() => "")), words: symbols.length, tables,
  };
}

/** A scene of words at their places. */
export function scene(symbols, places, more = {}) {
  const layout = { number: 1, kind: "pca", count: symbols.length, rows: symbols.length, columns: 2, tokens: 0, positions: new Float32Array(places) };
  return {
    layout, vocabulary: vocabulary(symbols), paint: { kind: "", number: 0, rows: 0, values: null }, header: {}, look: LOOK,
    texts: TEXTS, say: SAY, language: "en", run: "r", selection: null, choices: {}, ways: null, ghost: "", ...more,
  };
}

/** Nothing selected, nothing labelled. */
export const BARE = { chosen: [], selected: -1, near: [], partner: -1, digest: "d" };

/** Rectangles cover none of each other. */
export function apart(boxes) {
  return boxes.every((box, index) => boxes.slice(0, index).every((other) =>
    box.right <= other.left || other.right <= box.left || box.bottom <= other.top || other.bottom <= box.top));
}
