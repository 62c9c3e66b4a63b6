// If these fail, a visitor cannot read which knob was turned, or when.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pennants, poles, stagger } from "../../../explorer/live/loss/flags.js";
import { LOOK } from "../material.js";

const flag = (at, text = "noise_exponent 0.75 → −0.25") => ({ at, text, tokens: at });

test("eight flags at one place all find room, and no text covers another", () => {
  for (const at of [3, 60, 400, 790]) {
    const seats = stagger(Array.from({ length: 8 }, (_, i) => flag(at + i * 0.1)), 800, 4, LOOK);
    assert.equal(seats.length, 8);
    const taken = seats.map(({ at: pole, text, row, side, away }) => {
      assert.ok(row >= 0 && row < 4);
      const long = 6 * [...text].length;
      const left = side === "right" ? pole + away : pole - away - long;
      return { row, left, right: left + long };
    });
    for (const one of taken) {
      for (const other of taken) assert.ok(one === other || one.row !== other.row || one.right <= other.left || other.right <= one.left);
    }
  }
});

test("a flag for which there is no room is unseen and not drawn over the others", () => {
  const seats = stagger([flag(5, "x".repeat(1000)), flag(6, "short")], 100, 1, LOOK);
  assert.deepEqual(seats.map(({ row }) => row), [-1, 0]);
  assert.deepEqual(pennants(seats, LOOK).map(({ opacity }) => opacity), [0, 1]);
});

test("a run without turns has no flags, and a plot without rows does not stop", () => {
  assert.deepEqual(stagger([], 800, 4, LOOK), []);
  assert.deepEqual(stagger([flag(5)], 800, 0, LOOK).map(({ row }) => row), [-1]);
  assert.deepEqual(pennants([], LOOK), []);
  assert.deepEqual(poles([], LOOK, 100), []);
});

test("each flag stays with its own pole, in the order of the run", () => {
  const seats = stagger([flag(10, "a"), flag(200, "b"), flag(400, "c")], 800, 2, LOOK);
  assert.deepEqual(seats.map(({ text, row }) => [text, row]), [["a", 0], ["b", 0], ["c", 0]]);
  assert.deepEqual(poles(seats, LOOK, 100).map(({ x0, x1 }) => [x0, x1]), [[10, 10], [200, 200], [400, 400]]);
  assert.deepEqual(pennants(seats, LOOK).map(({ x, text }) => [x, text]), [[10, "a"], [200, "b"], [400, "c"]]);
});

test("a plot without height has poles all the same", () => {
  for (const pole of poles([{ ...flag(1), row: 2, side: "right", away: 0 }], LOOK, 0)) assert.ok(Number.isFinite(pole.y1));
});

test("a knob's value is no markup", () => {
  assert.equal(pennants([{ ...flag(1, "a<b>"), row: 0, side: "left", away: 0 }], LOOK)[0].text, "a&lt;b&gt;");
});
