// If these fail, numbers are misread, or a sentence has holes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { clock, fill, numbers } from "../../../explorer/live/page/format.js";

const say = numbers("en");

test("numbers are written as the visitor's language writes them", () => {
  assert.equal(say.compact(1_234_567), "1.23M");
  assert.equal(numbers("zh").compact(1_234_567), "123万");
  assert.equal(say.whole(1234.6), "1,235");
  assert.equal(numbers("de").nats(0.5), "0,50");
});

test("a number that changes twice a second keeps its width", () => {
  for (const value of [0, 0.5, 0.66666, 1]) assert.equal(say.nats(value).length, 4);
  assert.equal(say.epoch(2), "2.0");
});

test("a tiny learning rate is not written as zero", () => {
  assert.equal(say.rate(0.025), "0.025");
  assert.equal(say.rate(1e-4), "0.00010");
  assert.equal(say.rate(2.5e-7), "2.5e-7");
  assert.match(say.rate(0), /^0(\.0)?$/);
});

test("numbers without bounds are written and do not stop the page", () => {
  for (const write of Object.values(say)) {
    for (const value of [Number.NaN, Infinity, -Infinity, 1e300, -0]) assert.equal(typeof write(value), "string");
  }
  assert.match(say.compact(1e15), /T$/);
});

test("the time left reads like a clock", () => {
  assert.equal(clock(0), "0:00");
  assert.equal(clock(59.6), "1:00");
  assert.equal(clock(187), "3:07");
  assert.equal(clock(3787), "1:03:07");
  assert.equal(clock(360_000), "100:00:00");
  assert.equal(clock(-5), "0:00");
});

test("a value is put in as it is, and what nobody knows stays to be seen", () => {
  assert.equal(fill("{a} of {b} {c}", { a: "1", b: "2" }), "1 of 2 {c}");
  assert.equal(fill("{a}", { a: "{b} $& $1" }), "{b} $& $1");
  assert.equal(fill("{a}{a}", { a: "" }), "");
  assert.equal(fill("", {}), "");
});
