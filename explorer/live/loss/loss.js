/** @import { Axis, Config, Ending, Figure, Force, Format, Header, History, Look, LossScene, Maybe, Plotly, PlotlyLayout, Say, Shape, Size, Texts } from "../types.d.ts" */
import { CHANCE, ceiling, curves, endings, horizon, interval, latest } from "./curve.js";
import { escape } from "../page/escape.js";
import { pale, paleNames } from "../map/ghost.js";
import { ROW, pennants, poles, stagger } from "./flags.js";
import { width } from "../map/labels.js";
import { portable, sized } from "../map/look.js";
import { save } from "../input/tools.js";

/** @type {Config} */
const CONFIG = { displayModeBar: false, displaylogo: false, doubleClick: false, responsive: false };
const MARGIN = { left: 44, bottom: 34, top: 8 };
// The curves keep this many pixels, however many flags there are.
const LEAST = 78;

/** Pull and push over the tokens read, with a flag where a knob was turned. */
export class Loss {
  /** What is drawn; nothing before the first scene. @type {LossScene} */
  scene;

  /**
   * @param {Plotly} Plotly the library
   * @param {HTMLElement} node where it is drawn
   */
  constructor(Plotly, node) {
    this.Plotly = Plotly;
    this.node = node;
    this.drawn = "";
  }

  /** Let go of the page. */
  end() {
    this.Plotly.purge(this.node);
  }

  /**
   * Draw the run so far.
   * @param {LossScene} scene the run, and how it is drawn
   */
  show(scene) {
    const { header: { run, history, flags, tokens, goal, ghost }, look, language, moment } = scene;
    const stamp = JSON.stringify([run, history, ghost?.history, flags, horizon(tokens, goal), look, language, moment, this.size]);
    // Without room, as while the page is put together, Plotly would divide by nothing.
    if (stamp === this.drawn || !this.node.clientWidth) return;
    this.drawn = stamp;
    this.scene = scene;
    const { data, layout } = this.compose(scene);
    this.Plotly.react(this.node, data, layout, CONFIG);
  }

  get size() {
    return { width: Math.max(200, this.node.clientWidth), height: Math.max(90, this.node.clientHeight) };
  }

  /**
   * @param {LossScene} scene the run, and how it is drawn
   * @returns {Figure}
   */
  compose({ header, look, texts, say, moment }) {
    const { history, flags, goal } = header;
    const { size } = this;
    const ends = { x: horizon(header.tokens, goal), y: ceiling(history) };
    const names = [...this.names(history, look, texts, say), ...paleNames(header, look, texts, say)];
    const box = this.box(size, names, flags, ends, look);
    const layout = this.layout(size, box, ends, look, texts);
    layout.annotations = [...endings(names, ends.y, box.tall, look), ...pennants(box.seats, look)];
    layout.shapes = [this.chance(look), ...poles(box.seats, look, box.tall), ...this.shown(moment, look)];
    return { data: [...curves(history, look, texts), ...pale(header, look, texts)], layout };
  }

  /**
   * @param {History} history the curves
   * @param {Look} look colours of the page
   * @param {Texts} texts the translated words
   * @param {Say} say the number writers
   * @returns {Ending[]} the names at the ends of the lines
   */
  names(history, look, texts, say) {
    /** @type {(name: Force) => Ending[]} */
    const named = (name) => {
      const y = latest(history[name]);
      return y === null ? [] : [{ y, text: `${texts[name]} ${say.nats(y)}`, color: look[name], strong: true }];
    };
    return [...named("pull"), ...named("push"), { y: CHANCE, text: texts.chance, color: look.muted }];
  }

  /**
   * Share the height out: rows of flags above, the curves below.
   * @param {Size} size of the plot
   * @param {Ending[]} names at the ends of the lines
   * @param {Header["flags"]} flags where knobs were turned
   * @param {{x: number, y: number}} ends of the axes
   * @param {Look} look colours of the page
   */
  box(size, names, flags, ends, look) {
    const right = sized(look, 16) + Math.max(...names.map(({ text }) => width(text, `600 ${sized(look, 12)}px ${look.font}`)));
    const wide = size.width - sized(look, MARGIN.left) - right;
    const under = sized(look, MARGIN.bottom);
    const room = Math.floor((size.height - under - MARGIN.top - LEAST) / sized(look, ROW));
    const at = flags.map((flag) => ({ ...flag, at: (flag.tokens / ends.x) * wide }));
    const seats = stagger(at, wide, Math.max(1, room), look);
    const rows = Math.max(0, ...seats.map(({ row }) => row + 1));
    const top = MARGIN.top + rows * sized(look, ROW);
    return { right, top, seats, tall: size.height - top - under };
  }

  /**
   * @param {Size} size of the plot
   * @param {{right: number, top: number}} box the margins
   * @param {{x: number, y: number}} ends of the axes
   * @param {Look} look colours of the page
   * @param {Texts} texts the translated words
   * @returns {PlotlyLayout}
   */
  layout(size, { right, top }, ends, look, texts) {
    /** @type {(text: string) => Axis["title"]} */
    const title = (text) => ({ text: escape(text), standoff: 4, font: { size: sized(look, 11), color: look.muted } });
    /** @type {Axis} */
    const axis = { color: look.muted, gridcolor: look.faint, zeroline: false, tickfont: { size: sized(look, 10.5) }, ticks: "" };
    return {
      ...size,
      margin: { l: sized(look, MARGIN.left), r: right, t: top, b: sized(look, MARGIN.bottom) },
      paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
      font: { family: look.font, color: look.text, size: sized(look, 12) }, showlegend: false,
      dragmode: false, hovermode: "x unified", uirevision: "loss",
      hoverlabel: { bgcolor: look.panel, bordercolor: look.muted, font: { color: look.text, family: look.font, size: sized(look, 13) } },
      xaxis: { ...axis, range: [0, ends.x], fixedrange: true, showgrid: false, tickformat: "~s", hoverformat: ",d", nticks: 8, title: title(texts.axis_tokens) },
      yaxis: { ...axis, range: [0, ends.y], fixedrange: true, dtick: interval(ends.y), title: title(texts.axis_nats) },
    };
  }

  /**
   * The moment that the map shows, if it is not now.
   * @param {Maybe<number>} moment tokens
   * @param {Look} look colours of the page
   * @returns {Shape[]}
   */
  shown(moment, look) {
    if (moment === null) return [];
    const line = { color: look.text, width: 1.6 };
    return [{ type: "line", xref: "x", yref: "paper", x0: moment, x1: moment, y0: 0, y1: 1, line }];
  }

  /**
   * @param {Look} look colours of the page
   * @returns {Shape} a line
   */
  chance(look) {
    return {
      type: "line", xref: "paper", yref: "y", x0: 0, x1: 1, y0: CHANCE, y1: CHANCE,
      line: { color: look.muted, width: sized(look, 1.2), dash: "dot" }, layer: "below",
    };
  }

  /**
   * Save what is seen.
   * @param {Format} format what kind of file
   * @returns {Promise<string>} settled when the browser has it
   */
  save(format) {
    const look = portable(this.scene.look);
    const figure = this.compose({ ...this.scene, look });
    figure.layout.paper_bgcolor = look.ground;
    return save(this.Plotly, figure, format, "pushpull-loss");
  }
}
