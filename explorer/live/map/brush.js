/** @import { Chart, Trace } from "../types.d.ts" */
/**
 * What is brushed on parallel coordinates: of each dimension, by its name, the stretches that stay.
 * @param {Pick<Trace, "dimensions">} trace the trace as Plotly keeps it
 * @returns {Record<string, number[][]>} nothing where nothing is brushed
 */
export function brushed(trace) {
  /** @type {Record<string, number[][]>} */
  const stretches = {};
  for (const { name, constraintrange } of trace.dimensions ?? []) {
    if (constraintrange?.length) stretches[name] = several(constraintrange) ? constraintrange : [constraintrange];
  }
  return stretches;
}

/**
 * Whether more than one stretch is brushed; one alone stands by itself.
 * @param {number[] | number[][]} range a stretch, or some
 * @returns {range is number[][]}
 */
function several(range) {
  return Array.isArray(range[0]);
}

/**
 * Report what is brushed, whenever that changes.
 * @param {Chart} chart where
 */
export function hearBrush(chart) {
  chart.node.on("plotly_restyle", () => {
    const trace = chart.node.data.find(({ type }) => type === "parcoords");
    if (trace && chart.data?.brushes) chart.report("brushed", JSON.stringify(brushed(trace)));
  });
}
