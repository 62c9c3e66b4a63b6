/**
 * Colours and fonts as the page around us has them now.
 * @param {HTMLElement} root an element that inherits Streamlit's variables
 * @param {object} palette the figures' own colours, from Python
 * @param {string} theme `light` or `dark`
 * @returns {object} what the figures draw with
 */
export function look(root, palette, theme) {
  const style = getComputedStyle(root);
  const read = (name, otherwise) => style.getPropertyValue(name).trim() || otherwise;
  const dark = theme === "dark";
  return {
    ...palette,
    dark,
    text: read("--st-text-color", dark ? "#fafafa" : "#31333f"),
    ground: read("--st-background-color", dark ? "#0e1117" : "#ffffff"),
    panel: read("--st-secondary-background-color", dark ? "#262730" : "#f0f2f6"),
    accent: read("--st-primary-color", "#0072B2"),
    // Streamlit's own faint greys pass no contrast test in a lecture hall.
    muted: dark ? "#b4b8c2" : "#5b5f6b",
    faint: dark ? "rgba(250,250,250,0.14)" : "rgba(49,51,63,0.12)",
    font: style.fontFamily || "sans-serif",
  };
}

/**
 * Whether the visitor asked for no motion.
 * @returns {boolean} then pictures jump
 */
export function still() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
