/** @import { Annotation, Header, Look, Maybe, Rings } from "../types.d.ts" */
import { sized } from "./look.js";

const PUSHED = 46; // pixels: how long the arrow of a push is drawn, however strong it was

/**
 * The step that is being looked at, if one is.
 * @param {Pick<Header, "reading">} header of a frame
 * @returns {Maybe<string[]>} the word that pulled, then those that pushed
 */
export function made({ reading }) {
  return reading?.made ? [reading.words[reading.at], ...reading.noise] : null;
}

/**
 * A step on the map: towards the target, and away from each noise word. Directions, not strengths.
 * @param {Float32Array} positions x, y by turns
 * @param {Pick<Rings, "selected" | "step">} marks the input's row; those of `made`, −1 for none
 * @param {number} unit of the axes, of one pixel
 * @param {Look} look colours of the page
 * @returns {Annotation[]} Plotly annotations
 */
export function forces(positions, { selected, step }, unit, look) {
  if (!step) return [];
  const [target, ...noise] = step;
  /** @type {(row: number) => [x: number, y: number]} */
  const at = (row) => [positions[2 * row], positions[2 * row + 1]];
  const [x, y] = at(selected);
  /** @type {(headX: number, headY: number, color: string, width: number) => Annotation} */
  const arrow = (headX, headY, color, width) => /** @satisfies {Annotation} */ ({
    x: headX, y: headY, ax: x, ay: y, xref: "x", yref: "y", axref: "x", ayref: "y", text: "",
    showarrow: true, arrowhead: 2, arrowsize: 1, arrowwidth: sized(look, width), arrowcolor: color,
  });
  /** @type {(row: number) => Annotation} */
  const away = (row) => {
    const [left, low] = at(row);
    const far = Math.hypot(x - left, y - low) || 1;
    const long = (unit * sized(look, PUSHED)) / far;
    return arrow(x + (x - left) * long, y + (y - low) * long, look.push, 2);
  };
  const pull = target >= 0 && target !== selected ? [arrow(...at(target), look.pull, 3)] : [];
  return [...noise.filter((row) => row >= 0 && row !== selected).map(away), ...pull];
}
