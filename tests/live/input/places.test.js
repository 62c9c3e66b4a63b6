// If these fail, a step back leads to the link again, and a preset begins its run anew.
import assert from "node:assert/strict";
import { test } from "node:test";
import { same } from "../../../explorer/live/input/places.js";

/** @param {string} path */
const at = (path) => new URL(path, "http://a");

test("an address written in another order is no other place", () => {
  const here = at("/x?corpus=toyland&negatives=0&afresh=always");
  const others = [
    "/x?negatives=0&corpus=toyland", "/x?corpus=toyland", "/?negatives=0&corpus=toyland",
    "/x?negatives=1&corpus=toyland",
  ];
  assert.deepEqual(others.map((path) => same(here, at(path))), [true, false, false, false]);
});
