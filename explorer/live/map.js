import { Caught } from "./caught.js";
import { dress } from "./dress.js";
import { ease } from "./ease.js";
import { accompanied, shades } from "./ghost.js";
import { Hands } from "./hands.js";
import { place, spread, width } from "./labels.js";
import { portable, sized, still } from "./look.js";
import { first, ringed } from "./rings.js";
import { Space, solid } from "./space.js";
import { forces, made } from "./step.js";
import { save } from "./tools.js";
import { LABEL_SIZE, coordinates, entries, label, layout, traces } from "./traces.js";
import { Trails } from "./trails.js";
import { Viewport, carried } from "./viewport.js";
import { Walk } from "./walk.js";

const MOST = 50;
const CONFIG = { displayModeBar: false, displaylogo: false, scrollZoom: true, doubleClick: false, responsive: false };

function webgl() {
  const canvas = document.createElement("canvas");
  return Boolean(canvas.getContext("webgl2") ?? canvas.getContext("webgl"));
}

/** The plane of words. */
export class WordMap {
  /**
   * @param {object} Plotly the library
   * @param {HTMLElement} node where it is drawn
   * @param {(word: string) => void} pick told of a clicked word
   */
  constructor(Plotly, node, pick) {
    Object.assign(this, { Plotly, node, swift: webgl(), viewport: new Viewport(), trails: new Trails() });
    this.scene = this.now = this.marks = this.stopEase = this.space = null;
    Object.assign(this, { tool: "pan", lassos: 0 });
    this.caught = new Caught(pick);
    this.walk = new Walk(node, pick);
    node.after(this.caught.node);
    this.word = (index) => pick(this.scene.vocabulary.symbols[index]);
    this.hands = new Hands(node, {
      hit: (x, y) => this.labelAt(x, y),
      pick: this.word,
      caught: (rows) => this.catch(rows),
      moved: (ranges) => this.moved(ranges),
      reset: () => this.reset(),
      free: () => this.waiting && this.show(this.waiting),
      lost: () => this.slow(),
    });
  }

  /** Stop moving and let go of the page. */
  end() {
    this.stopEase?.();
    this.hands.end();
    this.space?.end();
    this.Plotly.purge(this.node);
  }

  /**
   * Show a scene; a new layout of the same words is eased into.
   * @param {object} scene run, layout, vocabulary, paint, selection, choices, look, texts, say
   */
  show(scene) {
    const stamp = this.stamp(scene);
    if (stamp === this.drawn || !scene.layout) return;
    if (this.hands.busy) {
      this.waiting = scene;
      return;
    }
    this.waiting = null;
    this.drawn = stamp;
    this.turn(scene);
  }

  stamp({ run, header, layout: { kind, number }, ghost, vocabulary, paint, choices, selection, look, language }) {
    const { width: wide, height } = this.size;
    const asked = [run, kind, number, ghost, vocabulary.digest, paint.kind, paint.number, choices, selection];
    return JSON.stringify([...asked, made(header), look, language, wide, height, this.tool]);
  }

  get size() {
    return { width: Math.max(50, this.node.clientWidth), height: Math.max(50, this.node.clientHeight) };
  }

  get aspect() {
    return this.size.width / this.size.height;
  }

  /** The plane of a scene: while it stays, places can be compared. */
  planeOf({ run, layout: { kind }, vocabulary: { tables }, choices }) {
    const { map_vectors: vectors, map_across: across, map_up: up } = choices;
    return [run, kind, tables, vectors, ...(kind === "axes" ? [across, up] : [])].join("|");
  }

  turn(scene) {
    const last = this.scene;
    const flat = scene.layout.columns !== 3;
    const plane = this.planeOf(scene);
    this.caught.draw(scene.texts, scene.say);
    this.node.hidden = !flat;
    if (this.space) this.space.node.hidden = flat;
    if (!flat) this.enter(scene, plane);
    else if (last?.layout.columns === 3) this.settle(scene, null, plane);
    else this.settle(scene, last, plane);
  }

  /** Draw in space. */
  enter(scene, plane) {
    this.stopEase?.();
    const last = this.scene;
    this.scene = { ...scene, look: solid(scene.look) };
    this.clothe(last);
    this.now = this.marks = null;
    this.plane = plane;
    this.space ??= new Space(this.Plotly, this.node, this.word);
    this.space.show(this.scene, this.clothes, this.ringed(), plane);
  }

  /** Draw on the plane. */
  settle(scene, last, plane) {
    const before = last && this.viewport.ranges(this.aspect);
    const kin = last && last.run === scene.run && last.vocabulary.digest === scene.vocabulary.digest;
    if (plane !== this.plane) this.viewport.turn(scene.layout.positions, this.aspect, last?.run === scene.run);
    this.plane = plane;
    this.scene = scene;
    this.clothe(last);
    this.trails.follow(`${plane}|${scene.vocabulary.digest}`, scene.layout);
    this.viewport.grow(scene.layout.positions, this.aspect);
    const ranges = this.viewport.ranges(this.aspect);
    this.marks = this.marked(ranges, scene.look);
    this.stopEase?.();
    const moves = kin && this.now !== scene.layout.positions && this.swift && !still();
    this.now = moves ? carried(this.now, before, ranges) : scene.layout.positions;
    this.react(ranges);
    if (moves) this.stopEase = ease(this.now, scene.layout.positions, (positions) => this.move(positions));
  }

  clothe(last) {
    const { vocabulary, paint, look, texts, say, language } = this.scene;
    const stamp = JSON.stringify([vocabulary.digest, paint.kind, paint.number, Boolean(paint.values), look, language]);
    if (last && stamp === this.clad) return;
    this.clad = stamp;
    // What was caught among other words is no list of these.
    if (last?.vocabulary.digest !== vocabulary.digest) this.caught.list([]);
    // Of both tables a word's first row, its input vector.
    this.index = new Map(vocabulary.symbols.slice(0, vocabulary.words).map((word, index) => [word, index]));
    this.clothes = dress(vocabulary, look, texts, say, paint);
  }

  ringed() {
    return ringed(this.scene, this.index);
  }

  /** Decide which words are ringed and labelled in these ranges. */
  marked(ranges, look) {
    const { vocabulary: { digest, counts } } = this.scene;
    const rings = this.ringed();
    const kept = new Set(this.marks?.digest === digest ? this.marks.chosen.map((one) => one.index) : []);
    const all = this.candidates(ranges, look);
    const order = [...new Set([...first(rings).map((index) => all[index]), ...spread(all, this.size, counts, kept)])];
    return { chosen: place(order, this.size, look.labels ?? MOST, look.times), ...rings, digest };
  }

  candidates({ x, y }, look) {
    const { layout: { positions }, vocabulary } = this.scene;
    const size = this.size;
    const font = `600 ${sized(look, LABEL_SIZE)}px ${look.font}`;
    return vocabulary.symbols.map((_, index) => ({
      index,
      get wide() { return width(label(vocabulary, index), font); },
      x: ((positions[2 * index] - x[0]) / (x[1] - x[0])) * size.width,
      y: ((y[1] - positions[2 * index + 1]) / (y[1] - y[0])) * size.height,
    }));
  }

  labelAt(x, y) {
    const under = ({ box }) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
    return this.marks?.chosen.find(under)?.index ?? -1;
  }

  react(ranges) {
    const own = traces(this.now, this.scene, this.marks, this.clothes, this.swift, this.trailed());
    const data = [...shades(this.now, this.scene, this.marks, this.swift), ...own];
    const frame = layout(ranges, this.size, this.scene.look, this.plane, this.more());
    this.Plotly.react(this.node, data, frame, CONFIG);
    this.node.classList.toggle("pp-zoomed", Boolean(this.viewport.held));
    this.hands.listen();
    this.walk.follow(this.marks, this.scene.vocabulary.symbols, this.scene.texts);
  }

  /** The last moves of the words that the eye can follow: those with a label or a ring. */
  trailed() {
    if (this.scene.choices.map_trails !== "on") return null;
    const followed = new Set([...this.marks.chosen.map((one) => one.index), ...first(this.marks)]);
    return this.trails.lines(this.now, [...followed]);
  }

  more() {
    const { layout: { kind }, choices } = this.scene;
    const names = kind === "axes" ? [choices.map_across ?? "", choices.map_up ?? ""] : null;
    const { x } = this.viewport.ranges(this.aspect);
    const arrows = forces(this.now, this.marks, (x[1] - x[0]) / this.size.width, this.scene.look);
    return { names, tool: this.tool, drawn: this.lassos, arrows };
  }

  move(positions) {
    this.now = positions;
    const own = coordinates(positions, this.marks, this.trailed());
    const places = accompanied(own, positions, this.scene.ways, this.marks);
    this.Plotly.restyle(this.node, places, [...places.x.keys()]);
  }

  moved(ranges) {
    this.viewport.held = ranges;
    this.again();
  }

  again() {
    const ranges = this.viewport.ranges(this.aspect);
    this.marks = this.marked(ranges, this.scene.look);
    this.react(ranges);
  }

  /**
   * Take up the lasso, or lay it down.
   * @param {boolean} keyed by the keyboard, which cannot draw: what is in the window is caught
   * @returns {boolean} whether it is in hand
   */
  lasso(keyed) {
    if (!this.marks) return false;
    if (keyed) this.catch(this.seen());
    this.tool = this.tool === "lasso" || keyed ? "pan" : "lasso";
    this.again();
    return this.tool === "lasso";
  }

  /** The rows in the window. */
  seen() {
    const { width: wide, height } = this.size;
    const inside = ({ x, y }) => x >= 0 && y >= 0 && x <= wide && y <= height;
    return this.candidates(this.viewport.ranges(this.aspect), this.scene.look).filter(inside).map((one) => one.index);
  }

  /** List the words of these rows, most frequent first. */
  catch(rows) {
    const { vocabulary: { symbols, words } } = this.scene;
    const found = [...new Set(rows.map((row) => row % words))].sort((a, b) => a - b);
    this.caught.list(found.map((row) => symbols[row]));
    // Plotly pales what was not caught, and keeps the line; the list is enough.
    this.lassos += 1;
    this.again();
  }

  /** Show everything again. */
  reset() {
    if (!this.scene) return;
    if (!this.marks) {
      this.space.reset();
      return;
    }
    this.viewport.forget();
    this.viewport.grow(this.scene.layout.positions, this.aspect);
    this.again();
  }

  slow() {
    this.swift = false;
    if (this.scene) this.turn(this.scene);
  }

  /**
   * Save what is seen; drawn as SVG, so that labels lie above the points and the file stays sharp.
   * @param {string} format `png` or `svg`
   * @returns {Promise<string>} settled when the browser has it
   */
  save(format) {
    const scene = { ...this.scene, look: portable(this.scene.look) };
    if (!this.marks) return this.space.save(format, scene.look, entries(this.clothes.legend));
    const ranges = this.viewport.ranges(this.aspect);
    const marks = this.marked(ranges, scene.look);
    const own = traces(this.now, scene, marks, this.clothes, false, this.trailed());
    const data = [...shades(this.now, scene, marks, false), ...own];
    const frame = layout(ranges, this.size, scene.look, this.plane, this.more());
    const legend = { orientation: "h", x: 0, y: 1, yanchor: "bottom" };
    const margin = { l: 0, r: 0, t: this.clothes.legend.length ? 30 : 0, b: 0 };
    Object.assign(frame, { showlegend: true, legend, margin, paper_bgcolor: scene.look.ground });
    return save(this.Plotly, { data: [...data, ...entries(this.clothes.legend)], layout: frame }, format, "pushpull-map");
  }
}
