import { BASE } from "../base.js";
import { keepFocus } from "./focus.js";
import { still } from "../map/look.js";
import { onceEach } from "./places.js";
import { keepPresses } from "./press.js";

// Links of the page that change some settings and keep the rest. They work without us, by loading
// the page anew; with us the map stays, and they mean the settings of now, not of when they were drawn.
const KEY = "p";
const PATIENCE = 700; // milliseconds
const TRIES = 40;
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

/** @param {string} search the parameters of the page, or its path with them */
function go(search) {
  history.pushState({}, "", search);
  arrive();
  insist(location.pathname, TRIES);
}

/** Streamlit listens to the browser's own back and forward, and asks the server for the page there. */
function arrive() {
  window.dispatchEvent(new PopStateEvent("popstate"));
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;

/**
 * See to it that a page comes that was asked for. Of several wishes that find the server busy Streamlit
 * grants the page of the last one, which may be a pane's that only draws itself anew.
 * @param {string} path of the page
 * @param {number} tries how often it is looked for at most
 */
function insist(path, tries) {
  clearTimeout(waiting);
  if (!tries) return;
  waiting = setTimeout(() => {
    const here = document.querySelector("nav.pp-ways a[aria-current]");
    const shown = here instanceof HTMLElement ? (here.dataset.ppPage ?? "") : "";
    if (path === new URL(shown || ".", ROOT).pathname) return;
    if (document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]")) {
      if (location.pathname !== path) history.pushState({}, "", path + location.search);
      arrive();
    }
    insist(path, tries - 1);
  }, PATIENCE);
}

/**
 * What an event lies in, if there is such a thing.
 * @param {Event} event of the page
 * @param {string} selector what is looked for
 * @returns {?HTMLAnchorElement} in practice the nearest link
 */
function within({ target }, selector) {
  return target instanceof Element ? target.closest(selector) : null;
}

/** @param {Event} event of the page */
function door(event) {
  return within(event, "a[data-pp-set]");
}

/** @param {Event} event of the page */
function refresh(event) {
  const link = door(event);
  if (link) link.href = changed(location.search, link.dataset.ppSet ?? "");
}

/**
 * Bring a part of the page below the screen into sight.
 * @param {string} name of the part, as in the links of the first line, or top
 */
export function bring(name) {
  const part = document.querySelector(name === "top" ? ".st-key-top" : `.st-key-below-${CSS.escape(name)}`);
  part?.scrollIntoView({ behavior: still() ? "auto" : "smooth" });
}

/**
 * Whether a click means this window, and not another one.
 * @param {MouseEvent} event the click
 */
function plain(event) {
  return !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
}

/** @param {MouseEvent} event anywhere on the page */
function click(event) {
  const page = within(event, "a[data-pp-page]");
  if (page && plain(event)) {
    event.preventDefault();
    go(new URL(page.dataset.ppPage || ".", ROOT).pathname + location.search);
    return;
  }
  const way = within(event, "a[data-pp-to]");
  if (way) {
    event.preventDefault();
    bring(way.dataset.ppTo ?? "");
    return;
  }
  const link = door(event);
  if (!link || !plain(event)) return;
  event.preventDefault();
  go(changed(location.search, link.dataset.ppSet ?? ""));
}

/** @param {KeyboardEvent} event anywhere on the page */
function press(event) {
  const writing = within(event, "input:not([type=range]), textarea, select, [contenteditable]");
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
  keepPresses();
  onceEach();
  // What is copied or opened in another tab is the address of now.
  for (const name of ["pointerover", "focusin"]) document.addEventListener(name, refresh);
  document.addEventListener("click", click);
  // A wish of our own that is repeated here does not begin the tries anew.
  window.addEventListener("popstate", ({ isTrusted }) => isTrusted && insist(location.pathname, TRIES));
  document.addEventListener("keydown", press);
}
