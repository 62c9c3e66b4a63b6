"""If one fails, a network is not trained as a text is: slices, restores or turned walks show."""

from dataclasses import replace

import numpy as np
import pytest

from engine.corpus.builtin.catalogue import BUILTIN
from engine.settings import Knobs, Reading, Recipe
from engine.training import checkpoint
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary

CORPUS = BUILTIN["karate"](Reading())
KNOBS = Knobs(subsample=0.0, learning_rate=0.05, epochs=3, p=0.5, q=2.0)
RECIPE = Recipe(dimensions=16, min_count=1)


def trainer(knobs=KNOBS):
    return SkipGram(CORPUS, build_vocabulary(CORPUS, 1), RECIPE, knobs)


def same(a, b):
    return np.array_equal(a.model.v, b.model.v) and np.array_equal(a.model.u, b.model.u)


def run_out(made, knobs=KNOBS):
    while not made.finished(knobs):
        last = made.block(knobs)
    return last


def test_slicing_leaves_no_trace_on_walks():
    one, two = trainer(), trainer()
    run_out(one)
    for count in (1, 79, 80, 81, 1000):
        two.targets(KNOBS, count)
    run_out(two)
    assert same(one, two)


@pytest.mark.parametrize(
    "change", [{"p": 4.0}, {"q": 0.25}, {"walk_length": 33}, {"walks_per_node": 3}]
)
def test_restore_continues_bit_for_bit_also_after_turned_walks(tmp_path, change):
    turned = replace(KNOBS, **change)
    one = trainer()
    one.targets(KNOBS, 5_000)
    one.targets(turned, 500)
    checkpoint.save(one.checkpoint(), tmp_path / "kept.npz")
    two = trainer()
    two.restore(checkpoint.load(tmp_path / "kept.npz"))
    assert two.epoch_size == one.epoch_size
    run_out(one, turned)
    run_out(two, turned)
    assert same(one, two)


@pytest.mark.parametrize("change", [{"p": 4.0}, {"q": 0.25}, {"walk_length": 20}])
def test_turned_walks_take_hold_at_the_next_block(change):
    one, two = trainer(), trainer()
    for made in (one, two):
        made.targets(KNOBS, 2_000)
    assert same(one, two)
    one.targets(KNOBS, 50)
    two.targets(replace(KNOBS, **change), 50)
    assert not same(one, two)


def test_an_epoch_is_as_long_as_its_walks_and_ends_if_they_are_cut_short():
    made = trainer()
    assert made.epoch_size == 34 * 10 * 80
    made.targets(KNOBS, 20_000)
    short = replace(KNOBS, walk_length=8)
    made.targets(short, 1)
    assert made.epoch_size == 34 * 10 * 8
    assert made.position.epoch == 1
    assert run_out(made, short).goal == 3 * 34 * 10 * 8
    long = replace(KNOBS, walks_per_node=20)
    assert trainer(long).epoch_size == 34 * 20 * 80


def test_longer_walks_keep_the_rate_there_is():
    made = trainer()
    made.targets(KNOBS, 30_000)
    before = made.learning_rate(KNOBS)
    assert made.learning_rate(replace(KNOBS, walk_length=160)) == pytest.approx(before, rel=1e-6)


@pytest.mark.parametrize("change", [{}, {"walk_length": 7}, {"q": 0.1}, {"walks_per_node": 40}])
def test_the_step_that_is_shown_is_the_step_that_is_made(change):
    turned, made = replace(KNOBS, **change), trainer()
    made.targets(KNOBS, 1_234)
    target = made.upcoming(turned)
    before = made.model.u.copy()
    made.targets(turned, 1)
    moved = np.flatnonzero((made.model.u != before).any(axis=1)).tolist()
    assert set(moved) == set(target.outputs)
