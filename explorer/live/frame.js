/**
 * Take a reply apart: header length, JSON header, positions.
 * @param {ArrayBuffer} buffer what the frame route sent
 * @returns {{header: object, positions: ?Float32Array}} positions are x, y by turns
 */
export function decode(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  if (!header.layout.sent) return { header, positions: null };
  // A copy, for 16-bit numbers may not start at an odd byte.
  const raw = new Int16Array(buffer.slice(4 + length, 4 + length + 4 * header.layout.count));
  return { header, positions: Float32Array.from(raw, (value) => value * header.layout.scale) };
}

function matched(layout, vocabulary) {
  const count = Math.min(layout.count, vocabulary.symbols.length);
  const [symbols, counts, groups] = ["symbols", "counts", "groups"]
    .map((name) => vocabulary[name].slice(0, count));
  return {
    layout: { ...layout, count, positions: layout.positions.subarray(0, 2 * count) },
    vocabulary: { digest: `${vocabulary.digest}/${count}`, symbols, counts, groups },
  };
}

/** What the browser holds of a run: the last header, and what is sent only when it changes. */
export class World {
  constructor() {
    this.forget();
  }

  /** Ask for everything again. */
  forget() {
    this.header = null;
    this.vocabulary = null;
    this.layout = null;
    this.cut = null;
  }

  /** What need not be sent again. */
  get have() {
    return {
      layout: this.layout ? String(this.layout.number) : "",
      vocabulary: this.vocabulary ? this.vocabulary.digest : "",
    };
  }

  /** Words and their places; the most frequent ones, while a layout of more or fewer is on its way. */
  get picture() {
    const { layout, vocabulary, cut } = this;
    if (!layout?.count || !vocabulary?.symbols.length) return null;
    if (cut?.of !== layout || cut.from !== vocabulary) {
      this.cut = { of: layout, from: vocabulary, picture: matched(layout, vocabulary) };
    }
    return this.cut.picture;
  }

  /**
   * Take in a reply.
   * @param {{header: object, positions: ?Float32Array}} reply a decoded frame
   * @returns {boolean} false when something was left out that we do not have: ask again
   */
  take({ header, positions }) {
    if (this.header && this.header.run !== header.run) this.forget();
    this.header = header;
    if (header.vocabulary.sent) this.vocabulary = header.vocabulary;
    if (header.vocabulary.digest !== this.vocabulary?.digest) this.vocabulary = null;
    if (positions) this.layout = { ...header.layout, positions };
    if (header.layout.kind === "none") this.layout = null;
    else if (header.layout.number !== this.layout?.number) this.layout = null;
    return this.complete(header);
  }

  complete(header) {
    const words = this.vocabulary || !header.vocabulary.digest;
    return Boolean(words && (this.layout || header.layout.kind === "none"));
  }
}
