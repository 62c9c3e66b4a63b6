// If these fail, labels cover each other, hang out of the map, or name only "the, of, and".
import assert from "node:assert/strict";
import { test } from "node:test";
import { place, spread, width } from "../../../explorer/live/map/labels.js";
import { apart } from "../material.js";

const SIZE = { width: 500, height: 300 };
const at = (index, x, y, wide = 40) => ({ index, x, y, wide });

test("labels never touch and never leave the window", () => {
  const candidates = Array.from({ length: 400 }, (_, i) => at(i, (i * 37) % 500, (i * 91) % 300, 40 + (i % 5) * 10));
  for (const times of [1, 2.3]) {
    const chosen = place(candidates, SIZE, 60, times);
    assert.ok(times > 1 || chosen.length >= 40);
    assert.ok(chosen.length <= 60);
    assert.ok(apart(chosen.map(({ box }) => box)));
    for (const { box } of chosen) assert.ok(box.left >= 0 && box.top >= 0 && box.right <= 500 && box.bottom <= 300);
  }
});

test("a map of no words has no labels, and of one word has one", () => {
  assert.deepEqual(place([], SIZE, 50), []);
  assert.deepEqual(spread([], SIZE, [], new Set()), []);
  assert.deepEqual(place([at(0, 250, 150)], SIZE, 50).map(({ index, place: side }) => [index, side]), [[0, "middle right"]]);
  assert.deepEqual(place([at(0, 250, 150)], SIZE, 0), []);
});

test("a word at the edge is labelled on the side that has room", () => {
  const side = (x, y) => place([at(0, x, y)], SIZE, 1)[0]?.place;
  assert.equal(side(495, 150), "middle left");
  assert.equal(side(250, 3), "bottom center");
  assert.equal(side(250, 297), "top center");
  assert.equal(side(3, 3), undefined);
});

test("words outside the window, or nowhere, get no label", () => {
  const lost = [at(0, -1, 10), at(1, 10, 301), at(2, Number.NaN, 10), at(3, Infinity, 10), at(4, 10, Number.NaN)];
  assert.deepEqual(place(lost, SIZE, 50), []);
  assert.deepEqual(place([at(0, 250, 150, 600)], SIZE, 50), []);
});

test("labels stand as close as they can be read", () => {
  const side = ({ place: where }) => where;
  assert.deepEqual(place([at(0, 100, 150), at(1, 144, 150)], SIZE, 2).map(side), ["middle right", "middle right"]);
  assert.deepEqual(place([at(0, 144, 150), at(1, 100, 150)], SIZE, 2).map(side), ["middle right", "middle right"]);
  assert.deepEqual(place([at(0, 100, 150), at(1, 142, 150)], SIZE, 2).map(side), ["middle right"]);
});

test("a word far more frequent than those around it is not the first to be labelled there", () => {
  const cell = [at(0, 10, 10), at(1, 20, 20), at(2, 30, 30)];
  const order = (counts) => spread(cell, SIZE, counts, new Set()).map(({ index }) => index);
  assert.deepEqual(order([1000, 20, 10]), [1, 2, 0]);
  assert.deepEqual(order([200, 20, 10]), [0, 1, 2]);
});

test("a text is measured in its own letters and font", () => {
  const texts = ["", "词", "שלום", "𝔞𝔟", "שלום"];
  assert.deepEqual(texts.map((text) => width(text, "12px a")), [0, 6, 24, 12, 24]);
});

test("function words do not take all the labels, and labels stay from map to map", () => {
  const common = Array.from({ length: 60 }, (_, i) => at(i, 20 + (i % 6) * 15, 20 + i));
  const rare = Array.from({ length: 400 }, (_, i) => at(60 + i, (i * 37) % 900, (i * 91) % 600));
  const all = [...common, ...rare];
  const counts = all.map(({ index }) => (index < 60 ? 10_000 : 20));
  const size = { width: 900, height: 600 };
  const chosen = (kept) => place(spread(all, size, counts, kept), size, 50).map(({ index }) => index);
  const first = chosen(new Set());
  const again = chosen(new Set(first));
  assert.equal(first.length, 50);
  const taken = first.filter((index) => index < 60).length;
  assert.ok(taken > 0 && taken < 8);
  assert.ok(again.filter((index) => first.includes(index)).length > 45);
});
