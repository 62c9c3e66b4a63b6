/** @import { Maybe } from "../types.d.ts" */
const REST = 250;
const LATEST = 6000; // milliseconds until it looks, even if nobody says that it may
const PARTS = "[class*='st-key-below-']";

/**
 * Which parts below the first screen are in sight: nothing is computed for the others.
 *
 * They are drawn at all when it has told for the first time: the first screen comes first.
 */
export class Sight {
  /** @param {(names: string[]) => void} tell called at first and when it is others than before */
  constructor(tell) {
    this.tell = tell;
    /** @type {Maybe<string>} */
    this.told = null;
    this.timer = 0;
    this.leaving = new AbortController();
    const to = { signal: this.leaving.signal, capture: true, passive: true };
    for (const name of ["scroll", "resize"]) window.addEventListener(name, () => this.soon(), to);
    this.soon(LATEST);
    // What is drawn late may be in sight without anybody scrolling.
    this.watcher = new ResizeObserver(() => this.told !== null && this.soon());
    for (const part of document.querySelectorAll(PARTS)) this.watcher.observe(part);
  }

  /** Let go of the page. */
  end() {
    clearTimeout(this.timer);
    this.leaving.abort();
    this.watcher.disconnect();
  }

  /** Look when nothing has moved for a while. */
  soon(rest = REST) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), rest);
  }

  look() {
    const parts = [...document.querySelectorAll(PARTS)].filter((part) => seen(part.getBoundingClientRect()));
    const names = parts.map((part) => /st-key-below-([\w-]+)/.exec(part.className)?.[1] ?? "");
    if (names.join() === this.told) return;
    this.told = names.join();
    this.tell(names);
  }
}

/** @param {DOMRect} box of a part */
function seen({ top, bottom, height }) {
  return height > 0 && bottom > 0 && top < window.innerHeight;
}
