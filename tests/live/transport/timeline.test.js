// If these fail, another moment of the run is shown than the one asked for.
import assert from "node:assert/strict";
import { test } from "node:test";
import { nearest } from "../../../explorer/live/transport/timeline.js";

test("the moment shown is the last one by then", () => {
  assert.equal(nearest([0, 100, 200], 199), 1);
  assert.equal(nearest([0, 100, 200], 200), 2);
  assert.equal(nearest([0, 100, 200], 1e12), 2);
  assert.equal(nearest([50, 100], 10), 0);
  assert.equal(nearest([], 10), 0);
});
