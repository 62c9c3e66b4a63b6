/** @import { Maybe, Say, Texts } from "../types.d.ts" */
import { element, show, write } from "../page/dom.js";
import { fill } from "../page/format.js";

const LISTED = 100;

/** The words that a lasso has caught, listed over the map. */
export class Caught {
  /** @param {(word: string) => void} pick told of a word chosen from the list */
  constructor(pick) {
    this.pick = pick;
    /** @type {string[]} */
    this.words = [];
    this.copied = false;
    /** @type {Maybe<Texts>} */
    this.texts = null;
    /** @type {Maybe<Say>} */
    this.say = null;
    this.title = element("span", "pp-caught-title");
    this.copy = button("pp-tool pp-copy", () => this.take());
    this.close = button("pp-tool pp-close", () => this.list([]));
    this.close.textContent = "✕";
    this.words_ = element("ul", "pp-caught-words");
    this.node = element("section", "pp-caught", element("div", "pp-caught-head", this.title, this.copy, this.close), this.words_);
    this.title.setAttribute("role", "status");
    this.node.hidden = true;
    this.node.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.list([]);
    });
  }

  /**
   * Show these words, or nothing if there are none.
   * @param {string[]} words most frequent first
   */
  list(words) {
    this.words = words;
    this.copied = false;
    this.words_.replaceChildren(...words.slice(0, LISTED).map((word) => {
      const one = button("pp-word", () => this.pick(word));
      one.textContent = word;
      return element("li", "", one);
    }));
    show(this.node, words.length > 0);
    this.speak();
  }

  /**
   * Say it in the visitor's language.
   * @param {Texts} texts the translated words
   * @param {Say} say the number writers
   */
  draw(texts, say) {
    this.texts = texts;
    this.say = say;
    this.speak();
  }

  speak() {
    const { texts, say, words } = this;
    if (!texts || !say || !words.length) return;
    const counted = { count: say.whole(words.length), listed: say.whole(LISTED) };
    write(this.title, fill(words.length > LISTED ? texts.caught_first : texts.caught, counted));
    write(this.copy, this.copied ? texts.copied : texts.copy);
    this.close.title = texts.close;
    this.close.setAttribute("aria-label", texts.close);
  }

  async take() {
    await copy(this.words.join("\n"), this.node);
    this.copied = true;
    this.speak();
  }
}

/**
 * @param {string} name its class
 * @param {() => void} act what a click does
 */
function button(name, act) {
  const node = element("button", name);
  node.type = "button";
  node.addEventListener("click", act);
  return node;
}

/**
 * Without https the browser has no clipboard; a marked text it copies all the same.
 * @param {string} text what
 * @param {HTMLElement} near where a field may stand meanwhile
 */
async function copy(text, near) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const field = document.createElement("textarea");
  field.value = text;
  near.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}
