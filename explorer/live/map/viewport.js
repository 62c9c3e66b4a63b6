/** @import { Maybe, Ranges } from "../types.d.ts" */
const STEP = 1.2;
const AIR = 1.08;
const LOOSE = 2.5; // times what is needed: with more room than that the picture is too small to read

/**
 * @param {Float32Array} positions x, y by turns
 * @param {number} axis 0 or 1
 * @returns {[low: number, high: number]}
 */
function extent(positions, axis) {
  let low = Infinity;
  let high = -Infinity;
  for (let index = axis; index < positions.length; index += 2) {
    low = Math.min(low, positions[index]);
    high = Math.max(high, positions[index]);
  }
  return [low, high];
}

/** The part of the plane the map shows: held still, grown in steps, and the visitor's once touched. */
export class Viewport {
  /** @type {Maybe<[x: number, y: number]>} */
  center;
  /** @type {number} */
  reach;
  /** @type {Maybe<Ranges>} */
  held;

  constructor() {
    this.forget();
  }

  /** Start afresh, as for a new run or another projection. */
  forget() {
    this.center = null;
    this.reach = 0;
    this.held = null;
  }

  /**
   * Turn to another plane; a zoom within the same run keeps its place and depth in the whole.
   * @param {Float32Array} positions x, y by turns
   * @param {number} aspect width by height of the plot
   * @param {boolean} same whether it is the same run
   */
  turn(positions, aspect, same) {
    const { held } = this;
    this.held = null;
    const before = this.ranges(aspect);
    this.forget();
    this.grow(positions, aspect);
    if (!held || !same) return;
    const after = this.ranges(aspect);
    const corners = [held.x[0], held.y[0], held.x[1], held.y[1]];
    const [left, low, right, high] = carried(corners, before, after);
    this.held = { x: [left, right], y: [low, high] };
  }

  /**
   * Make room for the points; room that is no longer needed stays, unless it is very much.
   * @param {Float32Array} positions x, y by turns
   * @param {number} aspect width by height of the plot
   */
  grow(positions, aspect) {
    const [[left, right], [low, high]] = [extent(positions, 0), extent(positions, 1)];
    // No points, or some that lie nowhere: a window once lost would never be found again.
    if (!Number.isFinite(right - left + high - low)) return;
    /** @type {(center: [x: number, y: number]) => number} */
    const needed = ([x, y]) => {
      const wide = Math.max(right - x, x - left) / Math.max(aspect, 0.1);
      return Math.max(high - y, y - low, wide, 1e-6) * AIR;
    };
    const now = this.center ? needed(this.center) : Infinity;
    if (now <= this.reach && now * LOOSE > this.reach) return;
    this.center = [(left + right) / 2, (low + high) / 2];
    const step = STEP ** Math.ceil(Math.log(needed(this.center)) / Math.log(STEP));
    this.reach = now <= this.reach ? step : Math.max(this.reach, step);
  }

  /**
   * The ranges to draw.
   * @param {number} aspect width by height of the plot
   * @returns {Ranges} both axes
   */
  ranges(aspect) {
    if (this.held) return this.held;
    const [x, y] = this.center ?? [0, 0];
    const wide = this.reach * aspect;
    return { x: [x - wide, x + wide], y: [y - this.reach, y + this.reach] };
  }
}

/**
 * Where points must stand in new ranges to look as if nothing had moved.
 * @template {Float32Array | number[]} Numbers
 * @param {Numbers} positions x, y by turns, seen in `before`
 * @param {Ranges} before old ranges
 * @param {Ranges} after new ranges
 * @returns {Numbers} the same picture in the new ranges
 */
export function carried(positions, before, after) {
  /** @type {(axis: "x" | "y") => number} */
  const scale = (axis) => (after[axis][1] - after[axis][0]) / (before[axis][1] - before[axis][0]);
  const [x, y] = [scale("x"), scale("y")];
  return /** @type {Numbers} */ (positions.map((value, index) =>
    index % 2
      ? after.y[0] + (value - before.y[0]) * y
      : after.x[0] + (value - before.x[0]) * x));
}
