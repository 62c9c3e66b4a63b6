"""If these fail, the ghost is not the run without the turn, or it is in the run's way."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.similarity import unit_rows
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary
from explorer.runs import ghost as ghosts
from explorer.runs.ghost import leaves_one
from explorer.runs.map.layouts import sized
from explorer.runs.map.placing import ways
from tests.explorer.material import until
from tests.explorer.runs.small import CORPUS, KNOBS, RECIPE, look

LONG = replace(KNOBS, epochs=1000)


def turned(run, **knobs):
    """Turn while it trains, and wait for the ghost."""
    until(lambda: look(run).tokens > 0)
    run.turn(**knobs)
    until(lambda: run.ghost is not None)
    return run.ghost


def rest(run):
    """Pause, and wait until the ghost has come as far."""
    run.pause()
    until(lambda: run.state in {"paused", "done"})
    until(lambda: not run._trajectory.ghost_behind)
    with run._slots.held(2):
        assert run.ghost.trainer.position == run._trainer.position


@pytest.mark.parametrize("speed", ["full", "calm"])
def test_the_ghost_is_bit_for_bit_the_run_that_nobody_turned(made, speed):
    run = made(LONG, speed=speed, ghosts=True)
    ghost = turned(run, window=1, negatives=9)
    until(lambda: look(run).tokens > ghost.since + 500)
    rest(run)
    alone = SkipGram(CORPUS, build_vocabulary(CORPUS, 5), RECIPE, LONG)
    while left := ghost.trainer.position.tokens - alone.position.tokens:
        alone.targets(LONG, max(1, left // 2))  # nothing is dropped: no more tokens than targets
    assert alone.position == ghost.trainer.position
    assert np.array_equal(alone.model.v, ghost.trainer.model.v)
    assert not np.array_equal(alone.model.v, run.vectors())


def test_the_run_is_bit_for_bit_the_same_with_a_ghost_and_without(made):
    ends = []
    for on in (False, True):
        run = made(replace(KNOBS, epochs=3), ghosts=on)
        run.step(400)
        run.turn(window=2)
        run.play()
        until(lambda run=run: run.state == "done")
        assert (run.ghost is not None) == on
        ends.append(run.vectors())
    assert np.array_equal(*ends)


def test_off_means_no_second_model(made):
    run = made(LONG)
    until(lambda: look(run).tokens > 0)
    run.turn(window=1)
    until(lambda: look(run).changes)
    assert run.ghost is None
    assert look(run).ghost is None


def test_the_first_ghost_stays_until_it_is_forgotten_or_the_run_rewound(made):
    run = made(LONG, ghosts=True)
    ghost = turned(run, window=1)
    run.turn(window=9)
    until(lambda: len(look(run).changes) == 2)
    assert run.ghost is ghost
    run.forget_ghost()
    assert run.ghost is None
    assert turned(run, window=4).since > ghost.since
    run.rewind()
    assert run.ghost is None
    turned(run, window=6)
    run.keep_ghosts(on=False)
    assert run.ghost is None


def test_the_ghost_ends_at_the_same_goal_also_when_epochs_are_added(made):
    run = made(ghosts=True)
    run.step(50)
    run.turn(window=1)
    run.play()
    until(lambda: run.state == "done")
    ghost = run.ghost
    until(lambda: ghost.trainer.position == run._trainer.position)
    run.one_more_epoch()
    until(lambda: run.state == "done" and look(run).tokens == 3 * run.vocabulary.counts.sum())
    until(lambda: ghost.trainer.position == run._trainer.position)
    assert run.ghost is ghost
    assert look(run).ghost.history[-1].tokens == look(run).tokens


def test_only_a_turn_that_makes_another_run_leaves_a_ghost():
    assert not leaves_one(KNOBS, replace(KNOBS, epochs=9))
    assert leaves_one(KNOBS, replace(KNOBS, window=9))
    assert leaves_one(KNOBS, replace(KNOBS, schedule="constant"))


def test_a_ghost_that_blows_up_is_dropped_and_the_run_goes_on(made):
    """The cure must not die of the illness it was compared with."""
    run = made(replace(LONG, learning_rate=10.0, schedule="constant"), ghosts=True, awaited=True)
    run.turn(learning_rate=0.01)
    look(run, words=10)
    until(lambda: run.ghost_lost is not None)
    assert run.ghost is None
    assert "your run goes on" in str(run.ghost_lost)
    before = look(run).tokens
    until(lambda: look(run).tokens > before)
    assert run.state == "running"


def test_a_failure_of_ours_in_a_ghost_does_not_stop_the_run(made, monkeypatch, caplog):
    run = made(LONG, speed="calm", ghosts=True)
    ghost = turned(run, window=1)
    monkeypatch.setattr(ghost, "follow", lambda *_: 1 / 0)
    until(lambda: run.ghost_lost is not None)
    assert "ZeroDivisionError" in caplog.text
    assert run.state == "running"


def test_a_ghost_that_does_not_fit_is_one_sentence(made, monkeypatch):
    monkeypatch.setattr(ghosts, "LARGEST", 100)
    run = made(LONG, ghosts=True)
    until(lambda: look(run).tokens > 0)
    run.turn(window=1)
    until(lambda: run.ghost_lost is not None)
    assert "MB" in str(run.ghost_lost)
    assert run.state == "running"


def test_its_places_are_sent_for_the_map_of_now_only(made):
    run = made(LONG, speed="calm", ghosts=True)
    turned(run, window=1, learning_rate=0.2)
    seen = look(run, words=60).ghost
    assert seen.places.ways.shape == (60, 2)
    assert look(run, words=60, moment=0).ghost.places is None
    assert look(run).ghost.places is None
    until(lambda: look(run).ghost.history)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from([4, 40, 200]), st.sampled_from([2, 5, 30]))
def test_on_a_flat_map_the_grey_points_lie_on_the_same_cut(seed, words, dimensions):
    rng = np.random.default_rng(seed)
    rows, other = (unit_rows(rng.normal(0, 1, (words, dimensions))) for _ in range(2))
    plane = rng.normal(0, 1, (dimensions, 2))
    positions = sized((rows @ plane).astype(np.float32))
    spread = np.sqrt((((rows - rows.mean(0)) @ plane) ** 2).sum(1).mean())
    if words > 2 * dimensions:
        np.testing.assert_allclose(
            ways(positions, "pca", rows, other), (other - rows) @ plane / spread, atol=2e-2
        )


@pytest.mark.parametrize("kind", ["pca", "umap"])
@pytest.mark.parametrize("words", [1, 3, 50])
def test_equal_vectors_lie_on_one_another_on_any_map(kind, words):
    rng = np.random.default_rng(words)
    rows = unit_rows(rng.normal(0, 1, (words, 6)).astype(np.float32))
    positions = rng.normal(0, 1, (words, 2)).astype(np.float32)
    np.testing.assert_allclose(ways(positions, kind, rows, rows), 0, atol=1e-6)
    assert np.isfinite(ways(positions, kind, rows, np.zeros_like(rows))).all()


def test_on_a_map_by_umap_a_word_goes_where_its_new_neighbours_are():
    groups = np.repeat(np.eye(2, 6, dtype=np.float32), 20, axis=0)
    rng = np.random.default_rng(1)
    rows = unit_rows(groups + rng.normal(0, 0.05, groups.shape).astype(np.float32))
    positions = np.repeat([[-1.0, 0.0], [1.0, 0.0]], 20, axis=0).astype(np.float32)
    other = rows.copy()
    other[0] = rows[30]
    np.testing.assert_allclose(ways(positions, "umap", rows, other)[0], [2, 0], atol=0.1)
