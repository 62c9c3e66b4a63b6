// If these fail, a word that is pointed at is ringed at another word's place.
import assert from "node:assert/strict";
import { test } from "node:test";
import { places } from "../../../explorer/live/map/linked.js";

const DATA = [
  { customdata: ["a", "b"], x: [1, 2], y: [3, 4] },
  { x: [], y: [] },
  { customdata: ["b"], x: [5], y: [6] },
];

test("a word is ringed where each map has it and nowhere if one lacks it", () => {
  assert.deepEqual(places(DATA, [0, 2], "b"), { x: [[2], [5]], y: [[4], [6]] });
  assert.deepEqual(places(DATA, [0, 2], "a"), { x: [[1], []], y: [[3], []] });
  assert.deepEqual(places(DATA, [0, 2], null), { x: [[], []], y: [[], []] });
  assert.deepEqual(places(DATA, [1], "a"), { x: [[]], y: [[]] });
});
