/** @import { Component, Report } from "./types.d.ts" */
import { element } from "./page/dom.js";

const NS = "http://www.w3.org/2000/svg";
const SIDE = 520;
const NUDGE = 0.02;
/** @type {WeakMap<HTMLElement, Plane>} */
const planes = new WeakMap();
/** @type {Record<string, [number, number]>} */
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * @typedef {{id: string, label: string, name: string, x: number, y: number, kind: string}} Vector
 * @typedef {{x0: number, y0: number, x1: number, y1: number, kind: string}} Arrow
 * @typedef {{vectors: Vector[], arrows: Arrow[], reach: number, colors: Record<string, string>, alt: string}} PlaneData
 */

/**
 * @template {keyof SVGElementTagNameMap} Name
 * @param {Name} name the element's
 * @param {Record<string, string | number>} traits its attributes
 * @param {Node[]} children what it holds
 * @returns {SVGElementTagNameMap[Name]} one element of a drawing
 */
function drawn(name, traits, ...children) {
  const node = document.createElementNS(NS, name);
  for (const [trait, value] of Object.entries(traits)) node.setAttribute(trait, String(value));
  node.append(...children);
  return node;
}

/** A plane whose vectors are moved by hand or by the arrow keys; what follows is computed elsewhere. */
class Plane {
  /** @type {PlaneData} */
  data;

  /** @param {HTMLElement} parent Streamlit's element */
  constructor(parent) {
    this.node = element("div", "pp-plane");
    parent.append(this.node);
    /** @type {?string} */
    this.held = null;
    /** @type {Report} */
    this.tell = () => {};
    this.node.addEventListener("pointermove", (event) => this.drag(event));
    for (const name of ["pointerup", "pointercancel"]) this.node.addEventListener(name, () => this.drop());
  }

  /**
   * Draw what Python says now.
   * @param {Component<PlaneData>} component what it is now
   */
  update({ data, setTriggerValue }) {
    this.data = data;
    this.tell = setTriggerValue;
    for (const [kind, color] of Object.entries(data.colors)) this.node.style.setProperty(`--pp-${kind}`, color);
    if (!this.held) this.draw();
  }

  /**
   * @param {number} x of a vector
   * @param {number} y of a vector
   * @returns {[x: number, y: number]} in the drawing
   */
  at(x, y) {
    const half = SIDE / 2;
    return [half + (x / this.data.reach) * half * 0.94, half - (y / this.data.reach) * half * 0.94];
  }

  draw() {
    const { activeElement } = document;
    const focused = activeElement instanceof SVGElement ? activeElement.dataset.vector : undefined;
    const svg = drawn("svg", { viewBox: `0 0 ${SIDE} ${SIDE}`, role: "group", "aria-label": this.data.alt });
    svg.append(this.heads(), ...this.grid());
    for (const arrow of this.data.arrows) svg.append(this.arrow(arrow));
    for (const vector of this.data.vectors) svg.append(this.vector(vector));
    this.node.replaceChildren(svg);
    /** @type {?SVGElement} */
    const again = focused ? this.node.querySelector(`[data-vector="${focused}"]`) : null;
    again?.focus();
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

  /** @param {Arrow} arrow between two points */
  arrow({ x0, y0, x1, y1, kind }) {
    const [[a, b], [c, d]] = [this.at(x0, y0), this.at(x1, y1)];
    return drawn("line", { x1: a, y1: b, x2: c, y2: d, class: `pp-move pp-move-${kind}`, "marker-end": `url(#pp-head-${kind})` });
  }

  /** @param {Vector} vector from the origin */
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

  /**
   * @param {PointerEvent} event on a tip
   * @param {string} id the vector's
   */
  take(event, id) {
    this.held = id;
    this.node.setPointerCapture(event.pointerId);
    event.preventDefault();
  }

  find() {
    return this.data.vectors.find(({ id }) => id === this.held);
  }

  /** @param {PointerEvent} event on the plane */
  drag(event) {
    const vector = this.find();
    const box = this.node.firstElementChild?.getBoundingClientRect();
    if (!vector || !box) return;
    const half = box.width / 2;
    const { reach } = this.data;
    /** @type {(pixels: number) => number} */
    const unit = (pixels) => (pixels / (half * 0.94)) * reach;
    /** @type {(value: number) => number} */
    const round = (value) => Math.max(-reach, Math.min(reach, Math.round(value * 1000) / 1000));
    vector.x = round(unit(event.clientX - box.left - half));
    vector.y = round(unit(box.top + half - event.clientY));
    // What follows from the place is known when the hand lets go.
    this.data.arrows = [];
    this.draw();
  }

  drop() {
    const vector = this.find();
    this.held = null;
    if (vector) this.tell("moved", { id: vector.id, x: vector.x, y: vector.y });
  }

  /**
   * @param {KeyboardEvent} event on a tip
   * @param {Pick<Vector, "id" | "x" | "y">} vector the tip's
   */
  nudge(event, { id, x, y }) {
    const by = WAYS[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const step = NUDGE * this.data.reach;
    /** @type {(value: number) => number} */
    const round = (value) => Math.round(value * 1000) / 1000;
    this.tell("moved", { id, x: round(x + by[0] * step), y: round(y + by[1] * step) });
  }
}

/**
 * Streamlit's entry, as in `mount.js`.
 * @param {Component<PlaneData>} component what Python says now
 * @returns {() => void} clean-up
 */
export function mount(component) {
  const { parentElement } = component;
  const plane = planes.get(parentElement) ?? new Plane(parentElement);
  planes.set(parentElement, plane);
  plane.update(component);
  return () => {};
}
