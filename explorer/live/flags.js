import { escape } from "./escape.js";
import { width } from "./labels.js";

/** The height of a row of flags. */
export const ROW = 13;

const SIZE = 10.5;
const AIR = 4;

/**
 * Give each flag a row and a side, the newest first, so that no text covers another.
 * @param {{at: number, text: string}[]} flags in pixels from the left, oldest first
 * @param {number} wide the plot's width
 * @param {number} rows how many rows there are
 * @param {string} family the font
 * @returns {object[]} per flag: at, text, row, side (`left` or `right`); row −1 found no room
 */
export function stagger(flags, wide, rows, family) {
  const taken = Array.from({ length: rows }, () => []);
  const seats = [...flags].reverse().map((flag) => {
    const long = width(flag.text, `${SIZE}px ${family}`) + 2 * AIR;
    return { ...flag, ...seat(flag.at, long, wide, taken) };
  });
  return seats.reverse();
}

function seat(at, long, wide, taken) {
  for (let row = 0; row < taken.length; row += 1) {
    for (const side of ["right", "left"]) {
      const [from, to] = side === "right" ? [at, at + long] : [at - long, at];
      const free = taken[row].every(([start, end]) => to <= start || from >= end);
      if (from < 0 || to > wide || !free) continue;
      taken[row].push([from, to]);
      return { row, side };
    }
  }
  return { row: -1, side: "right" };
}

/**
 * The texts of the flags; one without room stays in the document, unseen.
 * @param {object[]} seats what `stagger` returned, with `tokens`
 * @param {object} look colours of the page
 * @returns {object[]} Plotly annotations
 */
export function pennants(seats, look) {
  return seats.map(({ tokens, text, row, side }) => ({
    x: tokens, xref: "x", y: 1, yref: "paper", yanchor: "bottom",
    xanchor: side === "right" ? "left" : "right",
    xshift: side === "right" ? 1 : -1,
    yshift: Math.max(0, row) * ROW,
    // A ground of its own, so that no pole strikes a text through.
    text: escape(text), showarrow: false, bgcolor: look.ground, borderpad: 0, opacity: row < 0 ? 0 : 1,
    font: { size: SIZE, color: look.text, family: look.font },
  }));
}

/**
 * The poles under the flags.
 * @param {object[]} seats what `stagger` returned, with `tokens`
 * @param {object} look colours of the page
 * @param {number} tall the plot's height in pixels
 * @returns {object[]} Plotly shapes
 */
export function poles(seats, look, tall) {
  return seats.map(({ tokens, row }) => ({
    type: "line", xref: "x", yref: "paper", x0: tokens, x1: tokens,
    y0: 0, y1: 1 + (Math.max(0, row) * ROW + ROW - 2) / Math.max(1, tall),
    line: { color: look.muted, width: 1, dash: "dot" },
  }));
}
