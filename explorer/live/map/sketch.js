/** @import { Clothes, Look, Maybe, Scene, Size, Words } from "../types.d.ts" */
import { dress } from "./markers.js";
import { element } from "../page/dom.js";
import { place, width } from "./labels.js";
import { sized } from "./look.js";
import { LABEL_SIZE, label } from "./traces.js";
import { Viewport } from "./viewport.js";

const MOST = 40;
const TRIED = 200;
const FULL = 2 * Math.PI;
const AWAY = 7;
/** @typedef {(row: number) => [x: number, y: number]} At */

/**
 * @param {number} value 0 to 1
 * @param {string[]} scale colours from 0 to 1
 */
function scaled(value, scale) {
  return scale[Math.min(scale.length - 1, Math.floor(value * scale.length))];
}

/** The first pictures of the map, by hand: Plotly takes a second to start, and words move meanwhile. */
export class Sketch {
  /** @param {HTMLElement} node where the map will be */
  constructor(node) {
    this.node = node;
    this.viewport = new Viewport();
    /** @type {Maybe<Clothes>} */
    this.clothes = null;
    this.canvas = element("canvas", "pp-sketch");
    this.canvas.setAttribute("aria-hidden", "true");
    node.after(this.canvas);
  }

  /** Give way to the map. */
  end() {
    this.canvas.remove();
  }

  /**
   * Draw a scene, if it is flat.
   * @param {Scene} scene layout, vocabulary, paint, look, texts, say
   */
  show({ layout: { positions, columns }, vocabulary, paint, look, texts, say }) {
    const size = { width: this.node.clientWidth, height: this.node.clientHeight };
    if (columns === 3 || !size.width) return;
    this.clothes = dress(vocabulary, look, texts, say, paint);
    const pen = this.paper(size);
    if (!pen) return;
    this.viewport.grow(positions, size.width / size.height);
    const { x, y } = this.viewport.ranges(size.width / size.height);
    /** @type {At} */
    const at = (row) => [
      ((positions[2 * row] - x[0]) / (x[1] - x[0])) * size.width,
      ((y[1] - positions[2 * row + 1]) / (y[1] - y[0])) * size.height,
    ];
    this.dots(pen, this.clothes.marker, positions.length / 2, at, look);
    this.words(pen, vocabulary, at, size, look);
  }

  /** @param {Size} size of the window */
  paper(size) {
    const sharp = window.devicePixelRatio || 1;
    Object.assign(this.canvas, { width: size.width * sharp, height: size.height * sharp });
    Object.assign(this.canvas.style, { top: `${this.node.offsetTop}px`, width: `${size.width}px`, height: `${size.height}px` });
    const pen = this.canvas.getContext("2d");
    pen?.scale(sharp, sharp);
    return pen;
  }

  /**
   * @param {CanvasRenderingContext2D} pen on the paper
   * @param {Clothes["marker"]} marker how the points look
   * @param {number} count how many there are
   * @param {At} at where they are
   * @param {Look} look colours of the page
   */
  dots(pen, { color, size, opacity }, count, at, look) {
    /** @type {<Value>(values: Value | Value[], row: number) => Value} */
    const of = (values, row) => (Array.isArray(values) ? values[row] : values);
    for (let row = count - 1; row >= 0; row -= 1) {
      const tint = of(color, row);
      pen.globalAlpha = of(opacity, row) ?? 1;
      pen.fillStyle = typeof tint === "number" ? scaled(tint, look.scale) : tint;
      pen.beginPath();
      pen.arc(...at(row), of(size, row) / 2, 0, FULL);
      pen.fill();
    }
    pen.globalAlpha = 1;
  }

  /**
   * @param {CanvasRenderingContext2D} pen on the paper
   * @param {Words} vocabulary the words
   * @param {At} at where they are
   * @param {Size} size of the window
   * @param {Look} look colours of the page
   */
  words(pen, vocabulary, at, size, look) {
    const high = sized(look, LABEL_SIZE);
    const rows = Array.from({ length: Math.min(TRIED, vocabulary.symbols.length) }, (_, index) => {
      const [x, y] = at(index);
      const text = label(vocabulary, index);
      return { index, text, x, y, wide: width(text, `600 ${high}px ${look.font}`) };
    });
    Object.assign(pen, { font: `${high}px ${look.font}`, textBaseline: "middle", lineWidth: 3, strokeStyle: look.ground, fillStyle: look.text });
    for (const { index, box } of place(rows, size, Math.min(MOST, look.labels ?? MOST), look.times)) {
      /** @type {[string, number, number]} */
      const places = [rows[index].text, box.left + AWAY / 4, (box.top + box.bottom) / 2];
      pen.strokeText(...places);
      pen.fillText(...places);
    }
  }
}
