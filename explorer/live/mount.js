import { plotly, styled } from "./base.js";
import { doors } from "./doors.js";
import { Live } from "./live.js";

const lives = new WeakMap();

async function born(component) {
  const { parentElement } = component;
  const [Plotly] = await Promise.all([plotly(), styled(parentElement)]);
  return new Live(Plotly, parentElement);
}

/**
 * Streamlit's entry: called at the first drawing and again whenever data or theme change.
 * @param {object} component parentElement, data, setTriggerValue
 * @returns {Promise<() => void>} what to call when the element leaves the page
 */
export async function mount(component) {
  const { parentElement } = component;
  doors();
  if (!lives.has(parentElement)) lives.set(parentElement, born(component));
  const life = lives.get(parentElement);
  const live = await life.catch((trouble) => {
    // Let the next call try again.
    lives.delete(parentElement);
    throw trouble;
  });
  live.update(component);
  // Streamlit also calls this for a superseded call while the element stays.
  return () => setTimeout(() => {
    if (parentElement.isConnected || lives.get(parentElement) !== life) return;
    lives.delete(parentElement);
    live.end();
  }, 0);
}
