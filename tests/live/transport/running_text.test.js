// If these fail, the step in words names another word than the one that was trained.
import assert from "node:assert/strict";
import { test } from "node:test";
import { spacing, spoken } from "../../../explorer/live/transport/running_text.js";

const READING = { words: ["a", "b", "c", "d", "e"], at: 2, near: [0, 3, 4], made: false };

test("the input spoken of is the closest one, or the one that was chosen of a step made", () => {
  assert.equal(spoken(READING, null), "d");
  assert.equal(spoken({ ...READING, made: true }, "a"), "a");
  assert.equal(spoken({ ...READING, made: true }, "b"), "d");
  assert.equal(spoken(READING, "a"), "d");
});

test("a target without inputs names none", () => {
  assert.equal(spoken({ ...READING, near: [] }, null), "");
  assert.equal(spoken({ ...READING, words: [], near: [7] }, null), "");
});

test("words stand apart where their script has spaces", () => {
  assert.deepEqual(["word", "שלום", "词", "。", "漢字,", "ab词", "😀"].map(spacing), [" ", " ", "", "", "", " ", " "]);
});
