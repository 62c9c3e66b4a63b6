// If these fail, words jump, overshoot, or come to rest beside their place.
import assert from "node:assert/strict";
import { test } from "node:test";
import { between } from "../../../explorer/live/page/ease.js";

const from = new Float32Array([0, 10, -4, 3]);
const to = new Float32Array([1, 20, 4, 3]);

test("a move begins where the words are and ends exactly where they belong", () => {
  assert.deepEqual([...between(from, to, 0)], [...from]);
  // The same array: only then is the map known to be at rest.
  assert.equal(between(from, to, 1), to);
  assert.equal(between(from, to, 1.7), to);
});

test("words go straight and never turn back", () => {
  let last = -1;
  for (let share = 0; share <= 1; share += 1 / 64) {
    const [x, y, across, still] = between(from, to, share);
    assert.ok(x >= last && x <= 1);
    assert.ok(Math.abs(y - (10 + 10 * x)) < 1e-5);
    assert.ok(Math.abs(across - (-4 + 8 * x)) < 1e-5);
    assert.equal(still, 3);
    last = x;
  }
  // It slows down as it sped up, without a jump in between.
  for (const share of [0.1, 0.25, 0.49, 0.5]) {
    assert.ok(Math.abs(between(from, to, share)[0] + between(from, to, 1 - share)[0] - 1) < 1e-6);
  }
});

test("a map without words moves nothing", () => {
  assert.equal(between(new Float32Array(0), new Float32Array(0), 0.3).length, 0);
});
