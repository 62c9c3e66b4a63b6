import { BASE, drawn, plotly } from "./base.js";
import { latest } from "./curve.js";
import { show, write } from "./dom.js";
import { bring } from "./doors.js";
import { GLYPHS } from "./dress.js";
import { fill, numbers } from "./format.js";
import { World } from "./frame.js";
import { Ghost } from "./ghost.js";
import { Keys } from "./keys.js";
import { explain } from "./legend.js";
import { look } from "./look.js";
import { Loss } from "./loss.js";
import { WordMap } from "./map.js";
import { Poll } from "./poll.js";
import { Sight } from "./sight.js";
import { Sketch } from "./sketch.js";
import { stage } from "./stage.js";
import { PARTNER } from "./traces.js";

/** One mounted component: what it was told, what it polled, what it draws. */
export class Live {
  /** @param {HTMLElement} parent Streamlit's element */
  constructor(parent) {
    const back = () => this.poll?.soon(0);
    Object.assign(this, { world: new World(), parts: stage(back), frames: 0, picked: null, data: null });
    parent.append(this.parts.root);
    this.map = new Sketch(this.parts.map.plot);
    this.loss = null;
    this.ghost = new Ghost();
    this.parts.past.branch = (tokens) => this.setTriggerValue("pressed", { act: "branch", tokens });
    this.keys = new Keys((pressed) => this.setTriggerValue("pressed", pressed));
    this.sight = new Sight((names) => this.setTriggerValue("seen", names));
    this.watcher = new ResizeObserver(() => this.redraw());
    plotly().then((library) => this.arrive(library));
  }

  /**
   * Draw with Plotly from now on.
   * @param {object} Plotly the library
   */
  arrive(Plotly) {
    if (!this.parts.root.isConnected) return;
    const { map, loss } = this.parts;
    this.map.end();
    this.map = new WordMap(Plotly, map.plot, (word) => this.pick(word));
    this.loss = new Loss(Plotly, loss.plot);
    for (const format of ["png", "svg"]) {
      map.tools.on(format, () => this.map.scene && this.map.save(format));
      loss.tools.on(format, () => this.loss.scene && this.loss.save(format));
    }
    this.sight.soon();
    map.tools.on("reset", () => this.map.reset());
    map.tools.on("lasso", ({ detail }) => map.tools.press("lasso", this.map.lasso(detail === 0)));
    if (this.data) this.redraw();
  }

  /**
   * Take what Python says now.
   * @param {object} component data and setTriggerValue
   */
  update({ data, setTriggerValue }) {
    const first = this.data === null;
    // The names of groups are words of a language, and come with the vocabulary.
    if (!first && data.language !== this.data.language) this.world.vocabulary = null;
    if (first || data.selected !== this.data.selected) this.picked = null;
    if (data.goto) bring(data.goto);
    // Another run is to be seen, wherever it was asked for.
    else if (!first && data.run !== this.data.run) this.parts.root.scrollIntoView({ block: "end" });
    Object.assign(this, { data, setTriggerValue, say: numbers(data.language) });
    this.parts.root.dataset.view = data.view ?? "";
    this.parts.root.style.setProperty("--pp-text", `${data.sizes.text}px`);
    this.parts.root.lang = data.language;
    document.documentElement.lang = data.language;
    this.look = look(this.parts.root, data.palettes, data.theme, data.sizes);
    this.parts.root.dataset.theme = this.look.dark ? "dark" : "light";
    this.parts.map.tools.title(data.texts);
    this.parts.loss.tools.title(data.texts);
    if (first) this.begin();
    else this.poll.soon(0);
    this.redraw();
  }

  begin() {
    for (const panel of [this.parts.map, this.parts.loss]) this.watcher.observe(panel.plot);
    const lost = (gone) => show(this.parts.lost, gone);
    this.poll = new Poll(() => this.address(), (reply) => this.take(reply), lost);
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
    const asked = { words, ...this.data.map, ...this.world.have, ...this.ghost.have, lang: language, selected: this.picked ?? selected ?? "" };
    const { held } = this.parts.past;
    if (held !== null) asked.moment = held;
    url.search = new URLSearchParams(asked);
    return url;
  }

  take(reply) {
    if (this.world.header && this.world.header.run !== reply.header.run) this.parts.past.forget();
    const whole = this.world.take(reply);
    this.ghost.take(reply.header);
    this.redraw();
    this.frames += 1;
    const { header } = this.world;
    Object.assign(this.parts.root.dataset, {
      frames: this.frames,
      tokens: header.tokens,
      state: header.state,
      layout: header.layout.kind,
      layoutNumber: header.layout.number,
    });
    return whole;
  }

  pick(word) {
    this.picked = word;
    this.setTriggerValue("picked", word);
    this.redraw();
    this.poll.soon(0);
  }

  get selection() {
    const sent = this.world.header.selection;
    const word = this.picked ?? this.data.selected ?? sent?.word;
    if (!word) return null;
    // The neighbours sent are those of now; a word is found however it is written.
    return sent?.word.toLowerCase() === word.trim().toLowerCase() && this.parts.past.held === null ? sent : { word, neighbours: [] };
  }

  redraw() {
    const { parts, data: { texts, language }, world, look: colors, say } = this;
    write(parts.lost, texts.lost);
    write(parts.empty, texts.waiting);
    // A map of the same run stays while its successor is on the way.
    const nothing = !world.picture && (world.header?.layout.kind ?? "none") === "none";
    show(parts.empty, nothing);
    parts.map.plot.classList.toggle("pp-unseen", nothing);
    if (!world.header) return;
    const { header } = world;
    const common = { header, look: colors, texts, say, language };
    parts.status.draw(header, texts, say);
    parts.reading.draw(header, texts, say, this.selection?.word);
    write(parts.error, header.error ?? "");
    show(parts.error, Boolean(header.error));
    parts.past.draw(header.moments, texts, say, header.checkpoints);
    this.loss?.show({ ...common, moment: parts.past.held });
    if (world.picture) this.drawMap(common);
    this.awaken(header);
    this.read(header, texts, say);
  }

  /** Let Plotly start when the words have moved once, or will not. */
  awaken({ layout: { number }, state }) {
    if (!this.world.picture || this.loss) return;
    this.began ??= number;
    if (number !== this.began || state !== "running") drawn();
  }

  drawMap(common) {
    const { header, picture } = this.world;
    const { ways, digest } = this.ghost;
    this.map.show({ ...common, ...picture, run: header.line, selection: this.selection, choices: this.data.map ?? {}, ways, ghost: digest });
    const { clothes } = this.map;
    const partner = this.map.marks?.partner >= 0 ? common.texts.partner : "";
    if (!clothes || (clothes === this.explained && partner === this.partnered)) return;
    Object.assign(this, { explained: clothes, partnered: partner });
    const more = partner ? [{ name: partner, color: common.look.text, glyph: GLYPHS[PARTNER] }] : [];
    explain(this.parts.map.legend, [...clothes.legend, ...more]);
  }

  /** The same in words: the note in the corner and what a screen reader says. */
  read(header, texts, say) {
    const { map, loss, note } = this.parts;
    const layout = this.world.picture?.layout;
    const kind = layout ? texts[layout.kind] : "";
    const about = this.parts.past.held === null ? texts.projection : texts.then;
    const shown = { kind, count: say.whole(layout?.count ?? 0), tokens: say.whole(layout?.tokens ?? 0) };
    write(note, layout ? fill(about, shown) + this.ghost.note(layout.kind, texts) : "");
    show(note, Boolean(layout));
    const word = this.selection?.word ?? "";
    const alt = word ? texts.map_alt_selected : texts.map_alt;
    map.plot.setAttribute("aria-label", layout ? fill(alt, { ...shown, word }) : texts.waiting);
    const value = (name) => {
      const last = latest(header.history[name]);
      return last === null ? "–" : say.nats(last);
    };
    loss.plot.setAttribute("aria-label", fill(texts.loss_alt, {
      pull: value("pull"), push: value("push"), tokens: say.whole(header.tokens),
    }));
  }
}
