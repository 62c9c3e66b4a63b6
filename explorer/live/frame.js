/** @import { Header, Layout, Maybe, Paint, PaintSent, Picture, Reply, Vocabulary } from "./types.d.ts" */
/**
 * Take a reply apart: header length, JSON header, places, colours.
 * @param {ArrayBuffer} buffer what the frame route sent
 * @returns {Reply} x, y (and z) by turns
 */
export function decode(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  /** @type {Header} */
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

/**
 * What belongs to the first words, of one table or of both tables one after the other.
 * @template {Float32Array | Uint8Array} Numbers
 * @param {Numbers} array of all words
 * @param {number} count how many words
 * @param {number} tables one or two
 * @param {number} step numbers of each word
 * @returns {Numbers} the array itself where nothing is left out
 */
function first(array, count, tables, step = 1) {
  const [size, wanted] = [array.length / tables, count * step];
  if (wanted === size) return array;
  const found = /** @type {Numbers} */ (array.slice(0, tables * wanted));
  for (let table = 1; table < tables; table += 1) found.set(array.subarray(table * size, table * size + wanted), table * wanted);
  return found;
}

/**
 * Words, places and colours of as many words as all of them have.
 * @param {Layout} layout where the words are
 * @param {Vocabulary} vocabulary the words
 * @param {Paint} paint their colours, which may be those of another layout
 * @returns {Picture}
 */
function matched(layout, vocabulary, paint) {
  const count = Math.min(layout.count, vocabulary.symbols.length);
  const tables = layout.rows / layout.count;
  /** @type {<Item>(all: Item[]) => Item[]} */
  const both = (all) => {
    const words = all.slice(0, count);
    return tables === 1 ? words : [...words, ...words];
  };
  const [symbols, counts, groups] = [both(vocabulary.symbols), both(vocabulary.counts), both(vocabulary.groups)];
  const values = paint.rows === layout.rows ? paint.values : null;
  return {
    layout: { ...layout, count, positions: first(layout.positions, count, tables, layout.columns) },
    vocabulary: { digest: `${vocabulary.digest}/${count}/${tables}`, symbols, counts, groups, words: count, tables },
    paint: { ...paint, values: values && first(values, count, tables) },
  };
}

/** What the browser holds of a run: the last header, and what is sent only when it changes. */
export class World {
  /** @type {?Header} */
  header;
  /** @type {?Vocabulary} */
  vocabulary;
  /** @type {?Layout} */
  layout;
  /** @type {?Paint} */
  paint;
  /** @type {?{of: Layout, from: Vocabulary, by: Paint, picture: Picture}} */
  cut;

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
    if (!layout?.count || !vocabulary?.symbols.length || !paint) return null;
    if (cut?.of === layout && cut.from === vocabulary && cut.by === paint) return cut.picture;
    const picture = matched(layout, vocabulary, paint);
    this.cut = { of: layout, from: vocabulary, by: paint, picture };
    return picture;
  }

  /**
   * Take in a reply.
   * @param {Reply} reply a decoded frame
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

  /**
   * Keep colours that did not change; of those that never came, what kind they are.
   * @param {PaintSent} paint what the header says of them
   * @param {Maybe<Uint8Array>} values the colours, if they came along
   */
  colour(paint, values) {
    const { number, kind } = this.paint ?? {};
    if (!values && number === paint.number && kind === paint.kind) return;
    this.paint = { ...paint, values };
  }

  /** @param {Header} header of the newest frame */
  complete(header) {
    const words = this.vocabulary || !header.vocabulary.digest;
    const painted = this.paint?.values || !header.paint.number;
    return Boolean(words && painted && (this.layout || header.layout.kind === "none"));
  }
}
