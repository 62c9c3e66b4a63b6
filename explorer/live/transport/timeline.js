/** @import { Maybe, Say, Texts } from "../types.d.ts" */
import { element, show, write } from "../page/dom.js";
import { fill } from "../page/format.js";

// Milliseconds: of a step, and at most of a replay, as far as steps can still be told apart.
const PACE = { step: 240, least: 100, whole: 24_000 };

/** The line under the loss along which the run can be gone back. */
export class Past {
  /**
   * `branch` is told of the tokens from which to train on.
   * @param {(tokens: Maybe<number>) => void} act told of the moment to show; null is now
   */
  constructor(act) {
    this.act = act;
    /** @type {(tokens: number) => void} */
    this.branch = () => {};
    /** @type {number[]} */
    this.moments = [];
    this.checkpoints = [0];
    /** @type {Maybe<number>} */
    this.held = null;
    this.timer = 0;
    this.start = 0;
    /** @type {Maybe<{texts: Texts, say: Say}>} */
    this.language = null;
    this.replay = element("button", "pp-tool pp-replay");
    this.now = element("button", "pp-tool pp-now");
    this.track = element("input", "pp-track");
    this.track.type = "range";
    this.replay.type = this.now.type = "button";
    this.from = element("button", "pp-tool pp-branch");
    this.from.type = "button";
    this.from.addEventListener("click", () => this.branch(this.start));
    this.node = element("div", "pp-past", this.replay, this.track, this.from, this.now);
    this.track.addEventListener("input", () => this.hold(Number(this.track.value)));
    this.now.addEventListener("click", () => this.hold(this.moments.length - 1));
    this.replay.addEventListener("click", () => (this.timer ? this.stop() : this.play()));
  }

  /** Leave the page. */
  end() {
    this.stop();
  }

  /**
   * Show how far the run reaches.
   * @param {number[]} moments tokens at which there is a map, rising
   * @param {Texts} texts the translated words
   * @param {Say} say the number writers of `numbers`
   * @param {number[]} checkpoints tokens from which the run can go on, rising
   */
  draw(moments, texts, say, checkpoints = this.checkpoints) {
    this.moments = moments;
    this.checkpoints = checkpoints;
    this.language = { texts, say };
    if (this.held !== null && !moments.length) this.held = null;
    const last = Math.max(0, moments.length - 1);
    this.track.max = String(last);
    this.track.disabled = this.replay.disabled = last === 0;
    this.track.value = String(this.held === null ? last : nearest(moments, this.held));
    this.track.setAttribute("aria-label", texts.past);
    this.track.title = texts.past;
    write(this.replay, this.timer ? `■ ${texts.stop}` : `▶ ${texts.replay}`);
    write(this.now, texts.now);
    this.now.disabled = this.held === null;
    const tokens = say.whole(this.held ?? moments[last] ?? 0);
    this.track.setAttribute("aria-valuetext", fill(texts.past_value, { tokens }));
    this.offer(texts, say);
  }

  /**
   * Training can go on from a moment that is looked at: from the last model kept by then.
   * @param {Texts} texts the translated words
   * @param {Say} say the number writers of `numbers`
   */
  offer(texts, say) {
    const { held, checkpoints } = this;
    show(this.from, held !== null && !this.timer);
    this.start = checkpoints[nearest(checkpoints, held ?? 0)];
    write(this.from, fill(texts.branch, { tokens: say.compact(this.start) }));
    this.from.title = fill(texts.branch_how, { tokens: say.whole(this.start) });
  }

  /** Another run has no past yet. */
  forget() {
    this.stop();
    this.held = null;
  }

  /** @param {number} index of the moment to show */
  hold(index) {
    if (this.timer && index >= this.moments.length - 1) this.stop();
    this.held = index >= this.moments.length - 1 ? null : this.moments[index];
    this.again();
    this.act(this.held);
  }

  again() {
    if (this.language) this.draw(this.moments, this.language.texts, this.language.say);
  }

  play() {
    let index = this.held === null ? -1 : nearest(this.moments, this.held);
    const pace = Math.max(PACE.least, Math.min(PACE.step, PACE.whole / this.moments.length));
    this.timer = setInterval(() => {
      index += 1;
      this.hold(index);
    }, pace);
    this.hold(Math.max(0, index));
  }

  stop() {
    clearInterval(this.timer);
    this.timer = 0;
    this.again();
  }
}

/**
 * The moment that the server shows when it is asked for so many tokens.
 * @param {number[]} moments rising
 * @param {number} tokens what is asked for
 * @returns {number} an index; 0 when all are later
 */
export function nearest(moments, tokens) {
  let index = 0;
  while (index + 1 < moments.length && moments[index + 1] <= tokens) index += 1;
  return index;
}
