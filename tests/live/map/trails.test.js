// If these fail, lines on the map lead to places where no word was.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Trails, fading } from "../../../explorer/live/map/trails.js";
import { LOOK } from "../material.js";

const at = (number) => ({ number, positions: new Float32Array([number, -number]) });

test("trails lead to where the words were, the youngest first", () => {
  const trails = new Trails();
  for (const number of [1, 2, 3]) trails.follow("plane", at(number));
  const { x, y } = trails.lines(new Float32Array([2.5, -2.5]), [0]);
  assert.deepEqual(x, [[2, 2.5, null], [1, 2, null], [2.5, 2.5, null]]);
  assert.deepEqual(y, [[-2, -2.5, null], [-1, -2, null], [-2.5, -2.5, null]]);
});

test("an earlier layout and another plane have no past", () => {
  const trails = new Trails();
  for (const number of [1, 2, 3]) trails.follow("plane", at(number));
  trails.follow("plane", at(2));
  assert.equal(trails.past.length, 0);
  trails.follow("plane", at(3));
  assert.equal(trails.past.length, 1);
  trails.follow("other", at(4));
  assert.equal(trails.past.length, 0);
});

test("the same layout drawn twice is no move", () => {
  const trails = new Trails();
  const one = at(1);
  trails.follow("plane", one);
  trails.follow("plane", one);
  assert.equal(trails.past.length, 0);
});

test("there are as many lines as traces, also before the first move and for no word", () => {
  for (const indices of [[], [0]]) {
    const { x, y } = new Trails().lines(new Float32Array([1, 2]), indices);
    assert.equal(x.length, fading(LOOK).length);
    assert.equal(y.length, x.length);
    assert.equal(x[0].length, 3 * indices.length);
  }
});

test("older lines are fainter", () => {
  const shades = fading(LOOK).map(({ opacity }) => opacity);
  assert.deepEqual(shades, [...shades].sort((a, b) => b - a));
  assert.equal(new Set(shades).size, shades.length);
});
