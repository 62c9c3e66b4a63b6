// If these fail, a key that is pressed while the server is busy does nothing, or does it twice.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Told } from "../../../explorer/live/input/told.js";

function telling() {
  const told = new Told();
  const heard = [];
  const hear = (session) => told.update(session, (name, value) => heard.push({ name, ...value }));
  return { told, heard, hear };
}

test("each message holds what the ones before it said, for these may be passed over", () => {
  const { told, heard, hear } = telling();
  hear("a");
  told.tell("pressed", { act: "step" });
  hear("a"); // the page is drawn again
  told.tell("seen", ["scores"]);
  const { name, session, said } = heard.at(-1);
  assert.deepEqual([name, session], ["told", "a"]);
  assert.deepEqual(said.map(({ value }) => value), [{ act: "step" }, ["scores"]]);
  assert.equal(said[1].number, said[0].number + 1);
});

test("numbers rise through all screens of a page", () => {
  const [one, other] = [telling(), telling()];
  for (const { told, hear } of [one, other]) {
    hear("a");
    told.tell("picked", "king");
  }
  assert.ok(other.heard[0].said[0].number > one.heard[0].said[0].number);
});

test("another session does not hear what this one was told, and nothing is kept for ever", () => {
  const { told, heard, hear } = telling();
  hear("a");
  told.tell("pressed", { act: "rewind" });
  hear("b");
  for (let n = 0; n < 100; n += 1) told.tell("picked", String(n));
  const { session, said } = heard.at(-1);
  assert.equal(session, "b");
  assert.equal(said.length, 32);
  assert.equal(said.at(-1).value, "99");
  assert.ok(heard.slice(1).every(({ said }) => said.every(({ name }) => name === "picked")));
});
