/** @import { Candidate, Label, Layout, Look, Maybe, Ranges, Scene, Size, Words } from "../types.d.ts" */
import { width } from "./labels.js";
import { sized } from "./look.js";
import { made } from "./step.js";
import { LABEL_SIZE, label } from "./traces.js";

/**
 * The plane that a scene lies in: while it stays, places can be compared.
 * @param {Pick<Scene, "run" | "layout" | "vocabulary" | "choices">} scene what is drawn
 * @returns {string} another one for another plane
 */
export function planeOf({ run, layout: { kind }, vocabulary: { tables }, choices }) {
  const { map_vectors: vectors, map_across: across, map_up: up } = choices;
  return [run, kind, tables, vectors, ...(kind === "axes" ? [across, up] : [])].join("|");
}

/**
 * Everything that a picture of a scene depends on.
 * @param {Scene} scene what is drawn
 * @returns {unknown[]} plain values
 */
export function asked({ run, header, layout: { kind, number }, ghost, vocabulary, paint, choices, selection, look, language }) {
  const colours = [paint.kind, paint.number];
  return [run, kind, number, ghost, vocabulary.digest, ...colours, choices, selection, made(header), look, language];
}

/**
 * The rows of a scene as labels to choose from.
 * @param {{layout: Pick<Layout, "positions">, vocabulary: Pick<Words, "symbols" | "words" | "tables">}} scene
 *   where the words are
 * @param {Ranges} ranges what is in the window
 * @param {Size} size the window, in pixels
 * @param {Pick<Look, "font" | "times">} look the labels' font
 * @returns {Candidate[]} in pixels; how wide a text is is measured when it is asked for
 */
export function candidates({ layout: { positions }, vocabulary }, { x, y }, size, look) {
  const font = `600 ${sized(look, LABEL_SIZE)}px ${look.font}`;
  return vocabulary.symbols.map((_, index) => ({
    index,
    get wide() { return width(label(vocabulary, index), font); },
    x: ((positions[2 * index] - x[0]) / (x[1] - x[0])) * size.width,
    y: ((y[1] - positions[2 * index + 1]) / (y[1] - y[0])) * size.height,
  }));
}

/**
 * The rows in the window.
 * @param {Pick<Scene, "layout" | "vocabulary" | "look">} scene what is drawn
 * @param {Ranges} ranges what is in the window
 * @param {Size} size the window, in pixels
 * @returns {number[]}
 */
export function seen(scene, ranges, size) {
  const inside = candidates(scene, ranges, size, scene.look).filter(({ x, y }) =>
    x >= 0 && y >= 0 && x <= size.width && y <= size.height);
  return inside.map((one) => one.index);
}

/**
 * The row whose label lies at a place.
 * @param {Maybe<{chosen: Label[]}>} marks the labels, if there are any
 * @param {number} x pixels
 * @param {number} y pixels
 * @returns {number} −1 for none
 */
export function labelAt(marks, x, y) {
  /** @type {(label: Label) => boolean} */
  const under = ({ box }) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
  return marks?.chosen.find(under)?.index ?? -1;
}
