// If these fail, the loss is drawn off its axes or under its own names.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CHANCE, ceiling, curves, endings, horizon, interval, latest } from "../../../explorer/live/loss/curve.js";
import { LOOK, TEXTS } from "../material.js";

test("the axis reaches a little ahead of the run and never past its end", () => {
  for (const tokens of [0, 1, 999, 12_345, 1e9, 1e15]) {
    assert.ok(horizon(tokens, 1e18) >= tokens);
    assert.ok(horizon(tokens, 1e18) <= 1.2501 * Math.max(tokens, 1000));
    assert.equal(horizon(tokens, tokens + 1), tokens ? tokens + 1 : 1);
  }
  // Trained past an earlier goal, or without one, the run still fits.
  assert.ok(horizon(5000, 100) >= 5000);
  assert.ok(horizon(0, 0) > 0);
});

test("a spike does not press the rest of the run to the ground", () => {
  const calm = Array.from({ length: 100 }, () => 0.5);
  assert.equal(ceiling({ pull: calm, push: [] }), 0.8);
  assert.ok(ceiling({ pull: [...calm, 1e6], push: calm }) < 2);
});

test("a run without numbers has an axis, with the line of chance on it", () => {
  for (const values of [[], [null], [Number.NaN, Infinity, -Infinity, null]]) {
    const top = ceiling({ pull: values, push: values });
    assert.ok(Number.isFinite(top) && top > CHANCE);
  }
});

test("there are some grid lines at every height, and not too many", () => {
  for (const top of [0.8, 1, 3.9, 17, 80, 1e6]) {
    const lines = top / interval(top);
    assert.ok(lines >= 1 && lines <= 4.0001, `${top}`);
  }
});

test("the last value is told, and none where there is none", () => {
  assert.equal(latest([]), null);
  assert.equal(latest([1, null]), null);
  assert.equal(latest([null, 0]), 0);
});

test("names at the line ends keep apart and stay on the plot", () => {
  const names = [0.69, 0.691, 0.6935].map((y) => ({ y, text: "a<b>", color: "red" }));
  const drawn = endings(names, 0.75, 100, LOOK);
  const spots = drawn.map(({ y }) => y * 100);
  for (const [index, spot] of spots.slice(1).entries()) assert.ok(spot - spots[index] >= 13.9);
  assert.ok(Math.max(...spots) <= 100);
  assert.ok(drawn.every(({ text }) => text === "a&lt;b&gt;"));
  assert.deepEqual(endings([], 1, 100, LOOK), []);
});

test("the first points of a run are seen, though they make no line yet", () => {
  const drawn = (count) => curves({ tokens: Array(count).fill(1), pull: [], push: [] }, LOOK, TEXTS);
  assert.equal(drawn(1)[0].mode, "lines+markers");
  assert.equal(drawn(3)[0].mode, "lines");
});

test("pull and push are told apart without colour", () => {
  assert.equal(new Set(curves({ tokens: [], pull: [], push: [] }, LOOK, TEXTS).map(({ line }) => line.dash)).size, 2);
});
