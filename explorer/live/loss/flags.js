/** @import { Annotation, Flag, Look, Seat, Shape } from "../types.d.ts" */
import { escape } from "../page/escape.js";
import { width } from "../map/labels.js";
import { sized } from "../map/look.js";

/** The height of a row of flags. */
export const ROW = 13;

const SIZE = 10.5;
const AIR = 4;
// Rows lie above the axes, so a text may reach over the margins.
const OVERHANG = 40;
const SIDES = /** @type {const} */ (["right", "left"]);
/** @typedef {[from: number, to: number]} Stretch */

/**
 * Give each flag a row and a side, the newest first, so that no text covers another.
 * @template {Flag} One
 * @param {One[]} flags in pixels from the left, oldest first
 * @param {number} wide the plot's width
 * @param {number} rows how many rows there are
 * @param {Look} look the font and its size
 * @returns {(One & Seat)[]} row −1 found no room
 */
export function stagger(flags, wide, rows, look) {
  /** @type {Stretch[][]} */
  const taken = Array.from({ length: rows }, () => []);
  const seats = [...flags].reverse().map((flag) => {
    const long = width(flag.text, `${sized(look, SIZE)}px ${look.font}`) + 2 * AIR;
    return { ...flag, ...seat(flag.at, long, wide, taken) };
  });
  return seats.reverse();
}

/**
 * @param {number} at pixels from the left
 * @param {number} long how long the text is
 * @param {number} wide the plot's width
 * @param {Stretch[][]} taken what other texts cover, per row
 * @returns {Seat} beside its pole, if it can be
 */
function seat(at, long, wide, taken) {
  for (let row = 0; row < taken.length; row += 1) {
    for (const side of SIDES) {
      const [from, to] = side === "right" ? [at, at + long] : [at - long, at];
      const free = taken[row].every(([start, end]) => to <= start || from >= end);
      if (from < -OVERHANG || to > wide + OVERHANG || !free) continue;
      taken[row].push([from, to]);
      return { row, side, away: 0 };
    }
  }
  return beyond(at, long, wide, taken);
}

/**
 * Beside its pole there is no room left: stand behind the others in some row.
 * @param {number} at pixels from the left
 * @param {number} long how long the text is
 * @param {number} wide the plot's width
 * @param {Stretch[][]} taken what other texts cover, per row
 * @returns {Seat}
 */
function beyond(at, long, wide, taken) {
  for (let row = 0; row < taken.length; row += 1) {
    const from = Math.max(at, ...taken[row].map(([, end]) => end));
    const to = Math.min(at, ...taken[row].map(([start]) => start));
    if (from + long <= wide + OVERHANG) {
      taken[row].push([from, from + long]);
      return { row, side: "right", away: from - at };
    }
    if (to - long >= -OVERHANG) {
      taken[row].push([to - long, to]);
      return { row, side: "left", away: at - to };
    }
  }
  return { row: -1, side: "right", away: 0 };
}

/**
 * The texts of the flags; one without room stays in the document, unseen.
 * @param {(Flag & Seat)[]} seats what `stagger` returned, with `tokens`
 * @param {Look} look colours of the page
 * @returns {Annotation[]} Plotly annotations
 */
export function pennants(seats, look) {
  return seats.map(({ tokens, text, row, side, away }) => /** @satisfies {Annotation} */ ({
    x: tokens, xref: "x", y: 1, yref: "paper", yanchor: "bottom",
    xanchor: side === "right" ? "left" : "right",
    xshift: side === "right" ? away + 1 : -away - 1,
    yshift: Math.max(0, row) * sized(look, ROW),
    // A ground of its own, so that no pole strikes a text through.
    text: escape(text), showarrow: false, bgcolor: look.ground, borderpad: 0, opacity: row < 0 ? 0 : 1,
    font: { size: sized(look, SIZE), color: look.text, family: look.font },
  }));
}

/**
 * The poles under the flags.
 * @param {(Flag & Seat)[]} seats what `stagger` returned, with `tokens`
 * @param {Look} look colours of the page
 * @param {number} tall the plot's height in pixels
 * @returns {Shape[]} Plotly shapes
 */
export function poles(seats, look, tall) {
  return seats.map(({ tokens, row }) => /** @satisfies {Shape} */ ({
    type: "line", xref: "x", yref: "paper", x0: tokens, x1: tokens,
    y0: 0, y1: 1 + ((Math.max(0, row) + 1) * sized(look, ROW) - 2) / Math.max(1, tall),
    line: { color: look.muted, width: sized(look, 1), dash: "dot" },
  }));
}
