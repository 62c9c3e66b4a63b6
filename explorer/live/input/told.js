/** @import { Happening, Write } from "../types.d.ts" */
const MOST = 32;
let count = 0;

/**
 * What a visitor does on the live screen, as a list that Python reads on from where it was.
 *
 * Of two events that find the server busy Streamlit delivers only the second one.
 */
export class Told {
  // What Python has said; nothing before the first update.
  /** @type {string} */ session;
  /** @type {Write} */ write;
  /** @type {Happening[]} */ said = [];

  /**
   * @param {string} session in which it is told: what another one was told it must not hear again
   * @param {Write} write to tell with
   */
  update(session, write) {
    if (session !== this.session) this.said = [];
    this.session = session;
    this.write = write;
  }

  /**
   * @param {Happening["name"]} name of what happened
   * @param {unknown} value of it
   */
  tell(name, value) {
    count += 1;
    this.said = [...this.said, { number: count, name, value }].slice(-MOST);
    this.write("told", { session: this.session, said: this.said });
  }
}
