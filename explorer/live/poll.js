/** @import { Reply } from "./types.d.ts" */
import { decode } from "./frame.js";

const OPENING = 4; // frames that follow each other quickly, so that the map moves at once
const RHYTHM = { opening: 120, running: 490, other: 1000, hidden: 60_000, again: 150, least: 100 };
const PATIENCE = { first: 1000, most: 8000, reply: 15_000 };

class Unanswered extends Error {}

/**
 * @param {URL} address where to ask
 * @param {AbortSignal} signal to give up
 * @returns {Promise<ArrayBuffer>} a frame
 */
async function answer(address, signal) {
  try {
    const reply = await fetch(address, { signal, cache: "no-store" });
    if (reply.ok) return await reply.arrayBuffer();
    throw new Unanswered(String(reply.status));
  } catch (cause) {
    throw new Unanswered(address.pathname, { cause });
  }
}

/** Asks for frames for as long as it is wanted, one question at a time. */
export class Poll {
  /**
   * @param {() => URL} address where to ask, made anew each time
   * @param {(reply: Reply) => boolean} take false asks again at once
   * @param {(lost: boolean) => void} report told when the connection goes and comes
   */
  constructor(address, take, report) {
    this.address = address;
    this.take = take;
    this.report = report;
    this.failures = this.taken = this.timer = 0;
    /** @type {?AbortController} */
    this.asking = null;
    this.again = this.ended = false;
    this.wake = () => this.soon(document.hidden ? RHYTHM.hidden : 0);
    document.addEventListener("visibilitychange", this.wake);
    this.soon(0);
  }

  /**
   * Ask after so many milliseconds, instead of whatever was planned.
   * @param {number} milliseconds from now
   */
  soon(milliseconds) {
    clearTimeout(this.timer);
    if (!this.ended) this.timer = setTimeout(() => this.ask(), milliseconds);
  }

  /** Stop for good. */
  end() {
    this.ended = true;
    clearTimeout(this.timer);
    this.asking?.abort();
    document.removeEventListener("visibilitychange", this.wake);
  }

  async ask() {
    this.again = Boolean(this.asking);
    if (this.asking || this.ended) return;
    this.asking = new AbortController();
    const limit = setTimeout(() => this.asking?.abort(), PATIENCE.reply);
    let wait = 0;
    try {
      wait = await this.once(this.asking.signal);
    } catch (trouble) {
      wait = this.failed(trouble);
    }
    clearTimeout(limit);
    this.asking = null;
    // What was asked meanwhile was about something else, as a moment further back.
    this.soon(this.again ? 0 : wait);
  }

  /** @param {AbortSignal} signal to give up */
  async once(signal) {
    const began = performance.now();
    const frame = decode(await answer(this.address(), signal));
    if (this.ended) return 0;
    if (this.failures) this.report(false);
    this.failures = 0;
    const whole = this.take(frame);
    if (document.hidden) return RHYTHM.hidden;
    if (!whole) return RHYTHM.again;
    this.taken += 1;
    const running = this.taken < OPENING ? RHYTHM.opening : RHYTHM.running;
    const pace = frame.header.state === "running" ? running : RHYTHM.other;
    // From question to question, so that a slow drawing does not make the rhythm slower yet.
    return Math.max(RHYTHM.least, pace - (performance.now() - began));
  }

  /** @param {unknown} trouble that came instead of a frame */
  failed(trouble) {
    if (this.ended) return 0;
    // Only the connection is expected to fail; a mistake of ours belongs in the console.
    if (!(trouble instanceof Unanswered)) console.error(trouble);
    this.failures += 1;
    // One lost reply is no news.
    if (this.failures === 2) this.report(true);
    return Math.min(PATIENCE.most, PATIENCE.first * 2 ** (this.failures - 1));
  }
}
