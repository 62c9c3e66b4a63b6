// If these fail, the map trembles, or shows a part where no word is.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Viewport, carried } from "../../../explorer/live/map/viewport.js";

const square = (size) => new Float32Array([-size, -size, size, size]);
const tall = ({ y }) => y[1] - y[0];

test("the window grows in steps and shrinks only when it is far too large", () => {
  const view = new Viewport();
  const [first, same, grown, kept, small] = [1, 1.02, 3, 2, 0.1].map((size) => {
    view.grow(square(size), 2);
    return tall(view.ranges(2));
  });
  assert.equal(first, same);
  assert.ok(same < grown);
  assert.equal(grown, kept);
  assert.ok(small > 2 * 0.1 && small < first);
  const { x, y } = view.ranges(2);
  assert.ok(Math.abs((x[1] - x[0]) / (y[1] - y[0]) - 2) < 1e-9);
});

test("from one projection to the next a zoom keeps its depth, and another run has none", () => {
  for (const [same, share] of [[true, 0.5], [false, 1]]) {
    const view = new Viewport();
    view.grow(square(1), 2);
    const { x, y } = view.ranges(2);
    view.held = { x: x.map((end) => end / 2), y: y.map((end) => end / 2) };
    view.turn(square(30), 2, same);
    const zoomed = tall(view.ranges(2));
    view.held = null;
    assert.ok(Math.abs(zoomed / tall(view.ranges(2)) - share) < 1e-6);
  }
});

test("one word, or words that all lie at one place, have a window around them", () => {
  for (const places of [[5, -3], [5, -3, 5, -3]]) {
    const view = new Viewport();
    view.grow(new Float32Array(places), 1.5);
    const { x, y } = view.ranges(1.5);
    assert.ok(x[0] < 5 && x[1] > 5 && y[0] < -3 && y[1] > -3);
  }
});

test("no words, or words that lie nowhere, do not lose the window for good", () => {
  for (const places of [[], [Number.NaN, 1], [Infinity, 0, 1, 1], [1, -Infinity]]) {
    const view = new Viewport();
    view.grow(new Float32Array(places), 1);
    view.grow(square(1), 1);
    const { x, y } = view.ranges(1);
    assert.ok([...x, ...y].every(Number.isFinite));
    assert.ok(x[0] <= -1 && x[1] >= 1);
  }
});

test("huge and tiny maps are shown, and a plot without width", () => {
  for (const [size, aspect] of [[1e30, 1], [1e-30, 1], [1, 0], [1, 1e6]]) {
    const view = new Viewport();
    view.grow(square(size), aspect);
    assert.ok(Number.isFinite(tall(view.ranges(aspect))));
  }
});

test("points carried to another window look as if nothing had moved", () => {
  const before = { x: [0, 10], y: [0, 10] };
  const after = { x: [100, 300], y: [-1, 1] };
  assert.deepEqual([...carried(new Float32Array([0, 0, 5, 5, 10, 10]), before, after)], [100, -1, 200, 0, 300, 1]);
  const points = new Float32Array([1, 2, 3, 4]);
  assert.deepEqual(carried(points, before, before), points);
  assert.equal(carried(new Float32Array(0), before, after).length, 0);
});
