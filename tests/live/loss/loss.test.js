// If these fail, the loss is unreadable: its curves pressed flat, or its file without a ground.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Loss } from "../../../explorer/live/loss/loss.js";
import { LOOK, SAY, TEXTS } from "../material.js";

const HISTORY = { tokens: [10, 20, 30], pull: [0.7, 0.6, 0.5], push: [0.7, 0.69, null] };
const HEADER = { run: "r", history: HISTORY, flags: [], tokens: 30, goal: 100, ghost: null };
const scene = (more = {}, moment = null) => ({ header: { ...HEADER, ...more }, look: LOOK, texts: TEXTS, say: SAY, language: "en", moment });
const drawn = (what, node = { clientWidth: 600, clientHeight: 160 }) => new Loss(null, node).compose(what);

test("however many knobs were turned, the curves keep their room", () => {
  const flags = Array.from({ length: 60 }, (_, i) => ({ tokens: i, text: `window ${i} → ${i + 1}` }));
  for (const node of [{ clientWidth: 600, clientHeight: 160 }, { clientWidth: 200, clientHeight: 130 }]) {
    const { margin, height } = drawn(scene({ flags }), node).layout;
    assert.ok(height - margin.t - margin.b >= 70);
  }
});

test("a run that has only begun is drawn, and a plot without size", () => {
  const history = { tokens: [], pull: [], push: [] };
  for (const node of [{ clientWidth: 600, clientHeight: 160 }, { clientWidth: 0, clientHeight: 0 }]) {
    const { layout } = drawn(scene({ history, tokens: 0 }), node);
    assert.ok(layout.xaxis.range[1] > 0 && layout.yaxis.range[1] > 0);
    for (const { y } of layout.annotations) assert.ok(Number.isFinite(y));
  }
});

test("each line that has a last value is named at its end, and chance always", () => {
  const names = drawn(scene()).layout.annotations.map(({ text }) => text);
  assert.equal(names.length, 2);
  assert.ok(names.includes(TEXTS.chance));
  assert.ok(names.some((text) => text.endsWith("0.50")));
});

test("the moment looked at is marked, and now is not", () => {
  const marked = (moment) => drawn(scene({}, moment)).layout.shapes.filter(({ x0 }) => x0 === 20).length;
  assert.equal(marked(20), 1);
  assert.equal(marked(null), 0);
  assert.equal(drawn(scene({}, 0)).layout.shapes.filter(({ xref }) => xref === "x").length, 1);
});

test("grey curves lie beside the run's own", () => {
  const ghost = { since: 10, history: { tokens: [20], pull: [0.6], push: [0.6] } };
  assert.equal(drawn(scene({ ghost })).data.length, 4);
});
