// Links of the page that change some settings and keep the rest. They work without us, by loading
// the page anew; with us the map stays, and they mean the settings of now, not of when they were drawn.
const KEY = "p";

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

function click(event) {
  const link = door(event);
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
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
  // What is copied or opened in another tab is the address of now.
  for (const name of ["pointerover", "focusin"]) document.addEventListener(name, refresh);
  document.addEventListener("click", click);
  document.addEventListener("keydown", press);
}
