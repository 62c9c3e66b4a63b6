import { plotly } from "./base.js";

const charts = new WeakMap();

/**
 * Draw a figure that changes while a model trains, always into the same node.
 *
 * st.plotly_chart builds a new node whenever its data change, which flickers.
 * @param {{data: {figure: object, config: object}, parentElement: HTMLElement}} component
 * @returns {() => void} clean-up
 */
export function mount({ data, parentElement }) {
  let node = charts.get(parentElement);
  if (!node) {
    node = document.createElement("div");
    parentElement.append(node);
    charts.set(parentElement, node);
  }
  node.setAttribute("role", "img");
  node.setAttribute("aria-label", data.alt);
  node.dataset.testid = data.name;
  plotly().then((library) => library.react(node, data.figure.data, data.figure.layout, data.config));
  return () => {};
}
