// If these fail, words are ringed that have nothing to do with the one selected.
import assert from "node:assert/strict";
import { test } from "node:test";
import { first, ringed } from "../../../explorer/live/map/rings.js";

const INDEX = new Map([["AAC", 0], ["GTT", 1], ["CCC", 2]]);
const SELECTION = { word: "AAC", neighbours: [["CCC", 0.5], ["GGG", 0.4]], partner: "GTT" };
const of = (selection, tables = 1, header = {}) => ({ selection, header, vocabulary: { words: 3, tables } });

test("rings tell the partner from neighbours, and pass over words that are not on the map", () => {
  const flat = ringed(of(SELECTION), INDEX);
  assert.deepEqual(flat, { selected: 0, near: [2], partner: 1 });
  assert.deepEqual(first(flat), [0, 1, 2]);
  assert.deepEqual(ringed(of(SELECTION, 2), INDEX).near, [3, 2]);
});

test("nothing is ringed for no word and for one that is not on the map", () => {
  const none = { selected: -1, near: [], partner: -1 };
  assert.deepEqual(ringed(of(null), INDEX), none);
  assert.deepEqual(ringed(of({ word: "TTT", neighbours: [["AAC", 1]] }), INDEX), none);
  assert.deepEqual(first(none), []);
  assert.equal(ringed(of({ word: "AAC", neighbours: [] }), INDEX).partner, -1);
});

const READING = { made: true, words: ["x", "CCC"], at: 1, noise: ["GTT", "gone"] };

test("while a step is looked at its own words are ringed", () => {
  const rings = ringed(of(SELECTION, 1, { reading: READING }), INDEX);
  assert.deepEqual(rings, { selected: 0, near: [2, 1], partner: -1, step: [2, 1, -1] });
});
