// If these fail, the words in three dimensions cannot be read.
import assert from "node:assert/strict";
import { test } from "node:test";
import { solid, spaced } from "../../../explorer/live/map/space.js";
import { LOOK } from "../material.js";

test("labels keep apart, and the selection has one", () => {
  const places = new Float32Array(Array.from({ length: 900 }, (_, i) => Math.sin(i * 12.9898) * 2));
  const rows = spaced(places, 2, [7, 8], 24);
  assert.equal(rows[0], 7);
  assert.equal(new Set(rows).size, rows.length);
  assert.ok(rows.length > 10 && rows.length <= 24);
});

test("words at one place share one label, and no word has none", () => {
  assert.deepEqual(spaced(new Float32Array(9), 1, [2], 24), [2]);
  assert.deepEqual(spaced(new Float32Array(9), 1, [], 24), [0]);
  assert.deepEqual(spaced(new Float32Array(0), 1, [], 24), []);
  assert.deepEqual(spaced(new Float32Array(9), 1, [2], 0), []);
});

test("every group has a shape that there is in space", () => {
  const there = new Set(["circle", "circle-open", "cross", "diamond", "diamond-open", "square", "square-open", "x"]);
  assert.ok(solid(LOOK).symbols.every((symbol) => there.has(symbol)));
});
