/** @import { Plotly } from "./types.d.ts" */
/** Where the application serves its own routes, whatever page and prefix it runs under. */
export const BASE = new URL("../", import.meta.url);

const PATIENCE = 6000;
/** @type {?Promise<Plotly>} */
let library = null;
/** @type {() => void} */
let draw;
/** @type {Promise<void>} */
const first = new Promise((resolve) => {
  draw = resolve;
});

/** Say that the first pictures are on the page: now there is time for Plotly to start. */
export function drawn() {
  // After the picture that was just made has been shown.
  requestAnimationFrame(() => setTimeout(draw, 0));
}

/**
 * Plotly, run once a page; it is a classic script and not a module. It may take a second in which
 * nothing else can be done, so that on the main page it waits until the map is sketched and has moved.
 * @returns {Promise<Plotly>} the library
 */
export function plotly() {
  library ??= ready().then(() => window.Plotly ?? fetched());
  return library;
}

/** Settled when Plotly has run, or may. */
async function ready() {
  if (window.Plotly) return;
  // A page without a map brings it along (explorer/server.py).
  const brought = document.querySelector("script[src$='plotly.min.js']");
  await (brought ? settled(brought) : Promise.race([first, late()]));
}

/**
 * @param {Element} script
 * @returns {Promise<void>} when it has run, or cannot
 */
function settled(script) {
  return new Promise((resolve) => {
    if (document.readyState === "complete") resolve();
    for (const name of ["load", "error"]) script.addEventListener(name, () => resolve());
    window.addEventListener("load", () => resolve());
  });
}

/** @returns {Promise<void>} */
function late() {
  return new Promise((resolve) => {
    setTimeout(resolve, PATIENCE);
  });
}

/** @returns {Promise<Plotly>} */
function fetched() {
  return new Promise((resolve, reject) => {
    // The main page has the browser fetch the script early, but not run it.
    const script = document.createElement("script");
    script.addEventListener("load", () => resolve(/** @type {Plotly} */ (window.Plotly)));
    script.addEventListener("error", () => {
      library = null;
      script.remove();
      reject(new Error(script.src));
    });
    script.src = new URL("plotly.min.js", BASE).href;
    document.head.append(script);
  });
}
