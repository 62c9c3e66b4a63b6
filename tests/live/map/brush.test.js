// If these fail, a brush finds other runs than those that were brushed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { brushed } from "../../../explorer/live/map/brush.js";

test("one stretch that is brushed is told as several are, and none is not told", () => {
  const dimensions = [
    { name: "window", constraintrange: [1, 3] },
    { name: "rate", constraintrange: [[0, 1], [2, 3]] },
    { name: "epochs" }, { name: "seed", constraintrange: [] },
  ];
  assert.deepEqual(brushed({ dimensions }), { window: [[1, 3]], rate: [[0, 1], [2, 3]] });
  assert.deepEqual(brushed({}), {});
});
