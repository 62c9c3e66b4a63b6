/**
 * What is brushed on parallel coordinates: of each dimension, by its name, the stretches that stay.
 * @param {object} trace the trace as Plotly keeps it
 * @returns {Object<string, number[][]>} nothing where nothing is brushed
 */
export function brushed(trace) {
  const stretches = {};
  for (const { name, constraintrange } of trace.dimensions ?? []) {
    if (constraintrange?.length) stretches[name] = Array.isArray(constraintrange[0]) ? constraintrange : [constraintrange];
  }
  return stretches;
}

/** Report what is brushed, whenever that changes. */
export function hearBrush(chart) {
  chart.node.on("plotly_restyle", () => {
    const trace = chart.node.data.find(({ type }) => type === "parcoords");
    if (trace && chart.data.brushes) chart.report("brushed", JSON.stringify(brushed(trace)));
  });
}
