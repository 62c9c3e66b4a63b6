// If these fail, a link of the page turns knobs back.
import assert from "node:assert/strict";
import { test } from "node:test";
import { changed } from "../../../explorer/live/input/navigation.js";

test("a link of the page means the settings of now", () => {
  const there = new URLSearchParams(changed("?corpus=toyland&window=3", "negatives=0&afresh=1"));
  assert.deepEqual(Object.fromEntries(there), { corpus: "toyland", window: "3", negatives: "0", afresh: "1" });
  assert.equal(changed("?corpus=toyland&view=projector", "view="), "?corpus=toyland");
  assert.equal(changed("", ""), "?");
  assert.equal(new URLSearchParams(changed("?search=a%26b", "x=%2B")).get("search"), "a&b");
});
