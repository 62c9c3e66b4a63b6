import { dress } from "./dress.js";
import { ease } from "./ease.js";
import { shorten } from "./escape.js";
import { Hands } from "./hands.js";
import { place, width } from "./labels.js";
import { portable, sized, still } from "./look.js";
import { save } from "./tools.js";
import { LABEL_SIZE, coordinates, entries, layout, traces } from "./traces.js";
import { Viewport, carried } from "./viewport.js";

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
    Object.assign(this, { Plotly, node, swift: webgl(), viewport: new Viewport() });
    this.scene = this.now = this.marks = this.stopEase = null;
    this.hands = new Hands(node, {
      hit: (x, y) => this.labelAt(x, y),
      pick: (index) => pick(this.scene.vocabulary.symbols[index]),
      moved: (ranges) => this.moved(ranges),
      reset: () => this.reset(),
      free: () => this.catchUp(),
      lost: () => this.slow(),
    });
  }

  /** Stop moving and let go of the page. */
  end() {
    this.stopEase?.();
    this.hands.end();
    this.Plotly.purge(this.node);
  }

  /**
   * Show a scene; a new layout of the same words is eased into.
   * @param {object} scene run, layout, vocabulary, selection, look, texts, say
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

  stamp({ run, layout: { kind, number }, vocabulary, selection, look, language }) {
    const { width: wide, height } = this.size;
    return JSON.stringify([run, kind, number, vocabulary.digest, selection, look, language, wide, height]);
  }

  get size() {
    return { width: Math.max(50, this.node.clientWidth), height: Math.max(50, this.node.clientHeight) };
  }

  get aspect() {
    return this.size.width / this.size.height;
  }

  turn(scene) {
    const last = this.scene;
    const before = last && this.viewport.ranges(this.aspect);
    const kin = last && last.run === scene.run && last.vocabulary.digest === scene.vocabulary.digest;
    const plane = `${scene.run}|${scene.layout.kind}`;
    if (plane !== this.plane) this.viewport.turn(scene.layout.positions, this.aspect, last?.run === scene.run);
    this.plane = plane;
    this.scene = scene;
    this.clothe(last);
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
    const { vocabulary, look, texts, say, language } = this.scene;
    const stamp = JSON.stringify([vocabulary.digest, look, language]);
    if (last && stamp === this.clad) return;
    this.clad = stamp;
    this.index = new Map(vocabulary.symbols.map((word, index) => [word, index]));
    this.clothes = dress(vocabulary, look, texts, say);
  }

  /** Decide which words are ringed and labelled in these ranges. */
  marked(ranges, look) {
    const { selection } = this.scene;
    const find = (word) => this.index.get(word) ?? -1;
    const selected = selection ? find(selection.word) : -1;
    const near = selected < 0 ? [] : selection.neighbours.map(([word]) => find(word)).filter((i) => i >= 0);
    // Words that already have a label keep it where they can, or the map would flicker.
    const kept = this.marks?.digest === this.scene.vocabulary.digest ? this.marks.chosen : [];
    const order = new Set([selected, ...near, ...kept.map((label) => label.index).sort((a, b) => a - b)]);
    for (const index of this.index.values()) order.add(index);
    order.delete(-1);
    const chosen = place(this.candidates([...order], ranges, look), this.size, look.labels ?? MOST, look.times);
    return { chosen, selected, near, digest: this.scene.vocabulary.digest };
  }

  candidates(order, { x, y }, look) {
    const { layout: { positions }, vocabulary } = this.scene;
    const size = this.size;
    const font = `600 ${sized(look, LABEL_SIZE)}px ${look.font}`;
    return order.map((index) => ({
      index,
      get wide() { return width(shorten(vocabulary.symbols[index]), font); },
      x: ((positions[2 * index] - x[0]) / (x[1] - x[0])) * size.width,
      y: ((y[1] - positions[2 * index + 1]) / (y[1] - y[0])) * size.height,
    }));
  }

  labelAt(x, y) {
    const under = ({ box }) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
    return this.marks?.chosen.find(under)?.index ?? -1;
  }

  react(ranges) {
    const data = traces(this.now, this.scene, this.marks, this.clothes, this.swift);
    const frame = layout(ranges, this.size, this.scene.look, this.plane);
    this.Plotly.react(this.node, data, frame, CONFIG);
    this.hands.listen();
  }

  move(positions) {
    this.now = positions;
    this.Plotly.restyle(this.node, coordinates(positions, this.marks), [0, 1, 2, 3]);
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

  /** Show everything again. */
  reset() {
    if (!this.scene) return;
    this.viewport.forget();
    this.viewport.grow(this.scene.layout.positions, this.aspect);
    this.again();
  }

  catchUp() {
    if (this.waiting) this.show(this.waiting);
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
    const ranges = this.viewport.ranges(this.aspect);
    const marks = this.marked(ranges, scene.look);
    const data = traces(this.now, scene, marks, this.clothes, false);
    const frame = layout(ranges, this.size, scene.look, this.plane);
    const legend = { orientation: "h", x: 0, y: 1, yanchor: "bottom" };
    const margin = { l: 0, r: 0, t: this.clothes.legend.length ? 30 : 0, b: 0 };
    Object.assign(frame, { showlegend: true, legend, margin, paper_bgcolor: scene.look.ground });
    return save(this.Plotly, { data: [...data, ...entries(this.clothes.legend)], layout: frame }, format, "pushpull-map");
  }
}
