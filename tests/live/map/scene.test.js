// If these fail, a click opens another word, or the list of a lasso has words that are not in sight.
import assert from "node:assert/strict";
import { test } from "node:test";
import { asked, candidates, labelAt, planeOf, seen } from "../../../explorer/live/map/scene.js";
import { LOOK, scene } from "../material.js";

const RANGES = { x: [0, 10], y: [0, 10] };
const SIZE = { width: 100, height: 200 };

test("a word stands where its coordinates are: up is up", () => {
  const [low, high] = candidates(scene(["a", "bb"], [0, 0, 10, 10]), RANGES, SIZE, LOOK);
  assert.deepEqual([low.x, low.y, high.x, high.y], [0, 200, 100, 0]);
  assert.deepEqual([low.wide, high.wide], [6, 12]);
});

test("axes without length put no word anywhere", () => {
  for (const one of candidates(scene(["a"], [3, 3]), { x: [3, 3], y: [3, 3] }, SIZE, LOOK)) assert.ok(Number.isNaN(one.x) && Number.isNaN(one.y));
  assert.deepEqual(seen(scene(["a", "b"], [3, 3, 4, 4]), { x: [3, 3], y: [3, 3] }, SIZE), []);
});

test("what is listed by keyboard is what is in the window", () => {
  assert.deepEqual(seen(scene(["a", "b", "c"], [5, 5, 11, 5, 10, 0]), RANGES, SIZE), [0, 2]);
  assert.deepEqual(seen(scene([], []), RANGES, SIZE), []);
});

test("a click on a label opens its word, and beside it none", () => {
  const marks = { chosen: [{ index: 7, place: "", box: { left: 10, top: 10, right: 50, bottom: 25 } }] };
  assert.equal(labelAt(marks, 10, 25), 7);
  assert.equal(labelAt(marks, 9, 25), -1);
  assert.equal(labelAt(null, 10, 25), -1);
});

test("maps on other axes, of other vectors or another run are not eased into each other", () => {
  const planes = [
    {}, { run: "s" }, { choices: { map_vectors: "both" } },
    { layout: { kind: "umap" } }, { layout: { kind: "axes" }, choices: { map_across: "a" } }, { layout: { kind: "axes" }, choices: { map_across: "b" } },
  ].map((more) => planeOf(scene(["a"], [0, 0], more)));
  assert.equal(new Set(planes).size, planes.length);
  assert.equal(planeOf(scene(["a"], [0, 0], { choices: { map_across: "unused" } })), planes[0]);
});

test("a picture is drawn anew when one thing in it is another, and else is not", () => {
  const stamp = (more) => JSON.stringify(asked(scene(["a"], [0, 0], more)));
  assert.equal(stamp({}), stamp({ texts: null }));
  const reading = { made: true, words: ["a"], at: 0, noise: ["b"] };
  const others = [{ run: "s" }, { ghost: "g" }, { language: "zh" }, { selection: { word: "a" } }, { choices: { map_trails: "on" } }, { header: { reading } }];
  for (const more of others) assert.notEqual(stamp(more), stamp({}));
});
