import { element } from "./dom.js";

const NS = "http://www.w3.org/2000/svg";
const SIDE = 520;
const NUDGE = 0.02;
const planes = new WeakMap();

function drawn(name, traits, ...children) {
  const node = document.createElementNS(NS, name);
  for (const [trait, value] of Object.entries(traits)) node.setAttribute(trait, value);
  node.append(...children);
  return node;
}

/** A plane whose vectors are moved by hand or by the arrow keys; what follows is computed elsewhere. */
class Plane {
  constructor(parent) {
    this.node = element("div", "pp-plane");
    parent.append(this.node);
    this.held = null;
    this.node.addEventListener("pointermove", (event) => this.drag(event));
    for (const name of ["pointerup", "pointercancel"]) this.node.addEventListener(name, () => this.drop());
  }

  /**
   * Draw what Python says now.
   * @param {object} component data (vectors, arrows, reach, colors, alt) and setTriggerValue
   */
  update({ data, setTriggerValue }) {
    Object.assign(this, { data, tell: setTriggerValue });
    for (const [kind, color] of Object.entries(data.colors)) this.node.style.setProperty(`--pp-${kind}`, color);
    if (!this.held) this.draw();
  }

  at(x, y) {
    const half = SIDE / 2;
    return [half + (x / this.data.reach) * half * 0.94, half - (y / this.data.reach) * half * 0.94];
  }

  draw() {
    const focused = document.activeElement?.dataset?.vector;
    const svg = drawn("svg", { viewBox: `0 0 ${SIDE} ${SIDE}`, role: "group", "aria-label": this.data.alt });
    svg.append(this.heads(), ...this.grid());
    for (const arrow of this.data.arrows) svg.append(this.arrow(arrow));
    for (const vector of this.data.vectors) svg.append(this.vector(vector));
    this.node.replaceChildren(svg);
    if (focused) this.node.querySelector(`[data-vector="${focused}"]`)?.focus();
  }

  heads() {
    const kinds = ["pull", "push", "sum", "v", "u"];
    return drawn("defs", {}, ...kinds.map((kind) => drawn("marker", {
      id: `pp-head-${kind}`, viewBox: "0 0 10 10", refX: 8, refY: 5, markerWidth: 6, markerHeight: 6, orient: "auto-start-reverse",
    }, drawn("path", { d: "M0 0L10 5L0 10z", class: `pp-head-${kind}` }))));
  }

  grid() {
    const { reach } = this.data;
    const [left, low] = this.at(-reach, -reach);
    const [right, high] = this.at(reach, reach);
    const [x, y] = this.at(0, 0);
    const label = drawn("text", { x: right, y: y - 5, class: "pp-tick", "text-anchor": "end" });
    label.textContent = String(Number(reach.toPrecision(2)));
    return [
      drawn("line", { x1: left, x2: right, y1: y, y2: y, class: "pp-axis" }),
      drawn("line", { x1: x, x2: x, y1: low, y2: high, class: "pp-axis" }),
      label,
    ];
  }

  arrow({ x0, y0, x1, y1, kind }) {
    const [[a, b], [c, d]] = [this.at(x0, y0), this.at(x1, y1)];
    return drawn("line", { x1: a, y1: b, x2: c, y2: d, class: `pp-move pp-move-${kind}`, "marker-end": `url(#pp-head-${kind})` });
  }

  vector({ id, label, name, x, y, kind }) {
    const [[a, b], [c, d]] = [this.at(0, 0), this.at(x, y)];
    const tip = drawn("circle", {
      cx: c, cy: d, r: 11, class: "pp-tip", tabindex: 0, role: "button", "aria-label": name, "data-vector": id,
    });
    tip.addEventListener("pointerdown", (event) => this.take(event, id));
    tip.addEventListener("keydown", (event) => this.nudge(event, { id, x, y }));
    const text = drawn("text", { x: c + (c < a ? -14 : 14), y: d + 5, class: `pp-name-${kind}`, "text-anchor": c < a ? "end" : "start" });
    text.textContent = label;
    const line = drawn("line", { x1: a, y1: b, x2: c, y2: d, class: `pp-vector pp-vector-${kind}`, "marker-end": `url(#pp-head-${kind})` });
    return drawn("g", {}, line, text, tip);
  }

  take(event, id) {
    this.held = id;
    this.node.setPointerCapture(event.pointerId);
    event.preventDefault();
  }

  drag(event) {
    if (!this.held) return;
    const box = this.node.firstChild.getBoundingClientRect();
    const half = box.width / 2;
    const unit = (pixels) => (pixels / (half * 0.94)) * this.data.reach;
    const round = (value) => Math.max(-this.data.reach, Math.min(this.data.reach, Math.round(value * 1000) / 1000));
    const vector = this.data.vectors.find(({ id }) => id === this.held);
    vector.x = round(unit(event.clientX - box.left - half));
    vector.y = round(unit(box.top + half - event.clientY));
    // What follows from the place is known when the hand lets go.
    this.data.arrows = [];
    this.draw();
  }

  drop() {
    if (!this.held) return;
    const { id, x, y } = this.data.vectors.find((vector) => vector.id === this.held);
    this.held = null;
    this.tell("moved", { id, x, y });
  }

  nudge(event, { id, x, y }) {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const step = NUDGE * this.data.reach;
    const round = (value) => Math.round(value * 1000) / 1000;
    this.tell("moved", { id, x: round(x + by[0] * step), y: round(y + by[1] * step) });
  }
}

/**
 * Streamlit's entry, as in `mount.js`.
 * @param {object} component data, parentElement, setTriggerValue
 * @returns {() => void} clean-up
 */
export function mount(component) {
  const { parentElement } = component;
  if (!planes.has(parentElement)) planes.set(parentElement, new Plane(parentElement));
  planes.get(parentElement).update(component);
  return () => {};
}
