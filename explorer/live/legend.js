import { element } from "./dom.js";

/**
 * The strip above the map that says what the colours and shapes mean.
 * @param {HTMLElement} node where
 * @param {object[]} entries of `dress`; none when colour shows frequency
 * @param {object} look colours of the page
 * @param {object} texts the translated words
 */
export function explain(node, entries, look, texts) {
  node.replaceChildren(...(entries.length ? entries.map(entry) : ramp(look, texts)));
}

function entry({ name, color, glyph }) {
  const sign = element("span", "pp-glyph", glyph);
  sign.style.color = color;
  sign.setAttribute("aria-hidden", "true");
  const node = element("span", "pp-entry", sign, element("span", "pp-name", name));
  node.title = name;
  return node;
}

function ramp(look, texts) {
  const band = element("span", "pp-ramp");
  band.style.background = `linear-gradient(to right, ${look.scale.join(",")})`;
  return [element("span", "pp-entry", texts.rare), band, element("span", "pp-entry", texts.frequent)];
}
