// If these fail, the map shows other words, places or colours than the run has.
import assert from "node:assert/strict";
import { test } from "node:test";
import { World, decode } from "../../explorer/live/frame.js";

/** The bytes of a reply; the real ones come from Python in test_contract.py. */
function bytes(header, steps = [], values = []) {
  const head = new TextEncoder().encode(JSON.stringify(header));
  const buffer = new ArrayBuffer(4 + head.length + 2 * steps.length + values.length);
  const view = new DataView(buffer);
  view.setUint32(0, head.length, true);
  new Uint8Array(buffer).set(head, 4);
  for (const [index, step] of steps.entries()) view.setInt16(4 + head.length + 2 * index, step, true);
  new Uint8Array(buffer).set(values, 4 + head.length + 2 * steps.length);
  return buffer;
}

const LAYOUT = { number: 3, kind: "pca", count: 2, rows: 2, columns: 2, scale: 0.5, sent: true };
const PAINT = { kind: "norm", number: 1, rows: 2, sent: true };
const STEPS = [2, -4, 32767, -32767];

test("places are read at whatever byte they begin", () => {
  for (const pad of ["", "x", "xx", "xxx", "词", "𝔞"]) {
    const reply = decode(bytes({ layout: LAYOUT, paint: PAINT, pad }, STEPS, [7, 255]));
    assert.equal(reply.header.pad, pad);
    assert.deepEqual([...reply.positions], [1, -2, 16383.5, -16383.5]);
    assert.deepEqual([...reply.values], [7, 255]);
  }
});

test("what was not sent is not made up", () => {
  const reply = decode(bytes({ layout: { ...LAYOUT, sent: false }, paint: { ...PAINT, sent: false } }));
  assert.equal(reply.positions, null);
  assert.equal(reply.values, null);
  const coloured = decode(bytes({ layout: { ...LAYOUT, sent: false }, paint: PAINT }, [], [1, 2]));
  assert.deepEqual([...coloured.values], [1, 2]);
});

test("a map without words is no map and no error", () => {
  const reply = decode(bytes({ layout: { ...LAYOUT, count: 0, rows: 0 }, paint: { ...PAINT, rows: 0 } }));
  assert.equal(reply.positions.length, 0);
});

test("a reply that was cut short is an error and not half a map", () => {
  const whole = bytes({ layout: LAYOUT, paint: PAINT }, STEPS, [7, 255]);
  for (let length = 0; length < whole.byteLength; length += 1) {
    assert.throws(() => decode(whole.slice(0, length)), undefined, `${length} bytes`);
  }
});

const WORDS = { digest: "w", sent: true, symbols: ["a", "b", "c"], counts: [3, 2, 1], groups: ["g", "", ""] };

/** A reply that is decoded already. */
function reply({ run = "r", layout = {}, vocabulary = WORDS, paint = { kind: "", number: 0, rows: 0, sent: false }, positions = null, values = null }) {
  return { header: { run, layout: { ...LAYOUT, sent: Boolean(positions), ...layout }, vocabulary, paint }, positions, values };
}

test("another run at the same layout number does not show the old map", () => {
  const world = new World();
  assert.equal(world.take(reply({ positions: new Float32Array(4) })), true);
  const unsent = { digest: "w", sent: false };
  assert.equal(world.take(reply({ vocabulary: unsent })), true);
  assert.deepEqual(world.picture.vocabulary.symbols, ["a", "b"]);
  assert.equal(world.take(reply({ run: "other", vocabulary: unsent })), false);
  assert.equal(world.picture, null);
  assert.deepEqual(world.have, { layout: "", vocabulary: "", paint: "" });
});

test("of both tables each word keeps its own two places and colours when fewer are shown", () => {
  const world = new World();
  const vocabulary = { ...WORDS, symbols: ["a", "b"], counts: [3, 2], groups: ["", ""] };
  const layout = { count: 3, rows: 6 };
  const paint = { kind: "norm", number: 1, rows: 6, sent: true, low: 0, high: 1 };
  const positions = Float32Array.from({ length: 12 }, (_, index) => index);
  world.take(reply({ layout, vocabulary, paint, positions, values: new Uint8Array([0, 1, 2, 3, 4, 5]) }));
  const { picture } = world;
  assert.deepEqual([...picture.layout.positions], [0, 1, 2, 3, 6, 7, 8, 9]);
  assert.deepEqual([...picture.paint.values], [0, 1, 3, 4]);
  assert.deepEqual(picture.vocabulary.symbols, ["a", "b", "a", "b"]);
  assert.equal(picture.vocabulary.words, 2);
  assert.equal(world.picture, picture);
});

test("in space every word keeps its three coordinates", () => {
  const world = new World();
  const vocabulary = { ...WORDS, symbols: ["a"], counts: [3], groups: [""] };
  world.take(reply({ layout: { columns: 3 }, vocabulary, positions: new Float32Array([1, 2, 3, 4, 5, 6]) }));
  assert.deepEqual([...world.picture.layout.positions], [1, 2, 3]);
});

test("colours of another map are not laid over this one", () => {
  const world = new World();
  const paint = { kind: "norm", number: 1, rows: 5, sent: true };
  world.take(reply({ paint, positions: new Float32Array(4), values: new Uint8Array(5) }));
  assert.equal(world.picture.paint.values, null);
  assert.equal(world.picture.paint.kind, "norm");
});

test("colours that did not change are kept, and asked for if they never came", () => {
  const world = new World();
  const sent = { kind: "norm", number: 4, rows: 2, sent: true };
  assert.equal(world.take(reply({ paint: { ...sent, sent: false }, positions: new Float32Array(4) })), false);
  assert.equal(world.take(reply({ paint: sent, values: new Uint8Array([8, 9]) })), true);
  assert.equal(world.take(reply({ paint: { ...sent, sent: false } })), true);
  assert.deepEqual([...world.picture.paint.values], [8, 9]);
  assert.equal(world.have.paint, "4");
});

test("while there is no map the words of the last one are not shown", () => {
  const world = new World();
  world.take(reply({ positions: new Float32Array(4) }));
  assert.equal(world.take(reply({ layout: { kind: "none", count: 0, rows: 0 } })), true);
  assert.equal(world.picture, null);
});
