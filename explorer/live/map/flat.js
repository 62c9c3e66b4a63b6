/** @import { Clothes, Figure, Marks, Maybe, Places, Ranges, Scene, Size } from "../types.d.ts" */
/** @import { Trails } from "./trails.js" */
import { accompanied, shades } from "./ghost.js";
import { first } from "./rings.js";
import { forces } from "./step.js";
import { coordinates, layout, traces } from "./traces.js";

/**
 * What a picture of the plane is made of.
 * @typedef {object} Flat
 * @property {Scene} scene what is drawn
 * @property {Clothes} clothes how its points look
 * @property {Float32Array} now where the points are drawn
 * @property {Marks} marks labels and selection
 * @property {Trails} trails where the points were
 * @property {Ranges} ranges what is in the window
 * @property {Size} size the window, in pixels
 * @property {string} plane while it stays, the visitor's zoom does
 * @property {string} tool in hand: `pan` or `lasso`
 * @property {number} lassos another number clears what a lasso has drawn
 * @property {boolean} swift points by WebGL
 */

/**
 * The last moves of the words that the eye can follow: those with a label or a ring.
 * @param {Pick<Flat, "scene" | "now" | "marks" | "trails">} flat the plane
 * @returns {Maybe<Places>} nothing where they are not shown
 */
function trailed({ scene, now, marks, trails }) {
  if (scene.choices.map_trails !== "on") return null;
  const followed = new Set([...marks.chosen.map((one) => one.index), ...first(marks)]);
  return trails.lines(now, [...followed]);
}

/**
 * The plane as Plotly draws it.
 * @param {Flat} flat the plane
 * @returns {Figure} the points first, but for a ghost's
 */
export function figure(flat) {
  const { scene, clothes, now, marks, ranges, size, plane, tool, lassos, swift } = flat;
  const { layout: { kind }, choices, look } = scene;
  const names = kind === "axes" ? [choices.map_across ?? "", choices.map_up ?? ""] : null;
  const arrows = forces(now, marks, (ranges.x[1] - ranges.x[0]) / size.width, look);
  return {
    data: [...shades(now, scene, marks, swift), ...traces(now, scene, marks, clothes, swift, trailed(flat))],
    layout: layout(ranges, size, look, plane, { names, tool, drawn: lassos, arrows }),
  };
}

/**
 * The same while the points move: what changes.
 * @param {Pick<Flat, "scene" | "now" | "marks" | "trails">} flat the plane
 * @returns {Places} per trace of `figure`
 */
export function places(flat) {
  const { scene, now, marks } = flat;
  return accompanied(coordinates(now, marks, trailed(flat)), now, scene.ways, marks);
}
