// If these fail, letters are not read on their ground.
import assert from "node:assert/strict";
import { test } from "node:test";
import { darkish, portable, sized } from "../../../explorer/live/map/look.js";
import { LOOK } from "../material.js";

test("light letters stand on dark grounds only", () => {
  for (const dark of ["#000000", "#0e1117", "#262730", "#0000ff", "#7f7f7f"]) assert.equal(darkish(dark), true);
  for (const light of ["#ffffff", "#f0f2f6", "#00ff00", "#ffff00", "#818181"]) assert.equal(darkish(light), false);
});

test("in a hall everything grows, at a desk nothing does", () => {
  assert.equal(sized({ times: 2.3 }, 10), 23);
  assert.equal(sized(LOOK, 10), 10);
});

test("a file takes no web font along, and its labels are read over points", () => {
  const file = portable({ ...LOOK, font: "Source Sans" });
  assert.doesNotMatch(file.font, /Source Sans/);
  assert.match(file.halo, /#fff/);
  assert.equal(file.pull, LOOK.pull);
});
