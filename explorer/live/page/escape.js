/** @type {Record<string, string>} */
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/**
 * Make a word inert in a Plotly text, which knows tags, links and entities of its own.
 * @param {string} text anything a corpus may hold
 * @returns {string} text that Plotly draws letter for letter
 */
export function escape(text) {
  return String(text).replace(/[&<>]/g, (sign) => ENTITIES[sign]);
}

/**
 * Keep a label from spanning the map.
 * @param {string} text the word
 * @param {number} most letters kept, the ellipsis included
 * @returns {string} the word or its beginning
 */
export function shorten(text, most = 22) {
  const letters = [...text];
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : text;
}
