// If these fail, colours and shapes on the map mean something else than the legend says.
import assert from "node:assert/strict";
import { test } from "node:test";
import { GLYPHS, dress } from "../../../explorer/live/map/markers.js";
import { LOOK, SAY, TEXTS, vocabulary } from "../material.js";

const WORDS = vocabulary(["a", "b", "c"]);
const of = (paint, words = WORDS) => dress(words, LOOK, TEXTS, SAY, paint);

test("classes have a shape besides their colour, values a ramp", () => {
  const values = new Uint8Array([1, 0, 1]);
  const cluster = of({ kind: "cluster", values, names: [["x", "y"], ["z"]] });
  assert.deepEqual(cluster.marker.symbol, ["square", "circle", "square"]);
  assert.deepEqual(cluster.legend.map(({ name }) => name), ["x · y", "z"]);
  const norm = of({ kind: "norm", values: new Uint8Array([0, 255, 51]), low: 1, high: 2 });
  assert.deepEqual(norm.marker.color, [0, 1, 0.2]);
  assert.match(norm.hover[2], /1\.20/);
  assert.match(norm.legend[0].low, /1\.00/);
});

test("words are grey until their colours have come", () => {
  for (const kind of ["cluster", "norm", "fidelity", "gc"]) assert.equal(of({ kind, values: null }).marker.color, LOOK.other);
  assert.match(of({ kind: "fidelity", values: null }).legend[0].low, /^kept_none/);
  assert.deepEqual(of({ kind: "cluster", values: null }).legend, []);
});

test("without other colours the rare and the frequent are told apart", () => {
  const { color } = of({ kind: "", values: null }).marker;
  assert.equal(color[0], 1);
  assert.ok(color[1] < 1 && color[1] > color[2]);
  assert.equal(color[2], 0);
  assert.deepEqual(of(null).marker, of(undefined).marker);
});

test("one word, no word, and words all as frequent are drawn", () => {
  for (const words of [vocabulary([]), vocabulary(["a"]), { ...WORDS, counts: [5, 5, 5] }, { ...WORDS, counts: [0, 0, 0] }]) {
    const { marker, hover } = of(null, words);
    assert.equal(hover.length, words.symbols.length);
    for (const value of [...marker.color, ...marker.size]) assert.ok(Number.isFinite(value));
  }
});

test("groups keep their colours, and those beyond the palette share one that the legend names", () => {
  const words = { ...vocabulary(["a", "b", "c", "d", "e"]), groups: ["x", "y", "x", "z", ""] };
  const { legend, marker } = of({ kind: "", values: null }, words);
  assert.deepEqual(legend.map(({ name }) => name), ["x", "y", TEXTS.other]);
  assert.deepEqual(marker.color, ["#111", "#222", "#111", LOOK.other, LOOK.other]);
  assert.ok(legend.every(({ glyph }) => glyph));
});

test("the two vectors of a word are told apart without colour", () => {
  const { marker, hover, legend } = of(null, vocabulary(["a", "b", "c"], 2));
  assert.deepEqual(marker.symbol, [...Array(3).fill("circle"), ...Array(3).fill("circle-open")]);
  assert.deepEqual(legend.slice(-2).map(({ glyph }) => glyph), [GLYPHS.circle, GLYPHS["circle-open"]]);
  assert.match(hover[0], /input/);
  assert.match(hover[3], /output/);
});

test("a share of G and C is a ramp whose ends are named", () => {
  const { legend, marker, hover } = of({ kind: "gc", values: new Uint8Array([85, 0, 255]), low: 0, high: 1 });
  assert.match(legend[0].low, /^gc_none/);
  assert.ok(Math.abs(marker.color[0] - 1 / 3) < 0.01);
  assert.match(hover[2], /^<b>c<.b><br>.*<br>gc/);
});

test("a word with tags is text under the pointer as well, and a long one does not fill the screen", () => {
  const { hover } = of(null, vocabulary(["<img src=x>", "y".repeat(1000), "🙂".repeat(200)]));
  assert.ok(hover[0].startsWith("<b>&lt;img src=x&gt;</b>"));
  assert.ok(hover.every((text) => text.isWellFormed() && [...text].length < 200));
});

test("ten thousand points are smaller than a hundred", () => {
  const words = (count) => vocabulary(Array.from({ length: count }, (_, i) => `w${i}`));
  assert.ok(of(null, words(10_000)).marker.size[0] < of(null, words(100)).marker.size[0]);
});
