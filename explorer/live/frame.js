/**
 * Take a reply apart: header length, JSON header, places, colours.
 * @param {ArrayBuffer} buffer what the frame route sent
 * @returns {{header: object, positions: ?Float32Array, values: ?Uint8Array}} x, y (and z) by turns
 */
export function decode(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const { layout, paint } = header;
  const start = 4 + length;
  const end = start + (layout.sent ? 2 * layout.rows * layout.columns : 0);
  // A copy, for 16-bit numbers may not start at an odd byte.
  const raw = layout.sent ? new Int16Array(buffer.slice(start, end)) : null;
  return {
    header,
    positions: raw && Float32Array.from(raw, (value) => value * layout.scale),
    values: paint?.sent ? new Uint8Array(buffer, end, paint.rows) : null,
  };
}

/** What belongs to the first words, of one table or of both tables one after the other. */
function first(array, count, tables, step = 1) {
  const size = array.length / tables;
  if (count * step === size) return array;
  const parts = Array.from({ length: tables }, (_, table) => [...array.slice(table * size, table * size + count * step)]);
  return array.constructor.from(parts.flat());
}

function matched(layout, vocabulary, paint) {
  const count = Math.min(layout.count, vocabulary.symbols.length);
  const tables = layout.rows / layout.count;
  const [symbols, counts, groups] = ["symbols", "counts", "groups"].map((name) => {
    const words = vocabulary[name].slice(0, count);
    return tables === 1 ? words : [...words, ...words];
  });
  const known = paint?.values && paint.rows === layout.rows;
  return {
    layout: { ...layout, count, positions: first(layout.positions, count, tables, layout.columns) },
    vocabulary: { digest: `${vocabulary.digest}/${count}/${tables}`, symbols, counts, groups, words: count, tables },
    paint: { ...paint, values: known ? first(paint.values, count, tables) : null },
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
    this.paint = null;
    this.cut = null;
  }

  /** What need not be sent again. */
  get have() {
    return {
      layout: this.layout ? String(this.layout.number) : "",
      vocabulary: this.vocabulary ? this.vocabulary.digest : "",
      paint: this.paint?.values ? String(this.paint.number) : "",
    };
  }

  /** Words and their places; the most frequent ones, while a layout of more or fewer is on its way. */
  get picture() {
    const { layout, vocabulary, paint, cut } = this;
    if (!layout?.count || !vocabulary?.symbols.length) return null;
    if (cut?.of !== layout || cut.from !== vocabulary || cut.by !== paint) {
      this.cut = { of: layout, from: vocabulary, by: paint, picture: matched(layout, vocabulary, paint) };
    }
    return this.cut.picture;
  }

  /**
   * Take in a reply.
   * @param {{header: object, positions: ?Float32Array, values: ?Uint8Array}} reply a decoded frame
   * @returns {boolean} false when something was left out that we do not have: ask again
   */
  take({ header, positions, values }) {
    if (this.header && this.header.run !== header.run) this.forget();
    this.header = header;
    if (header.vocabulary.sent) this.vocabulary = header.vocabulary;
    if (header.vocabulary.digest !== this.vocabulary?.digest) this.vocabulary = null;
    if (positions) this.layout = { ...header.layout, positions };
    if (header.layout.kind === "none") this.layout = null;
    else if (header.layout.number !== this.layout?.number) this.layout = null;
    this.colour(header.paint, values);
    return this.complete(header);
  }

  /** Keep colours that did not change; of those that never came, what kind they are. */
  colour(paint, values) {
    const { number, kind } = this.paint ?? {};
    if (!values && number === paint.number && kind === paint.kind) return;
    this.paint = { ...paint, values };
  }

  complete(header) {
    const words = this.vocabulary || !header.vocabulary.digest;
    const painted = this.paint.values || !header.paint.number;
    return Boolean(words && painted && (this.layout || header.layout.kind === "none"));
  }
}
