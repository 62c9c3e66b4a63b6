/** @import { Layout, Look, Maybe, Places, Trace } from "../types.d.ts" */
const AGES = 3;

/** Where the points were in the last few layouts of one plane. */
export class Trails {
  constructor() {
    this.plane = "";
    /** @type {Maybe<Pick<Layout, "number" | "positions">>} */
    this.last = null;
    /** @type {Float32Array[]} */
    this.past = [];
  }

  /**
   * Remember the layout that gives way to the next.
   * @param {string} plane another one has no past
   * @param {Pick<Layout, "number" | "positions">} layout the one shown now; an earlier one, too, has no past
   */
  follow(plane, layout) {
    const { last } = this;
    if (layout === last) return;
    const goes = last && plane === this.plane && layout.number > last.number;
    this.past = goes ? [last.positions, ...this.past].slice(0, AGES) : [];
    this.plane = plane;
    this.last = layout;
  }

  /**
   * Lines from each place to the one before it, the youngest first.
   * @param {Float32Array} now x, y by turns, as drawn
   * @param {number[]} indices whose
   * @returns {Places} per age
   */
  lines(now, indices) {
    const steps = this.past.map((before, age) => [age ? this.past[age - 1] : now, before]);
    while (steps.length < AGES) steps.push([now, now]);
    /** @type {(axis: number) => Maybe<number>[][]} */
    const along = (axis) => steps.map(([to, from]) =>
      indices.flatMap((index) => [from[2 * index + axis], to[2 * index + axis], null]));
    return { x: along(0), y: along(1) };
  }
}

/**
 * The traces of the trails, without their places.
 * @param {Look} look colours of the page
 * @returns {Trace[]} Plotly traces, fading with age
 */
export function fading(look) {
  return Array.from({ length: AGES }, (_, age) => /** @satisfies {Trace} */ ({
    type: "scatter", mode: "lines", hoverinfo: "skip", showlegend: false,
    opacity: 0.75 / (age + 1), line: { color: look.muted, width: 1.2 },
  }));
}
