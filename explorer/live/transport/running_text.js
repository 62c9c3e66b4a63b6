/** @import { Header, Maybe, ReadingSent, Say, State, Texts } from "../types.d.ts" */
import { element, write } from "../page/dom.js";

const REST = 2500;
const MOST = 5;
// So few tokens between two frames are single steps, which can be followed one by one.
const FOLLOWED = 60;

/**
 * @param {string} word of the text
 * @returns {string} what stands behind it
 */
export function spacing(word) {
  // Of scripts without spaces the tokens stand close, as they are written.
  return /^[\p{Script=Han}\p{P}]+$/u.test(word) ? "" : " ";
}

/** What is being read: the running text with its window lit, and the same in one sentence. */
export class Reading {
  constructor() {
    this.shown = "";
    this.since = 0;
    this.tokens = 0;
    /** @type {?State} */
    this.state = null;
    this.run = "";
    this.sentence = element("p", "pp-sentence");
    this.text = element("div", "pp-text");
    this.text.tabIndex = 0;
    this.text.setAttribute("role", "region");
    this.noise = element("div", "pp-noise");
    this.node = element("section", "pp-panel pp-reading", this.text, this.noise);
  }

  /**
   * Show what a frame reads; while it trains, long enough to be read itself.
   * @param {Header} header a frame's header
   * @param {Texts} texts the translated words
   * @param {Say} say the number writers of `numbers`
   * @param {Maybe<string>} chosen of a step that was made, the input to speak of
   */
  draw(header, texts, say, chosen) {
    const stamp = JSON.stringify([header.run, header.reading, header.state, texts.saying, chosen]);
    const now = performance.now();
    const fresh = header.state === this.state && header.run === this.run;
    const quick = header.state === "running" && header.tokens - this.tokens > FOLLOWED;
    this.tokens = header.tokens;
    if (stamp === this.shown || (quick && fresh && now - this.since < REST)) return;
    this.shown = stamp;
    this.since = now;
    this.state = header.state;
    this.run = header.run;
    this.text.setAttribute("aria-label", texts.running_text);
    this.say(header, texts, say, chosen);
    if (header.reading) this.write(header.reading, texts);
  }

  /**
   * The step in words.
   * @param {Header} header a frame's header
   * @param {Texts} texts the translated words
   * @param {Say} say the number writers of `numbers`
   * @param {Maybe<string>} chosen of a step that was made, the input to speak of
   */
  say({ state, reading, tokens }, texts, say, chosen) {
    if (!reading || state === "done" || state === "error") {
      const ended = state === "done" ? texts.saying_done : state === "error" ? texts.saying_error : "";
      compose(this.sentence, ended, { tokens: say.whole(tokens) });
      return;
    }
    const template = reading.made ? "saying_made" : state === "running" ? "saying" : "saying_next";
    const { words, at, noise } = reading;
    const few = [...new Set(noise)].slice(0, MOST).join(", ");
    compose(this.sentence, noise.length ? texts[template] : texts[`${template}_alone`], {
      input: mark("pp-input", spoken(reading, chosen)), target: mark("pp-target", words[at]),
      count: say.whole(noise.length), noise: mark("pp-pushed", few),
    });
  }

  /**
   * The words as text nodes and marked ones; the target in the middle of the panel.
   * @param {ReadingSent} reading the text
   * @param {Texts} texts the translated words
   */
  write({ words, at, near, skipped, breaks, noise }, texts) {
    const [lit, out, begins] = [new Set(near), new Set(skipped), new Set(breaks)];
    /** @type {(place: number) => string} */
    const kind = (place) => (place === at ? "pp-target" : lit.has(place) ? "pp-input" : out.has(place) ? "pp-skipped" : "");
    const pieces = words.flatMap((word, place) => {
      const token = kind(place) ? mark(kind(place), word) : word;
      return [begins.has(place) && place > 0 ? element("i", "pp-break") : "", token, spacing(word)];
    });
    this.text.replaceChildren(...pieces);
    /** @type {?HTMLElement} */
    const target = this.text.querySelector(".pp-target");
    if (target) this.text.scrollTop = target.offsetTop - this.text.clientHeight / 2 + target.offsetHeight / 2;
    compose(this.noise, noise.length ? texts.noise_words : texts.no_noise, { noise: mark("pp-pushed", noise.join(" · ")) });
  }
}

/**
 * Of a step's inputs the one chosen, else the one that stands closest.
 * @param {Pick<ReadingSent, "words" | "at" | "near" | "made">} reading the text
 * @param {Maybe<string>} chosen of a step that was made, the input to speak of
 * @returns {string} a word; nothing where there is no input
 */
export function spoken({ words, at, near, made }, chosen) {
  if (made && chosen !== null && near.some((place) => words[place] === chosen)) return chosen;
  const closest = near.reduce((best, place) => (Math.abs(place - at) < Math.abs(best - at) ? place : best), near[0]);
  return words[closest] ?? "";
}

/**
 * @param {string} name its class
 * @param {string} text what it says
 */
function mark(name, text) {
  const node = element("b", name);
  write(node, text);
  return node;
}

/**
 * A translated sentence of which some words are marked.
 * @param {HTMLElement} node where it is written
 * @param {string} template text with `{name}` places
 * @param {Record<string, string | Node>} parts what goes there
 */
function compose(node, template, parts) {
  node.replaceChildren(...template.split(/\{(\w+)\}/).map((piece, index) => (index % 2 ? parts[piece] ?? piece : piece)));
}
