const CLICK = 4;
const REST = 200;

/** The visitor's hands on the map: clicks, drags, wheel; nothing is redrawn under them. */
export class Hands {
  /**
   * @param {HTMLElement} node the plot
   * @param {object} acts hit, pick, caught, moved, reset, free, lost
   */
  constructor(node, acts) {
    Object.assign(this, { node, acts, busy: false, start: null, picked: 0, timer: 0, heard: false });
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

  down(event) {
    clearTimeout(this.timer);
    this.busy = true;
    this.start = this.place(event);
  }

  up(event) {
    if (!this.start) return;
    const end = this.place(event);
    const far = Math.hypot(end.x - this.start.x, end.y - this.start.y);
    const index = far < CLICK ? this.acts.hit(end.x, end.y) : -1;
    this.start = null;
    if (index >= 0) this.pick(index);
    this.release();
  }

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

  clicked(point) {
    // A label was meant, not the point that happens to lie under it.
    if (performance.now() - this.picked < REST) return;
    if (point?.data.hovertemplate) this.pick(point.pointNumber);
  }

  /** A lasso was drawn; Plotly tells the same again when what it drew is cleared. */
  selected(found) {
    if (!found?.lassoPoints) return;
    const points = found.points.filter(({ data }) => data.hovertemplate);
    this.acts.caught(points.map(({ pointNumber }) => pointNumber));
  }

  pick(index) {
    this.picked = performance.now();
    this.acts.pick(index);
  }

  zoomed(change) {
    if (!Object.keys(change).some((name) => name.startsWith("xaxis.range"))) return;
    const { xaxis, yaxis } = this.node.layout;
    this.acts.moved({ x: [...xaxis.range], y: [...yaxis.range] });
  }
}
