/** @import { Box, Candidate, Label, Size } from "../types.d.ts" */
const GAP = 3;
const TALL = 15;
const AWAY = 7;

// Where a label may stand beside its point, best first: Plotly's name and the box's corner.
/** @type {[name: string, corner: (x: number, y: number, wide: number, times: number) => Corner][]} */
const PLACES = [
  ["middle right", (x, y, _wide, times) => [x + AWAY * times, y - (TALL * times) / 2]],
  ["middle left", (x, y, wide, times) => [x - AWAY * times - wide, y - (TALL * times) / 2]],
  ["top center", (x, y, wide, times) => [x - wide / 2, y - (AWAY + TALL) * times]],
  ["bottom center", (x, y, wide, times) => [x - wide / 2, y + AWAY * times]],
];

/** @typedef {[left: number, top: number]} Corner */

/** @type {?CanvasRenderingContext2D} */
let pen = null;
/** @type {Map<string, number>} */
const widths = new Map();

/**
 * How wide a text is drawn.
 * @param {string} text the text
 * @param {string} font a CSS font
 * @returns {number} pixels
 */
export function width(text, font) {
  const key = `${font}|${text}`;
  if (widths.size > 20_000) widths.clear();
  const known = widths.get(key);
  if (known !== undefined) return known;
  pen ??= /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  pen.font = font;
  const found = pen.measureText(text).width;
  widths.set(key, found);
  return found;
}

/**
 * @param {Box} box a label
 * @param {Box} other another
 */
function apart(box, other) {
  return box.right + GAP < other.left || other.right + GAP < box.left
    || box.bottom < other.top || other.bottom < box.top;
}

/**
 * @param {Corner} corner
 * @param {number} wide the text
 * @param {number} times how much larger than at a desk
 * @returns {Box}
 */
function boxed([left, top], wide, times) {
  return { left, top, right: left + wide, bottom: top + TALL * times };
}

/**
 * @param {Box} box a label
 * @param {Size} size the window
 */
function inside(box, size) {
  return box.left >= 1 && box.top >= 1 && box.right <= size.width - 1 && box.bottom <= size.height - 1;
}

/**
 * Choose labels that fit the window and touch no other, the earliest candidates first.
 * @param {Candidate[]} candidates in pixels, best first
 * @param {Size} size the window
 * @param {number} most how many labels at most
 * @param {number} times how much larger than at a desk the texts are
 * @returns {Label[]} the chosen
 */
export function place(candidates, size, most, times = 1) {
  /** @type {Box[]} */
  const boxes = [];
  /** @type {Label[]} */
  const chosen = [];
  for (const candidate of candidates) {
    if (chosen.length === most) break;
    const seat = seated(candidate, size, boxes, times);
    if (!seat) continue;
    boxes.push(seat.box);
    chosen.push({ index: candidate.index, place: seat.name, box: seat.box });
  }
  return chosen;
}

/**
 * @param {Candidate} candidate in pixels
 * @param {Size} size the window
 * @param {Box[]} boxes the labels there are
 * @param {number} times how much larger than at a desk
 */
function seated(candidate, size, boxes, times) {
  const { x, y } = candidate;
  if (x < 0 || y < 0 || x > size.width || y > size.height) return null;
  // Measured only now: most words lie outside a zoomed window.
  const { wide } = candidate;
  for (const [name, corner] of PLACES) {
    const box = boxed(corner(x, y, wide, times), wide, times);
    if (inside(box, size) && boxes.every((other) => apart(box, other))) return { name, box };
  }
  return null;
}

const CELL = { wide: 130, tall: 80 };
const TURNS = 8;
const STRANGE = 10;

/**
 * @param {number} count how often a word was seen
 * @param {Candidate[]} cell its neighbours, most frequent first
 * @param {number[]} counts how often each word was seen
 */
function outsider(count, cell, counts) {
  const middle = counts[cell[cell.length >> 1].index];
  return count > STRANGE * middle;
}

/**
 * Order candidates so that every part of the window has its say, and not "the, of, and" alone: each
 * cell of a grid offers its most frequent word in the first turn, its next in the second, and so on.
 * A word far more frequent than those around it is not typical of its place and comes last there. One
 * that has a label already comes two turns earlier, or the map would flicker.
 * @param {Candidate[]} candidates in pixels, most frequent first
 * @param {Size} size the window
 * @param {number[]} counts how often each word was seen
 * @param {Set<number>} kept words that have a label
 * @returns {Candidate[]} those within the window, best first
 */
export function spread(candidates, size, counts, kept) {
  /** @type {Map<string, Candidate[]>} */
  const cells = new Map();
  for (const one of candidates) {
    if (one.x < 0 || one.y < 0 || one.x > size.width || one.y > size.height) continue;
    const key = `${Math.floor(one.x / CELL.wide)},${Math.floor(one.y / CELL.tall)}`;
    const cell = cells.get(key);
    if (cell) cell.push(one);
    else cells.set(key, [one]);
  }
  const turns = [...cells.values()].flatMap((cell) => {
    /** @type {(one: Candidate) => boolean} */
    const strange = (one) => outsider(counts[one.index], cell, counts);
    const order = [...cell.filter((one) => !strange(one)), ...cell.filter(strange)];
    return order.map((one, turn) => ({ one, turn: kept.has(one.index) ? Math.max(0, turn - 2) : turn }));
  });
  const chosen = turns.filter(({ turn }) => turn < TURNS);
  chosen.sort((a, b) => a.turn - b.turn || a.one.index - b.one.index);
  return chosen.map(({ one }) => one);
}
