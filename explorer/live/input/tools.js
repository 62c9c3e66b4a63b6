/** @import { Figure, Format, Plotly, Texts, Tool } from "../types.d.ts" */
import { element } from "../page/dom.js";

const SIGNS = { lasso: "", png: "PNG", svg: "SVG", reset: "⟲" };

/**
 * Small buttons over a figure; real ones, so that the keyboard reaches them.
 * @param {Tool[]} names which of them
 * @returns {{node: HTMLElement, on: (name: Tool, act: (event: MouseEvent) => void) => void,
 *   press: (name: Tool, held: boolean) => void, title: (texts: Texts) => void}}
 */
export function toolbar(names) {
  const buttons = new Map(names.map((name) => [name, button(name)]));
  return {
    node: element("div", "pp-tools", ...buttons.values()),
    on: (name, act) => buttons.get(name)?.addEventListener("click", act),
    press: (name, held) => buttons.get(name)?.setAttribute("aria-pressed", String(held)),
    title: (texts) => {
      for (const [name, node] of buttons) named(node, texts[`tool_${name}`]);
    },
  };
}

/** @param {Tool} name what it does */
function button(name) {
  const node = element("button", "pp-tool", SIGNS[name]);
  node.type = "button";
  node.dataset.tool = name;
  return node;
}

/**
 * @param {HTMLElement} node a button
 * @param {string} title what it does, in words
 */
function named(node, title) {
  node.title = title;
  node.setAttribute("aria-label", title);
}

/**
 * Hand a figure to the visitor as a file.
 * @param {Plotly} Plotly the library
 * @param {Figure} figure data and layout, drawn afresh for the file
 * @param {Format} format `png` at twice the size
 * @param {string} filename without its ending
 * @returns {Promise<string>} settled when the browser has it
 */
export function save(Plotly, figure, format, filename) {
  const { width, height } = figure.layout;
  const scale = format === "png" ? 2 : 1;
  return Plotly.downloadImage(figure, { format, filename, width, height, scale });
}
