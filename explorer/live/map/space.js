/** @import { Annotation, Clothes, Figure, Format, Look, Maybe, Plot, Plotly, PlotlyLayout, Rings, Scene, Trace } from "../types.d.ts" */
import { element } from "../page/dom.js";
import { escape } from "../page/escape.js";
import { sized } from "./look.js";
import { first } from "./rings.js";
import { save } from "../input/tools.js";
import { label } from "./traces.js";

const CONFIG = { displayModeBar: false, displaylogo: false, responsive: true };
const AIR = 1.05;
const STEP = 1.2;
const LABELS = 24;
const ZOOM = 1.9;
const APART = 0.2;
// Without perspective, or labels far away could not be read.
/** @type {import("../plotly.d.ts").Camera} */
const CAMERA = { eye: { x: 1.2, y: 1.2, z: 0.7 }, projection: { type: "orthographic" } };

// Shapes that Plotly has in space, for those of the plane, in their order.
const SOLIDS = ["circle", "square", "diamond", "cross", "x", "square-open", "diamond-open"];

/**
 * The look of points in space, where shapes are fewer.
 * @param {Look} look colours of the page
 * @returns {Look} with shapes that there are
 */
export function solid(look) {
  return { ...look, symbols: SOLIDS, solid: true };
}

/**
 * Words to label: the selection and its neighbours, then the most frequent; each well away from
 * those before it. From some sides labels still meet, for the visitor turns them.
 * @param {Float32Array} positions x, y, z by turns
 * @param {number} reach half the side of the cube
 * @param {number[]} first rows that come before the most frequent; the very first is labelled in any case
 * @param {number} most how many
 * @returns {number[]} rows
 */
export function spaced(positions, reach, first, most) {
  const away = (APART * reach) ** 2;
  /** @type {(row: number, other: number) => boolean} */
  const far = (row, other) => [0, 1, 2].reduce((sum, axis) =>
    sum + (positions[3 * row + axis] - positions[3 * other + axis]) ** 2, 0) > away;
  /** @type {number[]} */
  const chosen = [];
  /** @type {(row: number) => void} */
  const offer = (row) => {
    if (chosen.length < most && chosen.every((other) => far(row, other))) chosen.push(row);
  };
  first.forEach(offer);
  for (let row = 0; row < positions.length / 3 && chosen.length < most; row += 1) offer(row);
  return chosen;
}

/** The words in three dimensions, on a node of their own beside the plane's. */
export class Space {
  /**
   * @param {Plotly} Plotly the library
   * @param {HTMLElement} beside the plane's node
   * @param {(index: number) => void} pick told of a clicked row
   */
  constructor(Plotly, beside, pick) {
    this.Plotly = Plotly;
    this.beside = beside;
    this.pick = pick;
    this.reach = 0;
    /** @type {Maybe<string>} */
    this.plane = null;
    /** @type {Figure} */
    this.figure = { data: [], layout: {} };
    this.heard = false;
    this.node = /** @type {Plot} */ (element("div", "pp-plot pp-space"));
    this.node.setAttribute("role", "img");
    beside.after(this.node);
  }

  /** Let go of the page. */
  end() {
    this.Plotly.purge(this.node);
    this.node.remove();
  }

  /**
   * Draw a scene; the camera stays where the visitor has put it.
   * @param {Scene} scene layout, vocabulary, look
   * @param {Clothes} clothes what `dress` returned
   * @param {Rings} marks the selection
   * @param {string} plane while it stays, so does the camera
   */
  show(scene, clothes, marks, plane) {
    const { positions } = scene.layout;
    if (plane !== this.plane) this.reach = 0;
    this.plane = plane;
    const needed = positions.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6) * AIR;
    // The cube grows at once and shrinks only when much of it is empty.
    if (needed > this.reach || needed * STEP ** 3 < this.reach) this.reach = STEP ** Math.ceil(Math.log(needed) / Math.log(STEP));
    this.node.setAttribute("aria-label", this.beside.getAttribute("aria-label") ?? "");
    this.figure = { data: this.traces(scene, clothes, marks), layout: this.layout(scene.look, this.labels(scene, marks)) };
    this.Plotly.react(this.node, this.figure.data, this.figure.layout, CONFIG);
    if (this.heard) return;
    this.heard = true;
    this.node.on("plotly_click", ({ points: [point] }) => point?.curveNumber === 0 && this.pick(point.pointNumber));
  }

  /**
   * @param {Scene} scene layout, vocabulary, look
   * @param {Clothes} clothes what `dress` returned
   * @param {Rings} marks the selection
   * @returns {Trace[]} the points, and lines to the neighbours
   */
  traces({ layout: { positions }, vocabulary, look }, clothes, { selected, near }) {
    /** @type {(rows: number[], axis: number) => Maybe<number>[]} */
    const side = (rows, axis) => rows.map((row) => (row < 0 ? null : positions[3 * row + axis]));
    /** @type {(rows: number[]) => Pick<Trace, "x" | "y" | "z">} */
    const at = (rows) => ({ x: side(rows, 0), y: side(rows, 1), z: side(rows, 2) });
    // In space one opacity serves all points, and an outline would swallow the small ones.
    const marker = { ...clothes.marker, opacity: 0.85, line: { width: 0 } };
    const ends = near.flatMap((row) => [selected, row, -1]);
    return [
      {
        type: "scatter3d", hoverinfo: "text", showlegend: false, ...at(vocabulary.symbols.map((_, row) => row)),
        mode: "markers", hovertext: clothes.hover, marker,
      },
      {
        type: "scatter3d", hoverinfo: "skip", showlegend: false, ...at(ends),
        mode: "lines", line: { color: look.muted, width: sized(look, 2) },
      },
    ];
  }

  /**
   * Labels; as a trace Plotly would draw them in sizes of its own.
   * @param {Scene} scene layout, vocabulary, look
   * @param {Rings} marks the selection
   * @returns {Annotation[]}
   */
  labels({ layout: { positions }, vocabulary, look }, marks) {
    const rows = spaced(positions, this.reach, first(marks), Math.min(LABELS, look.labels ?? LABELS));
    return rows.map((row) => /** @satisfies {Annotation} */ ({
      x: positions[3 * row], y: positions[3 * row + 1], z: positions[3 * row + 2], text: escape(label(vocabulary, row)),
      showarrow: false, yshift: sized(look, 11), borderpad: 0,
      font: { family: look.font, size: sized(look, 12), color: look.text },
    }));
  }

  /**
   * @param {Look} look colours of the page
   * @param {Annotation[]} annotations the labels
   * @returns {PlotlyLayout & Required<Pick<PlotlyLayout, "scene">>}
   */
  layout(look, annotations) {
    const side = { range: [-this.reach, this.reach], autorange: false, showticklabels: false, title: { text: "" }, showspikes: false, gridcolor: look.faint, zerolinecolor: look.faint, showbackground: false };
    return {
      margin: { l: 0, r: 0, t: 0, b: 0 }, paper_bgcolor: "rgba(0,0,0,0)", showlegend: false, autosize: true, uirevision: this.plane,
      font: { family: look.font, color: look.text },
      hoverlabel: { bgcolor: look.panel, bordercolor: look.muted, font: { color: look.text, family: look.font, size: sized(look, 13) } },
      scene: { xaxis: side, yaxis: side, zaxis: side, aspectmode: "manual", aspectratio: { x: ZOOM, y: ZOOM, z: ZOOM }, uirevision: this.plane, camera: CAMERA, annotations },
    };
  }

  /**
   * Save what is seen.
   * @param {Format} format what kind of file
   * @param {Look} look colours of the page
   * @param {Trace[]} legend empty traces with names
   * @returns {Promise<string>} settled when the browser has it
   */
  save(format, look, legend) {
    const { clientWidth: width, clientHeight: height } = this.node;
    const { camera } = this.node.layout.scene;
    const { data, layout } = this.figure;
    /** @type {PlotlyLayout} */
    const frame = {
      ...layout, width, height, paper_bgcolor: look.ground, showlegend: true,
      scene: layout.scene && { ...layout.scene, camera }, xaxis: { visible: false }, yaxis: { visible: false },
    };
    return save(this.Plotly, { data: [...data, ...legend], layout: frame }, format, "pushpull-map");
  }

  /** Look at it again as at first. */
  reset() {
    this.Plotly.relayout(this.node, { "scene.camera": CAMERA });
  }
}
