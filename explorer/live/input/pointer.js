/** @import { Maybe, Plot, Point, Ranges } from "../types.d.ts" */
const CLICK = 4;
const REST = 200;

/**
 * What follows from what the hands do.
 * @typedef {object} Acts
 * @property {(x: number, y: number) => number} hit the row whose label lies there, or −1
 * @property {(index: number) => void} pick a row was clicked
 * @property {(rows: number[]) => void} caught a lasso was drawn around rows
 * @property {(ranges: Ranges) => void} moved the window was moved
 * @property {() => void} reset everything is to be seen again
 * @property {() => void} free the hands are off
 * @property {() => void} lost there is no WebGL any more
 */

/** The visitor's hands on the map: clicks, drags, wheel; nothing is redrawn under them. */
export class Hands {
  /**
   * @param {Plot} node the plot
   * @param {Acts} acts told of what the hands do
   */
  constructor(node, acts) {
    this.node = node;
    this.acts = acts;
    this.busy = false;
    /** @type {Maybe<{x: number, y: number}>} */
    this.start = null;
    this.picked = 0;
    this.timer = 0;
    this.heard = false;
    this.leaving = new AbortController();
    const to = { signal: this.leaving.signal, capture: true };
    node.addEventListener("pointerdown", (event) => this.down(event), to);
    node.addEventListener("wheel", () => this.release(), { ...to, passive: true });
    window.addEventListener("pointerup", (event) => this.up(event), to);
    window.addEventListener("pointercancel", () => this.release(), to);
  }

  /** Let go of the page. */
  end() {
    clearTimeout(this.timer);
    this.leaving.abort();
  }

  /** Hear Plotly's own events; it has none before the first drawing. */
  listen() {
    if (this.heard) return;
    this.heard = true;
    this.node.on("plotly_click", ({ points }) => this.clicked(points[0]));
    this.node.on("plotly_selected", (found) => this.selected(found));
    this.node.on("plotly_relayout", (change) => this.zoomed(change));
    this.node.on("plotly_doubleclick", () => this.acts.reset());
    this.node.on("plotly_webglcontextlost", () => this.acts.lost());
  }

  /** @param {PointerEvent} event on the plot */
  down(event) {
    clearTimeout(this.timer);
    this.busy = true;
    this.start = this.place(event);
  }

  /** @param {PointerEvent} event anywhere */
  up(event) {
    if (!this.start) return;
    const end = this.place(event);
    const far = Math.hypot(end.x - this.start.x, end.y - this.start.y);
    const index = far < CLICK ? this.acts.hit(end.x, end.y) : -1;
    this.start = null;
    if (index >= 0) this.pick(index);
    this.release();
  }

  /** @param {PointerEvent} event */
  place({ clientX, clientY }) {
    const { left, top } = this.node.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }

  release() {
    this.busy = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.busy = false;
      this.acts.free();
    }, REST);
  }

  /** @param {Point | undefined} point what Plotly found under the pointer */
  clicked(point) {
    // A label was meant, not the point that happens to lie under it.
    if (performance.now() - this.picked < REST) return;
    if (point?.data.hovertemplate) this.pick(point.pointNumber);
  }

  /**
   * A lasso was drawn; Plotly tells the same again when what it drew is cleared.
   * @param {Maybe<{points: Point[], lassoPoints?: object}> | undefined} found what it holds
   */
  selected(found) {
    if (!found?.lassoPoints) return;
    const points = found.points.filter(({ data }) => data.hovertemplate);
    this.acts.caught(points.map(({ pointNumber }) => pointNumber));
  }

  /** @param {number} index the row */
  pick(index) {
    this.picked = performance.now();
    this.acts.pick(index);
  }

  /** @param {object} change of the layout, by its attributes' names */
  zoomed(change) {
    if (!Object.keys(change).some((name) => name.startsWith("xaxis.range"))) return;
    const { xaxis, yaxis } = this.node.layout;
    this.acts.moved({ x: [...xaxis.range], y: [...yaxis.range] });
  }
}
