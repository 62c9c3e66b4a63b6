// If these fail, a word of a text is drawn as markup, or as another word.
import assert from "node:assert/strict";
import { test } from "node:test";
import { escape, shorten } from "../../../explorer/live/page/escape.js";

test("a word with tags and entities is shown letter for letter", () => {
  assert.equal(escape("<b>&amp;</b>"), "&lt;b&gt;&amp;amp;&lt;/b&gt;");
  assert.equal(escape('<a href="javascript:x">'), '&lt;a href="javascript:x"&gt;');
});

test("a word of any script is left as it is", () => {
  for (const word of ["", "שלום", "词", "👩‍👩‍👧", "e\u0301", "\u202eabc", "%3C"]) assert.equal(escape(word), word);
});

test("what is no text does not stop the drawing", () => {
  assert.equal(escape(null), "null");
  assert.equal(escape(3), "3");
});

test("a label is cut between letters and never within one", () => {
  assert.equal(shorten("𝔞".repeat(30), 4), "𝔞𝔞𝔞…");
  assert.equal(shorten("𝔞".repeat(4), 4), "𝔞𝔞𝔞𝔞");
  assert.equal([...shorten("x".repeat(100))].length, 22);
  assert.ok(shorten("😀".repeat(100)).isWellFormed());
});

test("a short word is not cut", () => {
  assert.equal(shorten("a".repeat(22)), "a".repeat(22));
  assert.equal(shorten(""), "");
});
