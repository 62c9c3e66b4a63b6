// A list that is drawn anew while a button is held down puts another button in its place, and a browser
// gives a click that ends on another element to neither. The one of the same key is clicked instead.
const KEY = /\bst-key-\S+/;
const NEAR = 8; // pixels
/** @type {?{button: HTMLElement, key: string, x: number, y: number}} */
let pressed = null;

/** @param {PointerEvent} event of the page */
function down({ target, clientX: x, clientY: y, button: which }) {
  pressed = null;
  /** @type {?HTMLElement} */
  const button = !which && target instanceof Element ? target.closest("button") : null;
  const key = KEY.exec(button?.closest("[class*='st-key-']")?.className ?? "")?.[0];
  if (button && key) pressed = { button, key, x, y };
}

/** @param {PointerEvent} event of the page */
function up({ clientX, clientY }) {
  if (!pressed) return;
  const { button, key, x, y } = pressed;
  pressed = null;
  if (button.isConnected || Math.hypot(clientX - x, clientY - y) > NEAR) return;
  /** @type {NodeListOf<HTMLButtonElement>} */
  const next = document.querySelectorAll(`.${CSS.escape(key)} button`);
  if (next.length === 1) next[0].click();
}

/** Keep clicks on buttons that are replaced, once a page. */
export function keepPresses() {
  document.addEventListener("pointerdown", down, true);
  document.addEventListener("pointerup", up, true);
}
