import { BASE } from "./base.js";
import { keepFocus } from "./focus.js";
import { still } from "./look.js";

// Links of the page that change some settings and keep the rest. They work without us, by loading
// the page anew; with us the map stays, and they mean the settings of now, not of when they were drawn.
const KEY = "p";
// Pages lie beside the first one; our own routes lie one floor below it.
const ROOT = new URL("../", BASE);

/**
 * Where a link leads from an address.
 * @param {string} search the address's parameters
 * @param {string} changes parameters to set; an empty one goes
 * @returns {string} the parameters there
 */
export function changed(search, changes) {
  const asked = new URLSearchParams(search);
  for (const [name, value] of new URLSearchParams(changes)) {
    if (value) asked.set(name, value);
    else asked.delete(name);
  }
  return `?${asked}`;
}

function go(search) {
  history.pushState({}, "", search);
  // Streamlit listens to the browser's own back and forward, and asks the server for the page there.
  window.dispatchEvent(new PopStateEvent("popstate"));
}

function door(event) {
  return event.target.closest?.("a[data-pp-set]");
}

function refresh(event) {
  const link = door(event);
  if (link) link.href = changed(location.search, link.dataset.ppSet);
}

/**
 * Bring a part of the page below the screen into sight.
 * @param {string} name of the part, as in the links of the first line, or top
 */
export function bring(name) {
  const part = document.querySelector(name === "top" ? ".st-key-top" : `.st-key-below-${CSS.escape(name)}`);
  part?.scrollIntoView({ behavior: still() ? "auto" : "smooth" });
}

/** Whether a click means this window, and not another one. */
function plain(event) {
  return !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
}

function click(event) {
  const page = event.target.closest?.("a[data-pp-page]");
  if (page && plain(event)) {
    event.preventDefault();
    go(new URL(page.dataset.ppPage || ".", ROOT).pathname + location.search);
    return;
  }
  const way = event.target.closest?.("a[data-pp-to]");
  if (way) {
    event.preventDefault();
    bring(way.dataset.ppTo);
    return;
  }
  const link = door(event);
  if (!link || !plain(event)) return;
  event.preventDefault();
  go(changed(location.search, link.dataset.ppSet));
}

function press(event) {
  const writing = event.target.closest?.("input:not([type=range]), textarea, select, [contenteditable]");
  const held = event.ctrlKey || event.metaKey || event.altKey || event.repeat;
  if (writing || held || event.key.toLowerCase() !== KEY) return;
  const there = new URLSearchParams(location.search).get("view") === "projector";
  go(changed(location.search, `view=${there ? "" : "projector"}`));
}

let open = false;

/** Hear the page's links and the key P, once a page. */
export function doors() {
  if (open) return;
  open = true;
  keepFocus();
  // What is copied or opened in another tab is the address of now.
  for (const name of ["pointerover", "focusin"]) document.addEventListener(name, refresh);
  document.addEventListener("click", click);
  document.addEventListener("keydown", press);
}
