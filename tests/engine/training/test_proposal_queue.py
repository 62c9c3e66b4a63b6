"""If these fail, a run with hard or spelling noise depends on how fast the machine was."""

import threading
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.sampling.proposals import Proposals
from engine.settings import Knobs, Recipe
from engine.training import checkpoint, proposal_queue
from engine.training.fork import fork
from engine.training.proposal_queue import ProposalQueue, promised
from engine.training.slices import slices
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary
from tests.engine.training.material import corpus

CORPUS = corpus()  # 120,000 tokens: a border every 50,000
VOCABULARY = build_vocabulary(CORPUS, 5)
RECIPE = Recipe(dimensions=12, min_count=5, seed=3)
KNOBS = Knobs(
    negatives=3, window=4, subsample=1e-3, epochs=2, learning_rate=0.05,
    sampler="unigram=0.4 hard=0.3 spelling=0.3",
)  # fmt: skip


def trainer(knobs=KNOBS):
    return SkipGram(CORPUS, VOCABULARY, RECIPE, knobs)


def same(a, b):
    return np.array_equal(a.model.v, b.model.v) and np.array_equal(a.model.u, b.model.u)


def run_out(made, knobs=KNOBS, seconds=0.0):
    for _ in slices(made, lambda: knobs, seconds):
        pass
    return made


@pytest.mark.parametrize("correction", ["none", "weight", "mask"])
def test_slicing_leaves_no_trace_while_proposals_are_refreshed(correction):
    knobs = replace(KNOBS, correction=correction)
    runs = [run_out(trainer(knobs), knobs, seconds) for seconds in (0.0, 0.05, 60.0)]
    assert same(runs[0], runs[1])
    assert same(runs[0], runs[2])
    assert set(runs[0].tables.offers) == {"hard", "spelling"}


@settings(max_examples=6, deadline=None)
@given(st.lists(st.integers(1, 9_000), min_size=1, max_size=5))
def test_steps_by_hand_and_a_run_draw_the_same_noise(steps):
    stepped = trainer()
    for count in steps:
        stepped.targets(KNOBS, count)
    assert same(run_out(stepped), run_out(trainer()))


def test_late_proposals_are_waited_for_and_early_ones_are_not_used(monkeypatch):
    """A slow machine must train the same model as a fast one."""
    quick = run_out(trainer())
    gate = threading.Event()
    make = proposal_queue._maker

    def held(name, vocabulary, model):
        work = make(name, vocabulary, model)
        return lambda: gate.wait() and work()

    monkeypatch.setattr(proposal_queue, "_maker", held)
    slow = trainer()
    slow.block(KNOBS)
    assert slow.tables.own is None
    opener = threading.Timer(0.2, gate.set)
    opener.start()
    assert same(run_out(slow), quick)
    opener.join()


@pytest.mark.parametrize("blocks", [1, 2, 4])
def test_a_checkpoint_goes_on_bit_for_bit_in_memory_and_from_a_file(tmp_path, blocks):
    made = trainer()
    for _ in range(blocks):
        made.block(KNOBS)
    made.targets(KNOBS, 100)
    saved = made.checkpoint()
    checkpoint.save(saved, tmp_path / "run.npz")
    run_out(made)
    for back in (saved, checkpoint.load(tmp_path / "run.npz")):
        other = trainer(Knobs())
        other.restore(back)
        assert same(run_out(other), made)
    assert same(run_out(fork(made, saved)), made)


def test_the_next_step_is_shown_with_the_noise_it_will_have():
    made, shown = trainer(), []
    for _ in range(3):
        made.block(KNOBS)
    before = made.model.copy()
    target = made.upcoming(KNOBS)
    made.targets(KNOBS, 1)
    moved = np.flatnonzero((made.model.u != before.u).any(axis=1))
    assert set(moved) <= set(target.outputs)
    assert target.outputs[0] in moved
    shown.append(target)
    assert made.tables.own is not None


def test_a_sampler_turned_on_takes_force_at_the_next_border_and_off_at_once():
    plain, mixed = Knobs(epochs=2, negatives=3), replace(KNOBS, subsample=1e-4)
    made = trainer(plain)
    made.block(plain, 20_000)
    made.block(mixed, 10_000)
    assert made.tables.own is None
    made.block(mixed)
    assert made.position.token == 50_000
    made.block(mixed, 1_000)
    assert made.tables.own is not None
    made.block(plain, 1_000)
    assert made.tables.own is None
    assert not made.checkpoint().supply.offers


def test_proposals_of_another_model_stay_as_they_are():
    rng = np.random.default_rng(0)
    size = len(VOCABULARY)
    offer = Proposals(rng.integers(0, size, (size, 4)).astype(np.int32), np.ones((size, 4), "f4"))
    knobs = replace(KNOBS, sampler="unigram=0.5 hard=0.5")
    made = SkipGram(CORPUS, VOCABULARY, RECIPE, knobs, offers={"hard": offer})
    run_out(made, knobs)
    assert made.tables.offers["hard"] is offer


def test_what_fails_beside_the_run_is_raised_in_it():
    def broken():
        raise MemoryError

    late = ProposalQueue(coming=MappingProxyType({"hard": promised(broken)}), begun=10)
    with pytest.raises(MemoryError):
        late.settled(50_000, 50_000, KNOBS)
