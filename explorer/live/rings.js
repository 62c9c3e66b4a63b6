import { made } from "./step.js";

/**
 * The rows that are ringed: the word selected, its other vector, its neighbours, and of a k-mer its
 * reverse complement; while a step is looked at, the words that took part in it.
 * @param {object} scene selection (word, neighbours, a partner if the word has one), vocabulary, header
 * @param {Map} index the row of every word
 * @returns {{selected: number, near: number[], partner: number, step: ?number[]}} −1 for none
 */
export function ringed({ selection, header, vocabulary: { words, tables } }, index) {
  const find = (word) => index.get(word) ?? -1;
  const selected = selection ? find(selection.word) : -1;
  if (selected < 0) return { selected, near: [], partner: -1 };
  const step = made(header)?.map(find);
  if (step) return { selected, near: step.filter((row) => row >= 0), partner: -1, step };
  const near = selection.neighbours.map(([word]) => find(word)).filter((row) => row >= 0);
  return { selected, near: tables === 2 ? [selected + words, ...near] : near, partner: find(selection.partner) };
}

/** The ringed rows in the order of their labels. */
export function first({ selected, near, partner }) {
  return [...new Set([selected, partner, ...near])].filter((row) => row >= 0);
}
