/** @import { Box, Label, Marks, Maybe, Texts } from "../types.d.ts" */
import { element } from "../page/dom.js";

/** @type {Record<string, [right: number, down: number]>} */
const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

/** The map by keyboard: the arrows go from label to label, Enter opens the word. */
export class Walk {
  /**
   * @param {HTMLElement} plot the map; the walk lies on it and lets the pointer through
   * @param {(word: string) => void} pick told of the word opened
   */
  constructor(plot, pick) {
    this.plot = plot;
    this.pick = pick;
    /** @type {Label[]} */
    this.labels = [];
    /** @type {string[]} */
    this.symbols = [];
    this.selected = -1;
    /** @type {Maybe<Label>} */
    this.at = null;
    this.here = element("div", "pp-here");
    this.here.id = "pp-here";
    this.here.setAttribute("role", "option");
    this.node = element("div", "pp-walk", this.here);
    this.node.tabIndex = 0;
    this.node.setAttribute("role", "listbox");
    this.node.setAttribute("aria-activedescendant", this.here.id);
    this.node.addEventListener("keydown", (event) => this.down(event));
    plot.after(this.node);
  }

  /**
   * Take the labels as they are drawn now.
   * @param {Pick<Marks, "chosen" | "selected">} marks labels with their boxes, and the selection
   * @param {string[]} symbols the words by index
   * @param {Texts} texts the translated words
   */
  follow({ chosen, selected }, symbols, texts) {
    this.node.setAttribute("aria-label", texts.walk);
    this.labels = chosen;
    this.symbols = symbols;
    this.selected = selected;
    const same = chosen.find(({ index }) => index === this.at?.index);
    this.go(same ?? (this.at ? closest(chosen, middle(this.at.box)) : chosen[0]) ?? null);
  }

  /** @param {Maybe<Label>} label to stand at, or none */
  go(label) {
    this.at = label;
    this.here.hidden = !label;
    if (!label) return;
    const { left, top, right, bottom } = label.box;
    this.here.setAttribute("aria-label", this.symbols[label.index]);
    this.here.setAttribute("aria-selected", String(label.index === this.selected));
    this.here.style.translate = `${this.plot.offsetLeft + left}px ${this.plot.offsetTop + top}px`;
    this.here.style.width = `${right - left}px`;
    this.here.style.height = `${bottom - top}px`;
  }

  /** @param {KeyboardEvent} event on the walk */
  down(event) {
    const way = WAYS[event.key];
    if (!this.at || !(way || event.key === "Enter")) return;
    event.preventDefault();
    if (way) this.go(next(this.labels, this.at, way));
    else this.pick(this.symbols[this.at.index]);
  }
}

/**
 * @param {Box} box a label
 * @returns {[x: number, y: number]}
 */
function middle({ left, right, top, bottom }) {
  return [(left + right) / 2, (top + bottom) / 2];
}

/**
 * @template {Pick<Label, "index" | "box">} One
 * @param {One[]} labels some
 * @param {(label: One) => number} cost of each
 * @returns {Maybe<One>} the cheapest, if one has a price
 */
function least(labels, cost) {
  const costs = labels.map(cost);
  const best = Math.min(...costs);
  return best < Infinity ? labels[costs.indexOf(best)] : null;
}

/**
 * @param {Label[]} labels some
 * @param {[x: number, y: number]} place where one was
 */
function closest(labels, [x, y]) {
  return least(labels, ({ box }) => Math.hypot(middle(box)[0] - x, middle(box)[1] - y));
}

/**
 * The label that lies next in a direction; at the edge the one there is.
 *
 * It is the one on the smallest circle that leaves `from` in this direction: what lies ahead counts
 * as near, what lies aside as far.
 * @template {Pick<Label, "index" | "box">} One
 * @param {One[]} labels all that are drawn
 * @param {One} from where one is
 * @param {[right: number, down: number]} way the direction, one of them 0
 * @returns {One} one of the labels, or `from`
 */
export function next(labels, from, [right, down]) {
  const [x, y] = middle(from.box);
  return least(labels, ({ box }) => {
    const [across, along] = [middle(box)[0] - x, middle(box)[1] - y];
    const ahead = across * right + along * down;
    return ahead > 0 ? (across ** 2 + along ** 2) / ahead : Infinity;
  }) ?? from;
}
