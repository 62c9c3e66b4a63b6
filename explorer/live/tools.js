import { element } from "./dom.js";

const SIGNS = { lasso: "", png: "PNG", svg: "SVG", reset: "⟲" };

/**
 * Small buttons over a figure; real ones, so that the keyboard reaches them.
 * @param {string[]} names which of `lasso`, `png`, `svg`, `reset`
 * @returns {{node: HTMLElement, on: Function, press: Function, title: Function}} `on(name, act)`,
 *   `press(name, held)`, `title(texts)`
 */
export function toolbar(names) {
  const buttons = Object.fromEntries(names.map((name) => [name, button(name)]));
  return {
    node: element("div", "pp-tools", ...Object.values(buttons)),
    on: (name, act) => buttons[name].addEventListener("click", act),
    press: (name, held) => buttons[name].setAttribute("aria-pressed", String(held)),
    title: (texts) => names.forEach((name) => named(buttons[name], texts[`tool_${name}`])),
  };
}

function button(name) {
  const node = element("button", "pp-tool", SIGNS[name]);
  node.type = "button";
  node.dataset.tool = name;
  return node;
}

function named(node, title) {
  node.title = title;
  node.setAttribute("aria-label", title);
}

/**
 * Hand a figure to the visitor as a file.
 * @param {object} Plotly the library
 * @param {object} figure data and layout, drawn afresh for the file
 * @param {string} format `png`, at twice the size, or `svg`
 * @param {string} filename without its ending
 * @returns {Promise<string>} settled when the browser has it
 */
export function save(Plotly, figure, format, filename) {
  const { width, height } = figure.layout;
  const scale = format === "png" ? 2 : 1;
  return Plotly.downloadImage(figure, { format, filename, width, height, scale });
}
