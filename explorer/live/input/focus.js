// A widget in a popover becomes another one when it is turned (`fresh` in parts/widget_sync.py). It stands
// in a place whose name stays, and there the keyboard finds its successor.
const PLACE = /\bst-key-hold-[\w-]+/;
const HANDLE = "[role=slider], input, [role=combobox]";
/** @type {?HTMLElement} */
let node = null;
let place = "";
/** @type {MutationObserver} */
let watcher;

function follow() {
  if (!node || node.isConnected) return;
  /** @type {?HTMLElement | undefined} */
  const next = document.querySelector(`.${CSS.escape(place)}`)?.querySelector(HANDLE);
  if (!next) return;
  node = next;
  next.focus({ preventScroll: true });
}

/** @param {?EventTarget} target what has the focus */
function hold(target) {
  const held = target instanceof HTMLElement ? target : null;
  const name = PLACE.exec(held?.closest("[class*='st-key-hold-']")?.className ?? "")?.[0] ?? "";
  if (name && !node) watcher.observe(document.body, { childList: true, subtree: true });
  if (!name && node) watcher.disconnect();
  [node, place] = name ? [held, name] : [null, ""];
}

/** @param {FocusEvent} event of the page */
function came({ target }) {
  // Whoever catches the focus of a widget that has just gone gives it back.
  if (node && !node.isConnected) follow();
  else hold(target);
}

/** @param {FocusEvent} event of the page */
function left({ target }) {
  setTimeout(() => {
    if (node && target === node && node.isConnected && document.activeElement !== node) hold(document.activeElement);
  }, 0);
}

/** Keep the keyboard on widgets that are replaced, once a page. */
export function keepFocus() {
  watcher = new MutationObserver(follow);
  document.addEventListener("focusin", came);
  document.addEventListener("focusout", left);
}
