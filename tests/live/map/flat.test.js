// If these fail, the map has other words, lines or rings than the run, or does not move as one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { dress } from "../../../explorer/live/map/markers.js";
import { figure, places } from "../../../explorer/live/map/flat.js";
import { Trails } from "../../../explorer/live/map/trails.js";
import { layout } from "../../../explorer/live/map/traces.js";
import { BARE, LOOK, SAY, TEXTS, scene } from "../material.js";

const RANGES = { x: [-1, 1], y: [-1, 1] };
const SIZE = { width: 300, height: 200 };

/** A plane of words, with everything that it may have besides. */
function flat(words, more = {}, marks = BARE) {
  const drawn = scene(words, words.flatMap((_, index) => [index, -index]), more);
  return {
    scene: drawn, clothes: dress(drawn.vocabulary, LOOK, TEXTS, SAY, drawn.paint), now: drawn.layout.positions, marks,
    trails: new Trails(), ranges: RANGES, size: SIZE, plane: "p", tool: "pan", lassos: 0, swift: false,
  };
}

const MARKED = { ...BARE, chosen: [{ index: 0, place: "middle left", box: null }], selected: 1, near: [2], partner: 0 };
const STEP = { ...MARKED, step: [2, 0] };
const FULL = { choices: { map_trails: "on" }, ways: new Float32Array([1, 1, 0, -1]) };

test("while words move, the same traces move in the same order", () => {
  for (const [more, marks] of [[{}, BARE], [{}, MARKED], [FULL, BARE], [FULL, MARKED], [FULL, STEP]]) {
    const plane = flat(["a", "b", "c"], more, marks);
    const { data } = figure(plane);
    const { x, y } = places(plane);
    assert.deepEqual(data.map((trace) => [...trace.x]), x.map((side) => [...side]));
    assert.deepEqual(data.map((trace) => [...trace.y]), y.map((side) => [...side]));
  }
});

test("a map of no words or of one is drawn", () => {
  for (const words of [[], ["only"]]) {
    const { data, layout: frame } = figure(flat(words));
    assert.equal(data[0].x.length, words.length);
    assert.deepEqual(frame.annotations, []);
  }
});

test("the selection is ringed, its partner by another shape, and lines lead to its neighbours", () => {
  const { data } = figure(flat(["a", "b", "c"], {}, MARKED));
  const [links, rings, labels] = data.slice(-3);
  assert.deepEqual(links.x, [1, 2, null]);
  assert.deepEqual(rings.x, [1, 2, 0]);
  assert.deepEqual(rings.marker.symbol, ["circle-open", "circle-open", "diamond-open"]);
  assert.deepEqual(labels.text, ["a"]);
  assert.deepEqual(labels.textposition, ["middle left"]);
});

test("without a selection nothing is ringed", () => {
  assert.deepEqual(figure(flat(["a"])).data.at(-2).x, []);
});

test("grey points keep their distance from words and do not hide them", () => {
  const { data } = figure(flat(["a", "b", "c"], FULL, MARKED));
  assert.deepEqual(data[0].x, [1, 1]);
  assert.deepEqual(data[1].x, [1, 1, null, 0, 1, null]);
});

test("axes that words make are named, others are not", () => {
  const named = { layout: { ...scene(["a"], [0, 0]).layout, kind: "axes" }, choices: { map_across: "king <b>", map_up: "" } };
  const [across] = figure(flat(["a"], named)).layout.annotations;
  assert.equal(across.text, "king &lt;b&gt; →");
  assert.equal(layout(RANGES, SIZE, LOOK, "r").xaxis.visible, false);
});

test("a word with tags and one too long stay words on the map", () => {
  const chosen = [0, 1].map((index) => ({ index, place: "top center", box: null }));
  const { text } = figure(flat(["<b>", "x".repeat(99)], {}, { ...BARE, chosen })).data.at(-1);
  assert.equal(text[0], "&lt;b&gt;");
  assert.equal([...text[1]].length, 22);
});
