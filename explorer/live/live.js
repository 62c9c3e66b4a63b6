/** @import { Clothes, Component, Drawing, Force, Header, LiveData, Look, LossScene, Maybe, Picture, Plotly, Reply, Say, Selection, Texts } from "./types.d.ts" */
import { BASE, drawn, plotly } from "./base.js";
import { latest } from "./loss/curve.js";
import { show, write } from "./page/dom.js";
import { bring } from "./input/navigation.js";
import { GLYPHS } from "./map/markers.js";
import { fill, numbers } from "./page/format.js";
import { World } from "./frame.js";
import { Ghost } from "./map/ghost.js";
import { Keys } from "./input/keys.js";
import { explain } from "./map/legend.js";
import { look } from "./map/look.js";
import { Loss } from "./loss/loss.js";
import { WordMap } from "./map/map.js";
import { Poll } from "./poll.js";
import { Sight } from "./input/visibility.js";
import { Sketch } from "./map/sketch.js";
import { stage } from "./page/stage.js";
import { Told } from "./input/told.js";
import { PARTNER } from "./map/traces.js";

const FORMATS = /** @type {const} */ (["png", "svg"]);

/** One mounted component: what it was told, what it polled, what it draws. */
export class Live {
  // What Python has told, and what follows from it; nothing before the first update.
  /** @type {LiveData} */ data;
  /** @type {Say} */ say;
  /** @type {Look} */ look;
  // A word chosen on the map, until Python knows of it.
  /** @type {Maybe<string>} */ picked = null;
  /** @type {Maybe<Poll>} */ poll = null;
  /** @type {Maybe<Loss>} */ loss = null;
  // What the legend explains.
  /** @type {Maybe<Clothes>} */ explained = null;
  partnered = "";
  // The layout that was on the page first.
  /** @type {Maybe<number>} */ began = null;

  /** @param {HTMLElement} parent Streamlit's element */
  constructor(parent) {
    this.world = new World();
    this.parts = stage(() => this.poll?.soon(0));
    this.frames = 0;
    parent.append(this.parts.root);
    /** @type {Drawing} */
    this.map = new Sketch(this.parts.map.plot);
    this.ghost = new Ghost();
    this.told = new Told();
    this.parts.past.branch = (tokens) => this.told.tell("pressed", { act: "branch", tokens });
    this.keys = new Keys((pressed) => this.told.tell("pressed", pressed));
    this.sight = new Sight((names) => this.told.tell("seen", names));
    this.watcher = new ResizeObserver(() => this.redraw());
    plotly().then((library) => this.arrive(library));
  }

  /**
   * Draw with Plotly from now on.
   * @param {Plotly} library to draw with
   */
  arrive(library) {
    if (!this.parts.root.isConnected) return;
    const { map, loss } = this.parts;
    this.map.end();
    const words = new WordMap(library, map.plot, (word) => this.pick(word));
    const curves = new Loss(library, loss.plot);
    this.map = words;
    this.loss = curves;
    for (const format of FORMATS) {
      map.tools.on(format, () => words.scene && words.save(format));
      loss.tools.on(format, () => curves.scene && curves.save(format));
    }
    this.sight.soon();
    map.tools.on("reset", () => words.reset());
    map.tools.on("lasso", ({ detail }) => map.tools.press("lasso", words.lasso(detail === 0)));
    if (this.data) this.redraw();
  }

  /**
   * Take what Python says now.
   * @param {Component<LiveData>} component what it is told now
   */
  update({ data, setStateValue }) {
    const first = !this.data;
    // The names of groups are words of a language, and come with the vocabulary.
    if (!first && data.language !== this.data.language) this.world.vocabulary = null;
    if (first || data.selected !== this.data.selected) this.picked = null;
    if (data.goto) bring(data.goto);
    // Another run is to be seen, wherever it was asked for.
    else if (!first && data.run !== this.data.run) this.parts.root.scrollIntoView({ block: "end" });
    this.data = data;
    this.told.update(data.session, setStateValue);
    this.say = numbers(data.language);
    this.parts.root.dataset.view = data.view ?? "";
    this.parts.root.style.setProperty("--pp-text", `${data.sizes.text}px`);
    this.parts.root.lang = data.language;
    document.documentElement.lang = data.language;
    this.look = look(this.parts.root, data.palettes, data.theme, data.sizes);
    this.parts.root.dataset.theme = this.look.dark ? "dark" : "light";
    this.parts.map.tools.title(data.texts);
    this.parts.loss.tools.title(data.texts);
    if (first) this.begin();
    else this.poll?.soon(0);
    this.redraw();
  }

  begin() {
    for (const panel of [this.parts.map, this.parts.loss]) this.watcher.observe(panel.plot);
    this.poll = new Poll(() => this.address(), (reply) => this.take(reply), (gone) => show(this.parts.lost, gone));
  }

  /** Leave the page. */
  end() {
    this.poll?.end();
    this.keys.end();
    this.sight.end();
    this.watcher.disconnect();
    this.map.end();
    this.loss?.end();
    this.parts.past.end();
    this.parts.root.remove();
  }

  address() {
    const { words, language, selected } = this.data;
    const url = new URL("frame", BASE);
    const { held } = this.parts.past;
    url.search = String(new URLSearchParams({
      words: String(words), ...this.data.map, ...this.world.have, ...this.ghost.have, lang: language,
      selected: this.picked ?? selected ?? "", ...(held === null ? {} : { moment: String(held) }),
    }));
    return url;
  }

  /**
   * @param {Reply} reply a frame taken apart
   * @returns {boolean} false when something was left out that we do not have
   */
  take(reply) {
    if (this.world.header && this.world.header.run !== reply.header.run) this.parts.past.forget();
    const whole = this.world.take(reply);
    this.ghost.take(reply.header);
    this.redraw();
    this.frames += 1;
    const { header } = reply;
    Object.assign(this.parts.root.dataset, {
      frames: this.frames,
      tokens: header.tokens,
      state: header.state,
      layout: header.layout.kind,
      layoutNumber: header.layout.number,
    });
    return whole;
  }

  /** @param {string} word chosen on the map */
  pick(word) {
    this.picked = word;
    this.told.tell("picked", word);
    this.redraw();
    this.poll?.soon(0);
  }

  /** @returns {Maybe<Selection>} the word selected */
  get selection() {
    const sent = this.world.header?.selection;
    const word = this.picked ?? this.data.selected ?? sent?.word;
    if (!word) return null;
    // The neighbours sent are those of now; a word is found however it is written.
    const same = sent?.word.toLowerCase() === word.trim().toLowerCase() && this.parts.past.held === null;
    return sent && same ? sent : { word, neighbours: [] };
  }

  redraw() {
    const { parts, data: { texts, language }, world, look: colors, say } = this;
    write(parts.lost, texts.lost);
    write(parts.empty, texts.waiting);
    const { header, picture } = world;
    // A map of the same run stays while its successor is on the way.
    const nothing = !picture && (header?.layout.kind ?? "none") === "none";
    show(parts.empty, nothing);
    parts.map.plot.classList.toggle("pp-unseen", nothing);
    if (!header) return;
    const common = { header, look: colors, texts, say, language };
    parts.status.draw(header, texts, say);
    parts.reading.draw(header, texts, say, this.selection?.word ?? null);
    write(parts.error, header.error ?? "");
    show(parts.error, Boolean(header.error));
    parts.past.draw(header.moments, texts, say, header.checkpoints);
    this.loss?.show({ ...common, moment: parts.past.held });
    if (picture) this.drawMap(common, picture);
    this.awaken(header);
    this.read(header, texts, say);
  }

  /**
   * Let Plotly start when the words have moved once, or will not.
   * @param {Header} header of the newest frame
   */
  awaken({ layout: { number }, state }) {
    if (!this.world.picture || this.loss) return;
    this.began ??= number;
    if (number !== this.began || state !== "running") drawn();
  }

  /**
   * @param {Omit<LossScene, "moment">} common to both figures
   * @param {Picture} picture words and their places
   */
  drawMap(common, picture) {
    const { ways, digest } = this.ghost;
    const { selection, data: { map: choices } } = this;
    this.map.show({ ...common, ...picture, run: common.header.line, selection, choices: choices ?? {}, ways, ghost: digest });
    const { clothes, marks } = this.map;
    const partner = marks && marks.partner >= 0 ? common.texts.partner : "";
    if (!clothes || (clothes === this.explained && partner === this.partnered)) return;
    this.explained = clothes;
    this.partnered = partner;
    const more = partner ? [{ name: partner, color: common.look.text, glyph: GLYPHS[PARTNER] }] : [];
    explain(this.parts.map.legend, [...clothes.legend, ...more]);
  }

  /**
   * The same in words: the note in the corner and what a screen reader says.
   * @param {Header} header of the newest frame
   * @param {Texts} texts the translated words
   * @param {Say} say the number writers
   */
  read(header, texts, say) {
    const { map, loss, note } = this.parts;
    const layout = this.world.picture?.layout;
    const kind = layout && layout.kind !== "none" ? texts[layout.kind] : "";
    const about = this.parts.past.held === null ? texts.projection : texts.then;
    const shown = { kind, count: say.whole(layout?.count ?? 0), tokens: say.whole(layout?.tokens ?? 0) };
    write(note, layout ? fill(about, shown) + this.ghost.note(layout.kind, texts) : "");
    show(note, Boolean(layout));
    const word = this.selection?.word ?? "";
    const alt = word ? texts.map_alt_selected : texts.map_alt;
    map.plot.setAttribute("aria-label", layout ? fill(alt, { ...shown, word }) : texts.waiting);
    /** @type {(name: Force) => string} */
    const value = (name) => {
      const last = latest(header.history[name]);
      return last === null ? "–" : say.nats(last);
    };
    loss.plot.setAttribute("aria-label", fill(texts.loss_alt, {
      pull: value("pull"), push: value("push"), tokens: say.whole(header.tokens),
    }));
  }
}
