/** @import { Rings, Scene } from "../types.d.ts" */
import { made } from "./step.js";

/**
 * The rows that are ringed: the word selected, its other vector, its neighbours, and of a k-mer its
 * reverse complement; while a step is looked at, the words that took part in it.
 * @param {Pick<Scene, "selection" | "header" | "vocabulary">} scene the word selected, and what it lies among
 * @param {Map<string, number>} index the row of every word
 * @returns {Rings} −1 for none
 */
export function ringed({ selection, header, vocabulary: { words, tables } }, index) {
  /** @type {(word: string) => number} */
  const find = (word) => index.get(word) ?? -1;
  const selected = selection ? find(selection.word) : -1;
  if (!selection || selected < 0) return { selected, near: [], partner: -1 };
  const step = made(header)?.map(find);
  if (step) return { selected, near: step.filter((row) => row >= 0), partner: -1, step };
  const near = selection.neighbours.map(([word]) => find(word)).filter((row) => row >= 0);
  const partner = selection.partner === undefined ? -1 : find(selection.partner);
  return { selected, near: tables === 2 ? [selected + words, ...near] : near, partner };
}

/**
 * The ringed rows in the order of their labels.
 * @param {Rings} rings −1 for none
 */
export function first({ selected, near, partner }) {
  return [...new Set([selected, partner, ...near])].filter((row) => row >= 0);
}
