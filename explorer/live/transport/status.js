/** @import { Header, Maybe, Say, Texts } from "../types.d.ts" */
import { element, show, write } from "../page/dom.js";
import { clock, fill } from "../page/format.js";

/** @typedef {typeof FACTS[number]} Fact */
const FACTS = /** @type {const} */ (["tokens", "epoch", "tokens_per_second", "pairs_per_second", "learning_rate", "seconds_left"]);

/** @param {Fact} name of a number */
function fact(name) {
  const value = element("span", "pp-value");
  const label = element("span", "pp-label");
  return { value, label, node: element("div", `pp-fact pp-fact-${name}`, value, label) };
}

/** The top line: what the run is doing, in words and in numbers. */
export class Status {
  /** @param {HTMLElement} sentence what the run is doing, in words */
  constructor(sentence) {
    this.chip = element("span", "pp-chip");
    this.facts = new Map(FACTS.map((name) => [name, fact(name)]));
    this.bar = element("div", "pp-bar-done");
    const row = element("div", "pp-facts", this.chip, sentence, ...[...this.facts.values()].map(({ node }) => node));
    this.track = element("div", "pp-bar", this.bar);
    this.track.setAttribute("role", "progressbar");
    this.node = element("header", "pp-status", row, this.track);
  }

  /**
   * Show a frame's numbers.
   * @param {Header} header a frame's header
   * @param {Texts} texts the translated words
   * @param {Say} say the number writers of `numbers`
   */
  draw(header, texts, say) {
    write(this.chip, texts[`state_${header.state}`] ?? header.state);
    this.chip.dataset.state = header.state;
    const values = this.values(header, texts, say);
    for (const [name, { value, label, node }] of this.facts) {
      write(value, values[name] ?? "–");
      write(label, texts[name]);
      if (name === "seconds_left") show(node, header.state !== "done");
    }
    this.progress(header, texts);
  }

  /**
   * @param {Header} header a frame's header
   * @param {Texts} texts the translated words
   * @param {Say} say the number writers of `numbers`
   * @returns {Record<Fact, Maybe<string>>} null for what is not known
   */
  values(header, texts, say) {
    /** @type {(value: string, total: string) => string} */
    const part = (value, total) => fill(texts.part, { value, total });
    /** @type {(value: Maybe<number>, writer: (value: number) => string) => Maybe<string>} */
    const known = (value, writer) => (value === null ? null : writer(value));
    return {
      tokens: part(say.compact(header.tokens), say.compact(header.goal)),
      epoch: part(say.epoch(header.epoch), say.whole(header.epochs)),
      tokens_per_second: known(header.tokens_per_second, say.compact),
      pairs_per_second: known(header.pairs_per_second, say.compact),
      learning_rate: say.rate(header.learning_rate),
      seconds_left: known(header.seconds_left, clock),
    };
  }

  /**
   * @param {Header} header a frame's header
   * @param {Texts} texts the translated words
   */
  progress(header, texts) {
    const share = header.goal ? Math.min(1, header.tokens / header.goal) : 0;
    this.bar.style.transform = `scaleX(${share})`;
    this.track.setAttribute("aria-label", texts.tokens);
    this.track.setAttribute("aria-valuemin", "0");
    this.track.setAttribute("aria-valuemax", "100");
    this.track.setAttribute("aria-valuenow", String(Math.round(share * 100)));
  }
}
