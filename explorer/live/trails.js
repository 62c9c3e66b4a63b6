const AGES = 3;

/** Where the points were in the last few layouts of one plane. */
export class Trails {
  constructor() {
    this.plane = this.last = null;
    this.past = [];
  }

  /**
   * Remember the layout that gives way to the next.
   * @param {string} plane another one has no past
   * @param {{number: number, positions: Float32Array}} layout the one shown now; an earlier one, too, has no past
   */
  follow(plane, layout) {
    if (layout === this.last) return;
    const goes = plane === this.plane && layout.number > this.last.number;
    this.past = goes ? [this.last.positions, ...this.past].slice(0, AGES) : [];
    Object.assign(this, { plane, last: layout });
  }

  /**
   * Lines from each place to the one before it, the youngest first.
   * @param {Float32Array} now x, y by turns, as drawn
   * @param {number[]} indices whose
   * @returns {{x: Array[], y: Array[]}} per age
   */
  lines(now, indices) {
    const steps = this.past.map((before, age) => [age ? this.past[age - 1] : now, before]);
    while (steps.length < AGES) steps.push([now, now]);
    const along = (axis) => steps.map(([to, from]) =>
      indices.flatMap((index) => [from[2 * index + axis], to[2 * index + axis], null]));
    return { x: along(0), y: along(1) };
  }
}

/**
 * The traces of the trails, without their places.
 * @param {object} look colours of the page
 * @returns {object[]} Plotly traces, fading with age
 */
export function fading(look) {
  return Array.from({ length: AGES }, (_, age) => ({
    type: "scatter", mode: "lines", hoverinfo: "skip", showlegend: false,
    opacity: 0.75 / (age + 1), line: { color: look.muted, width: 1.2 },
  }));
}
