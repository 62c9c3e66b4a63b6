import { doors } from "./doors.js";
import { Live } from "./live.js";

const lives = new WeakMap();

/**
 * Streamlit's entry: called at the first drawing and again whenever data or theme change.
 * @param {object} component parentElement, data, setTriggerValue
 * @returns {() => void} what to call when the element leaves the page
 */
export function mount(component) {
  const { parentElement } = component;
  doors();
  if (!lives.has(parentElement)) lives.set(parentElement, new Live(parentElement));
  const live = lives.get(parentElement);
  live.update(component);
  // Streamlit also calls this for a superseded call while the element stays.
  return () => setTimeout(() => {
    if (parentElement.isConnected || lives.get(parentElement) !== live) return;
    lives.delete(parentElement);
    live.end();
  }, 0);
}
