// If these fail, some words of the map cannot be reached without a pointer.
import assert from "node:assert/strict";
import { test } from "node:test";
import { next } from "../../../explorer/live/input/keyboard.js";

const WAYS = [[1, 0], [-1, 0], [0, 1], [0, -1]];
const at = (index, left, top) => ({ index, box: { left, top, right: left + 50, bottom: top + 15 } });

/** The labels that arrow keys lead to from one of them. */
function reached(labels, start) {
  const found = new Set([start]);
  const left = [labels[start]];
  while (left.length) {
    const from = left.pop();
    for (const way of WAYS) {
      const there = next(labels, from, way);
      if (!found.has(there.index)) left.push(there);
      found.add(there.index);
    }
  }
  return found.size;
}

test("the arrows lead from any label to every other", () => {
  for (const step of [37, 61, 127, 211]) {
    const labels = Array.from({ length: 50 }, (_, i) => at(i, (i * step) % 500, (i * step * 7) % 310));
    for (const start of [0, 49]) assert.equal(reached(labels, start), 50);
  }
});

test("the arrows stay at the edge and go straight where they can", () => {
  const labels = [at(0, 0, 0), at(1, 100, 5), at(2, 70, 90), at(3, 300, 0)];
  assert.deepEqual([[1, 0], [0, 1], [-1, 0], [0, -1]].map((way) => next(labels, labels[0], way).index), [1, 2, 0, 0]);
});

test("one label alone is not left", () => {
  for (const way of WAYS) assert.equal(next([at(0, 10, 10)], at(0, 10, 10), way).index, 0);
});
