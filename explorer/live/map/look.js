/** @import { Look, Palette, Sizes } from "../types.d.ts" */
// Programs that draw a file look no further than the fonts it names: some have Han, some have not.
const FILE_FONT = "Arial, Helvetica, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif";

/**
 * The browser changes its theme without asking Python, so the ground itself is looked at.
 * @param {string} color the ground's, or nothing
 * @param {string} theme what Python says
 */
function dim(color, theme) {
  const pen = document.createElement("canvas").getContext("2d");
  if (!color || !pen) return theme === "dark";
  pen.fillStyle = color;
  return darkish(pen.fillStyle);
}

/**
 * Whether light letters are read on a colour.
 * @param {string} color #rrggbb, as a canvas writes what has no transparency
 * @returns {boolean}
 */
export function darkish(color) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
  return 0.3 * red + 0.6 * green + 0.1 * blue < 128;
}

/**
 * A length in the size that this page is read at.
 * @param {Pick<Look, "times">} look what `look` returned
 * @param {number} pixels at a desk
 * @returns {number} pixels here
 */
export function sized(look, pixels) {
  return pixels * (look.times ?? 1);
}

/**
 * Colours and fonts as the page around us has them now.
 * @param {HTMLElement} root an element that inherits Streamlit's variables
 * @param {Record<"light" | "dark", Palette>} palettes the figures' own colours, from Python
 * @param {string} theme `light` or `dark`, where the page does not tell
 * @param {Sizes} sizes how large texts, lines and points are
 * @returns {Look} what the figures draw with
 */
export function look(root, palettes, theme, sizes) {
  const style = getComputedStyle(root);
  /** @type {(name: string, otherwise: string) => string} */
  const read = (name, otherwise) => style.getPropertyValue(name).trim() || otherwise;
  const dark = dim(read("--st-background-color", ""), theme);
  return {
    ...(dark ? palettes.dark : palettes.light),
    ...sizes,
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
 * The same for a file, which takes no web font along.
 * @param {Look} colors what `look` returned
 * @returns {Look} with a font that every machine has, and halos written into the figure
 */
export function portable(colors) {
  const halo = ["1px 0", "-1px 0", "0 1px", "0 -1px"].map((away) => `${away} 1px ${colors.ground}`);
  return { ...colors, font: FILE_FONT, halo: halo.join(",") };
}

/**
 * Whether the visitor asked for no motion.
 * @returns {boolean} then pictures jump
 */
export function still() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/**
 * Whether the browser draws by WebGL.
 * @returns {boolean} then thousands of points can move
 */
export function webgl() {
  const canvas = document.createElement("canvas");
  return Boolean(canvas.getContext("webgl2") ?? canvas.getContext("webgl"));
}
