import { element } from "./dom.js";

const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

/** The map by keyboard: the arrows go from label to label, Enter opens the word. */
export class Walk {
  /**
   * @param {HTMLElement} plot the map; the walk lies on it and lets the pointer through
   * @param {(word: string) => void} pick told of the word opened
   */
  constructor(plot, pick) {
    Object.assign(this, { plot, pick, labels: [], at: null });
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
   * @param {{chosen: object[], selected: number}} marks labels with their boxes, and the selection
   * @param {string[]} symbols the words by index
   * @param {object} texts the translated words
   */
  follow({ chosen, selected }, symbols, texts) {
    this.node.setAttribute("aria-label", texts.walk);
    Object.assign(this, { labels: chosen, symbols, selected });
    const same = chosen.find(({ index }) => index === this.at?.index);
    this.go(same ?? (this.at ? closest(chosen, middle(this.at.box)) : chosen[0]) ?? null);
  }

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

  down(event) {
    const way = WAYS[event.key];
    if (!this.at || !(way || event.key === "Enter")) return;
    event.preventDefault();
    if (way) this.go(next(this.labels, this.at, way));
    else this.pick(this.symbols[this.at.index]);
  }
}

function middle({ left, right, top, bottom }) {
  return [(left + right) / 2, (top + bottom) / 2];
}

function least(labels, cost) {
  const costs = labels.map(cost);
  const best = Math.min(...costs);
  return best < Infinity ? labels[costs.indexOf(best)] : null;
}

function closest(labels, [x, y]) {
  return least(labels, ({ box }) => Math.hypot(middle(box)[0] - x, middle(box)[1] - y));
}

/**
 * The label that lies next in a direction; at the edge the one there is.
 *
 * It is the one on the smallest circle that leaves `from` in this direction: what lies ahead counts
 * as near, what lies aside as far.
 * @param {{index: number, box: object}[]} labels all that are drawn
 * @param {{index: number, box: object}} from where one is
 * @param {number[]} way x and y of the direction, one of them 0
 * @returns {{index: number, box: object}} one of the labels, or `from`
 */
export function next(labels, from, [right, down]) {
  const [x, y] = middle(from.box);
  return least(labels, ({ box }) => {
    const [across, along] = [middle(box)[0] - x, middle(box)[1] - y];
    const ahead = across * right + along * down;
    return ahead > 0 ? (across ** 2 + along ** 2) / ahead : Infinity;
  }) ?? from;
}
