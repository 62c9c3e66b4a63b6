import { element, write } from "./dom.js";

const REST = 2500;
const MOST = 5;
// So few tokens between two frames are single steps, which can be followed one by one.
const FOLLOWED = 60;

function sized(word) {
  // Of scripts without spaces the tokens stand close, as they are written.
  return /^[\p{Script=Han}\p{P}]+$/u.test(word) ? "" : " ";
}

/** What is being read: the running text with its window lit, and the same in one sentence. */
export class Reading {
  constructor() {
    Object.assign(this, { shown: "", since: 0, tokens: 0 });
    this.sentence = element("p", "pp-sentence");
    this.text = element("div", "pp-text");
    this.text.tabIndex = 0;
    this.text.setAttribute("role", "region");
    this.noise = element("div", "pp-noise");
    this.node = element("section", "pp-panel pp-reading", this.text, this.noise);
  }

  /**
   * Show what a frame reads; while it trains, long enough to be read itself.
   * @param {object} header a frame's header
   * @param {object} texts the translated words
   * @param {object} say the number writers of `numbers`
   * @param {?string} chosen of a step that was made, the input to speak of
   */
  draw(header, texts, say, chosen) {
    const stamp = JSON.stringify([header.run, header.reading, header.state, texts.saying, chosen]);
    const now = performance.now();
    const fresh = header.state === this.state && header.run === this.run;
    const quick = header.state === "running" && header.tokens - this.tokens > FOLLOWED;
    this.tokens = header.tokens;
    if (stamp === this.shown || (quick && fresh && now - this.since < REST)) return;
    Object.assign(this, { shown: stamp, since: now, state: header.state, run: header.run });
    this.text.setAttribute("aria-label", texts.running_text);
    this.say(header, texts, say, chosen);
    if (header.reading) this.write(header.reading, texts);
  }

  /** The step in words; of the inputs the one chosen, else the one that stands closest. */
  say({ state, reading, tokens }, texts, say, chosen) {
    if (!reading || state === "done" || state === "error") {
      const ended = { done: texts.saying_done, error: texts.saying_error }[state] ?? "";
      compose(this.sentence, ended, { tokens: say.whole(tokens) });
      return;
    }
    const template = reading.made ? "saying_made" : state === "running" ? "saying" : "saying_next";
    const { words, at, near, noise } = reading;
    const closest = near.reduce((best, place) => (Math.abs(place - at) < Math.abs(best - at) ? place : best), near[0]);
    const shown = reading.made && near.some((place) => words[place] === chosen) ? chosen : words[closest];
    const few = [...new Set(noise)].slice(0, MOST).join(", ");
    compose(this.sentence, texts[noise.length ? template : `${template}_alone`], {
      input: mark("pp-input", shown ?? ""), target: mark("pp-target", words[at]),
      count: say.whole(noise.length), noise: mark("pp-pushed", few),
    });
  }

  /** The words as text nodes and marked ones; the target in the middle of the panel. */
  write({ words, at, near, skipped, breaks, noise }, texts) {
    const [lit, out, begins] = [new Set(near), new Set(skipped), new Set(breaks)];
    const kind = (place) => (place === at ? "pp-target" : lit.has(place) ? "pp-input" : out.has(place) ? "pp-skipped" : "");
    const pieces = words.flatMap((word, place) => {
      const token = kind(place) ? mark(kind(place), word) : word;
      return [begins.has(place) && place > 0 ? element("i", "pp-break") : "", token, sized(word)];
    });
    this.text.replaceChildren(...pieces);
    const target = this.text.querySelector(".pp-target");
    if (target) this.text.scrollTop = target.offsetTop - this.text.clientHeight / 2 + target.offsetHeight / 2;
    compose(this.noise, noise.length ? texts.noise_words : texts.no_noise, { noise: mark("pp-pushed", noise.join(" · ")) });
  }
}

function mark(name, text) {
  const node = element("b", name);
  write(node, text);
  return node;
}

/**
 * A translated sentence of which some words are marked.
 * @param {HTMLElement} node where it is written
 * @param {string} template text with `{name}` places
 * @param {Object<string, string|Node>} parts what goes there
 */
function compose(node, template, parts) {
  node.replaceChildren(...template.split(/\{(\w+)\}/).map((piece, index) => (index % 2 ? parts[piece] ?? piece : piece)));
}
