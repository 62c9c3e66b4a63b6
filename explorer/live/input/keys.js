const KNOBS = ["negatives", "window", "subsample", "noise_exponent"];
/** @type {Record<string, string>} */
const ACTS = { " ": "toggle", ArrowRight: "step", r: "rewind", R: "rewind" };
/** @type {Record<string, number>} */
const TURNS = { "+": 1, "=": 1, "-": -1, "−": -1, _: -1 };
const TYPED = "input:not([type=range], [type=radio], [type=checkbox], [type=button]),"
  + " textarea, select, [contenteditable=true], [role=listbox] *, [role=dialog] *";
const TOGETHER = 120;

/**
 * What is to be done, as Python reads it (explorer/train/transport/keyboard.py).
 * @typedef {{act: string} | {act: "turn", knob: string, by: number} | {act: "branch", tokens: number}} Pressed
 */

/** The keyboard as a transport: keys that no field and no focused control wants for itself. */
export class Keys {
  /** @param {(pressed: Pressed) => void} tell called with what is to be done */
  constructor(tell) {
    this.tell = tell;
    this.by = 0;
    this.timer = 0;
    this.pointed = true;
    this.leaving = new AbortController();
    const to = { signal: this.leaving.signal, capture: true };
    window.addEventListener("pointerdown", () => { this.pointed = true; }, to);
    window.addEventListener("keydown", (event) => this.down(event), to);
  }

  /** Let go of the page. */
  end() {
    clearTimeout(this.timer);
    this.leaving.abort();
    delete document.documentElement.dataset.knob;
  }

  /** @param {KeyboardEvent} event anywhere on the page */
  down(event) {
    if (event.key === "Tab") this.pointed = false;
    if (event.ctrlKey || event.metaKey || event.altKey || this.wanted(event)) return;
    if (!this.press(event)) return;
    event.preventDefault();
    // Streamlit has keys of its own: R would run the page again.
    event.stopImmediatePropagation();
  }

  /**
   * Whether the key means something to what has the focus: a field, or a control reached by Tab.
   * @param {KeyboardEvent} event anywhere on the page
   */
  wanted({ key, target }) {
    if (!(target instanceof HTMLElement) || target === document.body) return false;
    if (target.matches(TYPED)) return true;
    if (key.startsWith("Arrow")) return target.matches("input, [role=radio], [role=tab], [role=listbox]");
    if (key !== " " || !target.matches("button, summary, input, [role=button], [role=radio]")) return false;
    // A button that was clicked keeps the focus; space is not meant for it.
    if (this.pointed) target.blur();
    return !this.pointed;
  }

  /**
   * @param {Pick<KeyboardEvent, "key" | "repeat">} event a key that nothing else wants
   * @returns {boolean} whether it means something here
   */
  press({ key, repeat }) {
    const knob = KNOBS[Number(key) - 1];
    if (knob) document.documentElement.dataset.knob = knob;
    else if (key in TURNS) return this.turn(TURNS[key]);
    else if (!(key in ACTS)) return false;
    else if (!repeat) this.tell({ act: ACTS[key] });
    return true;
  }

  /**
   * Turns that follow one another quickly are told as one.
   * @param {number} by 1 or −1
   * @returns {boolean} whether a knob was chosen before
   */
  turn(by) {
    const { knob } = document.documentElement.dataset;
    if (!knob) return false;
    this.by += by;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.tell({ act: "turn", knob, by: this.by });
      this.by = 0;
    }, TOGETHER);
    return true;
  }
}
