// If these fail, labels and legends on the map and in saved files name something else.
import assert from "node:assert/strict";
import { test } from "node:test";
import { dress } from "../../../explorer/live/map/markers.js";
import { entries, label } from "../../../explorer/live/map/traces.js";
import { LOOK, SAY, TEXTS, vocabulary } from "../material.js";

test("where both vectors are shown a label says of which it is", () => {
  const both = vocabulary(["a", "b", "c"], 2);
  assert.deepEqual([0, 3].map((index) => label(both, index)), ["a (v)", "a (u)"]);
  assert.equal(label(vocabulary(["a"]), 0), "a");
});

test("a saved file explains its colours", () => {
  const { legend } = dress(vocabulary(["a", "b"]), LOOK, TEXTS, SAY, null);
  assert.deepEqual(entries(legend).map(({ name, marker }) => [name, marker.color]), [[TEXTS.rare, "#a00"], [TEXTS.frequent, "#b00"]]);
  assert.equal(entries([{ name: "<u>", color: "#1", glyph: "●" }])[0].name, "&lt;u&gt;");
  assert.deepEqual(entries([]), []);
});
