/** @import { Maybe, Plot, Tool } from "../types.d.ts" */
import { element } from "./dom.js";
import { Past } from "../transport/timeline.js";
import { Reading } from "../transport/running_text.js";
import { Status } from "../transport/status.js";
import { toolbar } from "../input/tools.js";

/**
 * @param {string} name its class
 * @param {Tool[]} words its buttons
 */
function panel(name, words) {
  const plot = /** @type {Plot} */ (element("div", "pp-plot"));
  plot.setAttribute("role", "img");
  const tools = toolbar(words);
  const legend = element("div", "pp-legend");
  const strip = element("div", "pp-strip", legend, tools.node);
  return { plot, tools, legend, node: element("section", `pp-panel pp-${name}`, strip, plot) };
}

/**
 * The component's elements, built once and kept.
 * @param {(tokens: Maybe<number>) => void} back told of the moment to show
 * @returns the root and the places that change
 */
export function stage(back) {
  const reading = new Reading();
  const status = new Status(reading.sentence);
  const map = panel("map", ["lasso", "png", "svg", "reset"]);
  const loss = panel("loss", ["png", "svg"]);
  const note = element("div", "pp-note");
  const empty = element("div", "pp-empty");
  const error = element("div", "pp-banner pp-error");
  const lost = element("div", "pp-banner pp-lost");
  error.setAttribute("role", "alert");
  lost.setAttribute("role", "status");
  error.hidden = lost.hidden = true;
  map.node.append(empty, note, element("div", "pp-banners", error, lost));
  const past = new Past(back);
  const root = element("div", "pp-live", status.node, reading.node, map.node, loss.node, past.node);
  root.dataset.testid = "live";
  root.dataset.frames = root.dataset.tokens = "0";
  root.dataset.layout = "none";
  return { root, status, reading, map, loss, past, note, empty, error, lost };
}
