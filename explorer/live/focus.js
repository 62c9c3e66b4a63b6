// A widget in a popover becomes another one when it is turned (`fresh` in panes/turning.py). It stands
// in a place whose name stays, and there the keyboard finds its successor.
const PLACE = /\bst-key-hold-[\w-]+/;
const HANDLE = "[role=slider], input, [role=combobox]";
let node = null;
let place = "";
let watcher = null;

function follow() {
  if (!node || node.isConnected) return;
  const next = document.querySelector(`.${CSS.escape(place)}`)?.querySelector(HANDLE);
  if (!next) return;
  node = next;
  next.focus({ preventScroll: true });
}

function hold(target) {
  const name = PLACE.exec(target.closest?.("[class*='st-key-hold-']")?.className ?? "")?.[0] ?? "";
  if (name && !node) watcher.observe(document.body, { childList: true, subtree: true });
  if (!name && node) watcher.disconnect();
  [node, place] = name ? [target, name] : [null, ""];
}

function came({ target }) {
  // Whoever catches the focus of a widget that has just gone gives it back.
  if (node && !node.isConnected) follow();
  else hold(target);
}

function left({ target }) {
  setTimeout(() => {
    if (target === node && target.isConnected && document.activeElement !== target) hold(document.activeElement);
  }, 0);
}

/** Keep the keyboard on widgets that are replaced, once a page. */
export function keepFocus() {
  watcher = new MutationObserver(follow);
  document.addEventListener("focusin", came);
  document.addEventListener("focusout", left);
}
