/** @import { Chart, ChartData, Component } from "./types.d.ts" */
import { plotly } from "./base.js";
import { hearBrush } from "./map/brush.js";
import { doors } from "./input/navigation.js";
import { link } from "./map/linked.js";

/** @type {WeakMap<Element, Chart>} */
const charts = new WeakMap();
// Drawn a little before it is scrolled to.
const watcher = new IntersectionObserver(arrived, { rootMargin: "300px" });

/** @param {IntersectionObserverEntry[]} entries */
function arrived(entries) {
  for (const { target, isIntersecting } of entries) {
    const chart = target.parentElement && charts.get(target.parentElement);
    if (chart) chart.near = isIntersecting;
    if (chart && isIntersecting) draw(chart);
  }
}

/**
 * Draw what was last asked for, if that can be seen.
 * @param {Chart} chart which
 */
async function draw(chart) {
  const { node, data } = chart;
  if (!chart.near || !data || chart.drawn === data) return;
  chart.drawn = data;
  const library = await plotly();
  await library.react(node, data.figure.data, data.figure.layout, data.config);
  listen(chart);
  // The alt text reads it out; letters scattered over a drawing do not.
  for (const drawing of node.querySelectorAll(".main-svg")) drawing.setAttribute("aria-hidden", "true");
}

/**
 * Report the name of a point that is clicked, once there is a plot to listen to.
 * @param {Chart} chart which
 */
function listen(chart) {
  if (chart.heard) return;
  chart.heard = true;
  chart.node.on("plotly_click", ({ points }) => {
    const named = points.find((point) => typeof point.customdata === "string");
    if (named && chart.data?.picks) chart.report("picked", named.customdata);
  });
  link(chart.node);
  hearBrush(chart);
}

/**
 * @param {HTMLElement} parentElement Streamlit's
 * @returns {Chart} one that knows nothing yet
 */
function born(parentElement) {
  const node = /** @type {Chart["node"]} */ (document.createElement("div"));
  parentElement.append(node);
  /** @type {Chart} */
  const chart = { node, near: false, data: null, drawn: null, heard: false, report: () => {} };
  charts.set(parentElement, chart);
  watcher.observe(node);
  return chart;
}

/**
 * Draw a figure that changes while a model trains, always into the same node.
 *
 * st.plotly_chart builds a new node whenever its data change, which flickers.
 * @param {Component<ChartData>} component
 * @returns {() => void} clean-up
 */
export function mount({ data, parentElement, setTriggerValue }) {
  doors();
  const chart = charts.get(parentElement) ?? born(parentElement);
  const { node } = chart;
  chart.data = data;
  chart.report = setTriggerValue;
  // Not an image: within one, a screen reader would not find the button that saves it.
  node.setAttribute("role", "figure");
  node.setAttribute("aria-label", data.alt);
  node.dataset.testid = data.name;
  node.style.minHeight = `${data.figure.layout.height ?? 0}px`;
  draw(chart);
  return () => {};
}
