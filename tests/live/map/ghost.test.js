// If these fail, grey shows another run than the one without the turn.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Ghost, accompanied, pale, paleNames, shades } from "../../../explorer/live/map/ghost.js";
import { BARE, LOOK, SAY, TEXTS } from "../material.js";

const HISTORY = { tokens: [100, 200, 300], pull: [3, 2, 1], push: [6, 5, 4] };
const OWN = { tokens: [260, 300], pull: [1.9, 1.8], push: [4.9, null] };
const GHOST = { since: 250, history: OWN };

test("the grey curve leaves the run's own where the knob was turned", () => {
  const data = pale({ history: HISTORY, ghost: GHOST }, LOOK, TEXTS);
  assert.deepEqual(data.map(({ x }) => x), [[250, 260, 300], [250, 260, 300]]);
  assert.deepEqual(data.map(({ y }) => y), [[2, 1.9, 1.8], [5, 4.9, null]]);
  assert.equal(new Set(data.map(({ line }) => line.dash)).size, 2);
});

test("a turn before the first measurement and a curve without numbers are drawn", () => {
  const early = { since: 5, history: { tokens: [], pull: [], push: [] } };
  assert.deepEqual(pale({ history: HISTORY, ghost: early }, LOOK, TEXTS).map(({ x }) => x), [[], []]);
  assert.deepEqual(paleNames({ ghost: early }, LOOK, TEXTS, SAY), []);
  assert.deepEqual(paleNames({ ghost: GHOST }, LOOK, TEXTS, SAY).map(({ y }) => y), [1.8]);
});

test("without a turn nothing is grey", () => {
  assert.deepEqual(pale({ history: HISTORY, ghost: null }, LOOK, TEXTS), []);
  assert.deepEqual(paleNames({ ghost: null }, LOOK, TEXTS, SAY), []);
  assert.deepEqual(shades(new Float32Array(2), { ways: null, look: LOOK }, BARE, true), []);
  const others = { x: [[1]], y: [[2]] };
  assert.equal(accompanied(others, new Float32Array(2), null, BARE), others);
  assert.equal(new Ghost().note("pca", TEXTS), "");
});

test("grey points keep their distance while words move, and only named words are tied to them", () => {
  const marks = { selected: 1, chosen: [{ index: 0 }, { index: 5 }] };
  const { x, y } = accompanied({ x: [[9]], y: [[9]] }, [1, 2, 3, 4, 5, 6], [1, 1, 0, -1], marks);
  assert.deepEqual(x, [[2, 3], [3, 3, null, 1, 2, null], [9]]);
  assert.deepEqual(y, [[3, 3], [4, 3, null, 2, 3, null], [9]]);
});

test("what came once is kept until another or none is told of", () => {
  const ghost = new Ghost();
  const ways = Buffer.from(new Int16Array([1, -2]).buffer).toString("base64");
  ghost.take({ ghost: { ...GHOST, digest: "d", scale: 0.5, ways } });
  assert.deepEqual([...ghost.ways], [0.5, -1]);
  ghost.take({ ghost: { ...GHOST, digest: "d" } });
  assert.deepEqual([[...ghost.ways], ghost.have], [[0.5, -1], { ghost: "d" }]);
  assert.notEqual(ghost.note("pca", TEXTS), ghost.note("umap", TEXTS));
  ghost.take({ ghost: GHOST });
  assert.deepEqual([ghost.ways, ghost.have], [null, { ghost: "" }]);
  ghost.take({ ghost: { ...GHOST, digest: "never sent" } });
  assert.deepEqual(ghost.have, { ghost: "" });
});
