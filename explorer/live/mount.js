/** @import { Component, LiveData } from "./types.d.ts" */
import { drawn } from "./base.js";
import { doors } from "./input/navigation.js";
import { Live } from "./live.js";

/** @type {WeakMap<HTMLElement, Live>} */
const lives = new WeakMap();

/**
 * Streamlit's entry: called at the first drawing and again whenever data or theme change.
 * @param {Component<LiveData>} component what Python says now
 * @returns {() => void} what to call when the element leaves the page
 */
export function mount(component) {
  const { parentElement } = component;
  doors();
  const live = lives.get(parentElement) ?? new Live(parentElement);
  lives.set(parentElement, live);
  live.update(component);
  // Streamlit also calls this for a superseded call while the element stays.
  return () => setTimeout(() => {
    if (parentElement.isConnected || lives.get(parentElement) !== live) return;
    lives.delete(parentElement);
    live.end();
    drawn(); // the next page has no sketch to wait for
  }, 0);
}
