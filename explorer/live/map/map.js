/** @import { Flat } from "./flat.js" */
/** @import { Clothes, Config, Format, Look, Marks, Maybe, Plot, Plotly, Ranges, Scene } from "../types.d.ts" */
import { Caught } from "../input/lasso.js";
import { dress } from "./markers.js";
import { ease } from "../page/ease.js";
import { figure, places } from "./flat.js";
import { Hands } from "../input/pointer.js";
import { place, spread } from "./labels.js";
import { portable, still, webgl } from "./look.js";
import { first, ringed } from "./rings.js";
import { asked, candidates, labelAt, planeOf, seen } from "./scene.js";
import { Space, solid } from "./space.js";
import { save } from "../input/tools.js";
import { entries } from "./traces.js";
import { Trails } from "./trails.js";
import { Viewport, carried } from "./viewport.js";
import { Walk } from "../input/keyboard.js";

const MOST = 50;
/** @type {Config} */
const CONFIG = { displayModeBar: false, displaylogo: false, scrollZoom: true, doubleClick: false, responsive: false };

/** The plane of words. */
export class WordMap {
  // Nothing before the first scene: what is drawn, and how its points look.
  /** @type {Scene} */ scene;
  /** @type {Clothes} */ clothes;
  // Nothing in space: where the points are drawn now, labels and selection.
  /** @type {Maybe<Float32Array>} */ now = null;
  /** @type {Maybe<Marks>} */ marks = null;
  // Nothing on the plane.
  /** @type {Maybe<Space>} */ space = null;
  // What is to be drawn when the hands are off.
  /** @type {Maybe<Scene>} */ waiting = null;
  /** @type {Maybe<() => void>} */ stopEase = null;
  // The row of every word.
  /** @type {Map<string, number>} */ index = new Map();

  /**
   * @param {Plotly} Plotly the library
   * @param {Plot} node where it is drawn
   * @param {(word: string) => void} pick told of a clicked word
   */
  constructor(Plotly, node, pick) {
    this.Plotly = Plotly;
    this.node = node;
    this.swift = webgl();
    this.viewport = new Viewport();
    this.trails = new Trails();
    this.tool = "pan";
    this.lassos = 0;
    this.plane = this.clad = this.drawn = "";
    this.caught = new Caught(pick);
    this.walk = new Walk(node, pick);
    node.after(this.caught.node);
    /** @type {(index: number) => void} */
    this.word = (index) => pick(this.scene.vocabulary.symbols[index]);
    this.hands = new Hands(node, {
      hit: (x, y) => labelAt(this.marks, x, y),
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
   * @param {Scene} scene run, layout, vocabulary, paint, selection, choices, look, texts, say
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

  /** @param {Scene} scene as in `show` */
  stamp(scene) {
    return JSON.stringify([...asked(scene), this.size, this.tool]);
  }

  get size() {
    return { width: Math.max(50, this.node.clientWidth), height: Math.max(50, this.node.clientHeight) };
  }

  get aspect() {
    return this.size.width / this.size.height;
  }

  /** @param {Scene} scene as in `show` */
  turn(scene) {
    const last = this.scene;
    const flat = scene.layout.columns !== 3;
    const plane = planeOf(scene);
    this.caught.draw(scene.texts, scene.say);
    this.node.hidden = !flat;
    if (this.space) this.space.node.hidden = flat;
    if (!flat) this.enter(scene, plane);
    else if (last?.layout.columns === 3) this.settle(scene, null, plane);
    else this.settle(scene, last, plane);
  }

  /**
   * Draw in space.
   * @param {Scene} scene as in `show`
   * @param {string} plane its own
   */
  enter(scene, plane) {
    this.stopEase?.();
    const last = this.scene;
    this.scene = { ...scene, look: solid(scene.look) };
    this.clothe(last);
    this.now = this.marks = null;
    this.plane = plane;
    this.space ??= new Space(this.Plotly, this.node, this.word);
    this.space.show(this.scene, this.clothes, ringed(this.scene, this.index), plane);
  }

  /**
   * Draw on the plane.
   * @param {Scene} scene as in `show`
   * @param {Maybe<Scene>} last what was on the plane before
   * @param {string} plane its own
   */
  settle(scene, last, plane) {
    const before = this.viewport.ranges(this.aspect);
    const kin = last && last.run === scene.run && last.vocabulary.digest === scene.vocabulary.digest;
    const { positions } = scene.layout;
    if (plane !== this.plane) this.viewport.turn(positions, this.aspect, last?.run === scene.run);
    this.plane = plane;
    this.scene = scene;
    this.clothe(last);
    this.trails.follow(`${plane}|${scene.vocabulary.digest}`, scene.layout);
    this.viewport.grow(positions, this.aspect);
    const ranges = this.viewport.ranges(this.aspect);
    const marks = this.marked(ranges, scene.look);
    this.stopEase?.();
    const from = kin && this.now !== positions && this.swift && !still() ? this.now : null;
    const start = from ? carried(from, before, ranges) : positions;
    this.react(ranges, start, marks);
    if (from) this.stopEase = ease(start, positions, (now) => this.move(now));
  }

  /** @param {Maybe<Scene>} last what was drawn before */
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

  /**
   * Decide which words are ringed and labelled.
   * @param {Ranges} ranges what is in the window
   * @param {Look} look colours of the page
   * @returns {Marks}
   */
  marked(ranges, look) {
    const { vocabulary: { digest, counts } } = this.scene;
    const rings = ringed(this.scene, this.index);
    const kept = new Set(this.marks?.digest === digest ? this.marks.chosen.map((one) => one.index) : []);
    const all = candidates(this.scene, ranges, this.size, look);
    const order = [...new Set([...first(rings).map((index) => all[index]), ...spread(all, this.size, counts, kept)])];
    return { chosen: place(order, this.size, look.labels ?? MOST, look.times), ...rings, digest };
  }

  /**
   * The plane as it is drawn.
   * @param {Ranges} ranges what is in the window
   * @param {Float32Array} now where the points are drawn
   * @param {Marks} marks labels and selection
   * @returns {Flat}
   */
  flat(ranges, now, marks) {
    const { scene, clothes, trails, size, plane, tool, lassos, swift } = this;
    return { scene, clothes, now, marks, trails, ranges, size, plane, tool, lassos, swift };
  }

  /**
   * Draw the plane anew.
   * @param {Ranges} ranges what is in the window
   * @param {Float32Array} now where the points are drawn
   * @param {Marks} marks labels and selection
   */
  react(ranges, now, marks) {
    this.now = now;
    this.marks = marks;
    const { data, layout } = figure(this.flat(ranges, now, marks));
    this.Plotly.react(this.node, data, layout, CONFIG);
    this.node.classList.toggle("pp-zoomed", Boolean(this.viewport.held));
    this.hands.listen();
    this.walk.follow(marks, this.scene.vocabulary.symbols, this.scene.texts);
  }

  /** @param {Float32Array} now where the points are drawn */
  move(now) {
    const { scene, marks, trails } = this;
    if (!marks) return;
    this.now = now;
    const changes = places({ scene, now, marks, trails });
    this.Plotly.restyle(this.node, changes, [...changes.x.keys()]);
  }

  /** @param {Ranges} ranges where the visitor has moved the window */
  moved(ranges) {
    this.viewport.held = ranges;
    this.again();
  }

  again() {
    if (!this.now) return;
    const ranges = this.viewport.ranges(this.aspect);
    this.react(ranges, this.now, this.marked(ranges, this.scene.look));
  }

  /**
   * Take up the lasso, or lay it down.
   * @param {boolean} keyed by the keyboard, which cannot draw: what is in the window is caught
   * @returns {boolean} whether it is in hand
   */
  lasso(keyed) {
    if (!this.marks) return false;
    if (keyed) this.catch(seen(this.scene, this.viewport.ranges(this.aspect), this.size));
    this.tool = this.tool === "lasso" || keyed ? "pan" : "lasso";
    this.again();
    return this.tool === "lasso";
  }

  /**
   * List the words of these rows, most frequent first.
   * @param {number[]} rows of the map
   */
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
      this.space?.reset();
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
   * @param {Format} format what kind of file
   * @returns {Promise<string> | undefined} settled when the browser has it
   */
  save(format) {
    const scene = { ...this.scene, look: portable(this.scene.look) };
    const { legend } = this.clothes;
    if (!this.now) return this.space?.save(format, scene.look, entries(legend));
    const ranges = this.viewport.ranges(this.aspect);
    const flat = this.flat(ranges, this.now, this.marked(ranges, scene.look));
    const { data, layout } = figure({ ...flat, scene, swift: false });
    layout.showlegend = true;
    layout.legend = { orientation: "h", x: 0, y: 1, yanchor: "bottom" };
    layout.margin = { l: 0, r: 0, t: legend.length ? 30 : 0, b: 0 };
    layout.paper_bgcolor = scene.look.ground;
    return save(this.Plotly, { data: [...data, ...entries(legend)], layout }, format, "pushpull-map");
  }
}
