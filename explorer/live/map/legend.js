/** @import { ClassEntry, Entry, RampEntry } from "../types.d.ts" */
import { element } from "../page/dom.js";

/**
 * The strip above the map that says what the colours and shapes mean.
 * @param {HTMLElement} node where
 * @param {Entry[]} entries of `dress`: classes, and a ramp between two ends
 */
export function explain(node, entries) {
  node.replaceChildren(...entries.flatMap((one) => (one.ramp ? ramp(one) : [entry(one)])));
}

/** @param {ClassEntry} one */
function entry({ name, color, glyph }) {
  const sign = element("span", "pp-glyph", glyph);
  sign.style.color = color;
  sign.setAttribute("aria-hidden", "true");
  const node = element("span", "pp-entry", sign, element("span", "pp-name", name));
  node.title = name;
  return node;
}

/** @param {RampEntry} one */
function ramp({ ramp: colors, low, high }) {
  const band = element("span", "pp-ramp");
  band.style.background = `linear-gradient(to right, ${colors.join(",")})`;
  return [element("span", "pp-entry", low), band, element("span", "pp-entry", high)];
}
