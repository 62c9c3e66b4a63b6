const GAP = 3;
const TALL = 15;
const AWAY = 7;

// Where a label may stand beside its point, best first: Plotly's name and the box's corner.
const PLACES = [
  ["middle right", (x, y, wide, times) => [x + AWAY * times, y - (TALL * times) / 2]],
  ["middle left", (x, y, wide, times) => [x - AWAY * times - wide, y - (TALL * times) / 2]],
  ["top center", (x, y, wide, times) => [x - wide / 2, y - (AWAY + TALL) * times]],
  ["bottom center", (x, y, wide, times) => [x - wide / 2, y + AWAY * times]],
];

let pen = null;
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
  if (!widths.has(key)) {
    pen ??= document.createElement("canvas").getContext("2d");
    pen.font = font;
    widths.set(key, pen.measureText(text).width);
  }
  return widths.get(key);
}

function apart(box, other) {
  return box.right + GAP < other.left || other.right + GAP < box.left
    || box.bottom < other.top || other.bottom < box.top;
}

function boxed([left, top], wide, times) {
  return { left, top, right: left + wide, bottom: top + TALL * times };
}

function inside(box, size) {
  return box.left >= 1 && box.top >= 1 && box.right <= size.width - 1 && box.bottom <= size.height - 1;
}

/**
 * Choose labels that fit the window and touch no other, the earliest candidates first.
 * @param {{index: number, wide: number, x: number, y: number}[]} candidates in pixels, best first
 * @param {{width: number, height: number}} size the window
 * @param {number} most how many labels at most
 * @param {number} times how much larger than at a desk the texts are
 * @returns {{index: number, place: string, box: object}[]} the chosen
 */
export function place(candidates, size, most, times = 1) {
  const boxes = [];
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
