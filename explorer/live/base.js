/** Where the application serves its own routes, whatever page and prefix it runs under. */
export const BASE = new URL("../", import.meta.url);

let library = null;

/**
 * Plotly, fetched once a page; it is a classic script and not a module.
 * @returns {Promise<object>} the library
 */
export function plotly() {
  library ??= window.Plotly ? Promise.resolve(window.Plotly) : fetched();
  return library;
}

function fetched() {
  return new Promise((resolve, reject) => {
    // The page brings the script along (explorer/server.py), so that it starts early.
    const brought = document.querySelector("script[src$='pushpull/plotly.min.js']");
    const script = brought ?? document.createElement("script");
    script.addEventListener("load", () => resolve(window.Plotly));
    script.addEventListener("error", () => {
      library = null;
      script.remove();
      reject(new Error(script.src));
    });
    if (brought) return;
    script.src = new URL("plotly.min.js", BASE).href;
    document.head.append(script);
  });
}

/**
 * The component's style sheet, awaited so that nothing is seen undressed.
 * @param {HTMLElement} parent where the link is put
 * @returns {Promise<void>} done, also when the sheet cannot be had
 */
export function styled(parent) {
  return new Promise((resolve) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.onload = link.onerror = () => resolve();
    link.href = new URL("live/live.css", BASE).href;
    parent.append(link);
  });
}
