/** Where the application serves its own routes, whatever page and prefix it runs under. */
export const BASE = new URL("../", import.meta.url);

const PATIENCE = 6000;
let library = null;
let draw = null;
const first = new Promise((resolve) => {
  draw = resolve;
});

/** Say that the first pictures are on the page: now there is time for Plotly to start. */
export function drawn() {
  // After the picture that was just made has been shown.
  requestAnimationFrame(() => setTimeout(draw, 0));
}

/**
 * Plotly, run once a page; it is a classic script and not a module. It takes a second in which
 * nothing else can be done, so it waits until the map is sketched and has moved.
 * @returns {Promise<object>} the library
 */
export function plotly() {
  library ??= window.Plotly ? Promise.resolve(window.Plotly) : Promise.race([first, late()]).then(fetched);
  return library;
}

function late() {
  return new Promise((resolve) => {
    setTimeout(resolve, PATIENCE);
  });
}

function fetched() {
  return new Promise((resolve, reject) => {
    // The page has the browser fetch the script early (explorer/server.py), but not run it.
    const script = document.createElement("script");
    script.addEventListener("load", () => resolve(window.Plotly));
    script.addEventListener("error", () => {
      library = null;
      script.remove();
      reject(new Error(script.src));
    });
    script.src = new URL("plotly.min.js", BASE).href;
    document.head.append(script);
  });
}
