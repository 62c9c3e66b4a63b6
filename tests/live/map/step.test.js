// If these fail, arrows of a step stand at words that had no part in it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { forces, made } from "../../../explorer/live/map/step.js";
import { LOOK } from "../material.js";

test("a step is looked at only when one was made", () => {
  const reading = { made: true, words: ["x", "CCC"], at: 1, noise: ["GTT", "gone"] };
  assert.deepEqual(made({ reading }), ["CCC", "GTT", "gone"]);
  assert.equal(made({ reading: { ...reading, made: false } }), null);
  assert.equal(made({ reading: null }), null);
});

test("the pull leads to the target and a push away from the noise word", () => {
  const positions = new Float32Array([0, 0, -3, 0, 5, 5]);
  const [push, pull] = forces(positions, { selected: 0, step: [2, 1] }, 0.1, LOOK);
  assert.deepEqual([pull.x, pull.y, pull.ax, pull.ay, pull.arrowcolor], [5, 5, 0, 0, LOOK.pull]);
  assert.ok(push.x > 0 && push.y === 0 && push.arrowcolor === LOOK.push);
});

test("words that lie upon each other, or are not on the map, have no wild arrows", () => {
  const positions = new Float32Array([1, 1, 1, 1]);
  const [push] = forces(positions, { selected: 0, step: [-1, 1] }, 0.1, LOOK);
  assert.deepEqual([push.x, push.y], [1, 1]);
  assert.deepEqual(forces(positions, { selected: 0, step: [0, 0, -1] }, 0.1, LOOK), []);
  assert.deepEqual(forces(positions, { selected: 0 }, 0.1, LOOK), []);
});
