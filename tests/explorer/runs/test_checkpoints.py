"""If these fail, "go on from here" leads elsewhere, or a long run eats the memory."""

from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.sampling.proposals import Proposals
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary
from explorer.runs.checkpoints import MOST, Checkpoints
from tests.engine.training.test_trainer import trainer
from tests.explorer.material import until
from tests.explorer.runs.small import CORPUS, KNOBS, RECIPE, look

SIZE = 2 * trainer().model.inputs.nbytes


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 3000), max_size=60), st.integers(0, 6))
def test_memory_is_bounded_and_what_is_kept_is_spread(steps, room):
    """`room` checkpoints fit; a run goes on longer than it was asked to at first."""
    made = trainer()
    kept = Checkpoints(made, 20_000, budget=room * SIZE)
    for step in steps:
        made.position = replace(made.position, tokens=made.position.tokens + step)
        kept.offer(made)
        tokens = kept.tokens
        assert tokens[0] == 0
        assert len(tokens) <= min(MOST, room) + 1
        assert list(tokens) == sorted(set(tokens))
    if room and len(kept.tokens) > 1:
        widest = max(later - earlier for earlier, later in pairwise(kept.tokens))
        assert widest <= 4 * max(20_000, made.position.tokens) // (room + 1) + 2 * max(steps)


def test_a_moment_leads_to_the_last_checkpoint_by_then():
    made = trainer()
    kept = Checkpoints(made, 201)
    for tokens in (10, 20, 30):
        made.position = replace(made.position, tokens=tokens)
        kept.offer(made)
    assert kept.tokens == (0, 10, 20, 30)
    assert kept.at(9) is None
    assert [kept.at(tokens).position.tokens for tokens in (10, 19, 20, 10**9)] == [10, 10, 20, 30]
    assert kept.back_to(20).tokens == (0, 10, 20)


def test_proposals_of_noise_take_room_too_once_for_all_that_share_them():
    made = trainer()
    kept = Checkpoints(made, 20_000, budget=10 * SIZE)
    shared, tables = None, 0
    for number in range(1, 40):
        if number % 3 == 1:
            shared = Proposals(np.zeros((SIZE // 8, 1), "i4"), np.zeros((SIZE // 8, 1), "f4"))
        offers = MappingProxyType({"hard": shared})
        made._supply = replace(made._supply, offers=offers)
        made.position = replace(made.position, tokens=2_000 * number)
        kept.offer(made)
        tables = max(tables, kept.nbytes)
        assert kept.nbytes <= 10 * SIZE
        assert len(kept.tokens) > 2 or number < 3
    assert tables > 5 * SIZE


def test_a_large_model_is_kept_once():
    made = trainer()
    kept = Checkpoints(made, 100, budget=SIZE * 2 // 3)
    for tokens in (60, 120, 250, 600):
        made.position = replace(made.position, tokens=tokens)
        kept.offer(made)
        assert len(kept.tokens) == 2


def test_a_run_that_goes_on_unturned_ends_bit_for_bit_where_it_ended(made):
    run = made(replace(KNOBS, epochs=20))  # many slices, even on a busy machine
    until(lambda: run.state == "done" and len(look(run).checkpoints) > 2)
    end, name, there = run.vectors(), run.name, look(run).checkpoints
    middle = there[len(there) // 2]
    assert run.branch(middle + 1) == middle > 0
    assert run.name != name
    until(lambda: run.state == "done")
    assert np.array_equal(run.vectors(), end)
    assert look(run).tokens == look(run).goal


def test_the_past_stays_and_the_future_goes(made):
    run = made(replace(KNOBS, epochs=1000))
    for window in (2, 3):
        seen = look(run).tokens
        until(lambda seen=seen: look(run, words=50).checkpoints[-1] > seen)
        run.turn(window=window)
        until(lambda: run.knobs == run._trajectory.in_force)
    run.pause()
    until(lambda: look(run, words=50).state == "paused")
    before = look(run)
    run.turn(window=7)
    first, second = (change.tokens for change in before.changes)
    there = run.branch(second - 1)
    assert first <= there < second
    until(lambda: len(look(run).changes) == 2)
    run.pause()
    after = look(run)
    assert after.line == before.line
    assert after.changes[0] == before.changes[0]
    assert (after.changes[1].tokens, after.changes[1].old, after.changes[1].new) == (there, 2, 7)
    old = [point for point in before.history if point.tokens <= there]
    assert list(after.history[: len(old)]) == old
    assert all(moment <= there or moment > before.moments[-1] for moment in after.moments
               if moment in before.moments)  # fmt: skip
    assert all(kept <= look(run).tokens for kept in after.checkpoints)


def test_a_run_goes_back_to_its_very_start_too(made):
    run = made()
    until(lambda: run.state == "done")
    end = run.vectors()
    assert run.branch(0) == 0
    until(lambda: run.state == "done")
    assert np.array_equal(run.vectors(), end)


def test_a_run_that_blew_up_can_go_on_from_before(made):
    """Ten minutes of training are not lost to one turn too far."""
    run = made(replace(KNOBS, epochs=1000))
    until(lambda: look(run).checkpoints[-1] > 0)
    run.turn(learning_rate=10.0, schedule="constant")
    until(lambda: run.state == "error")
    turned = look(run).changes[0].tokens
    run.turn(KNOBS)
    there = run.branch(turned)
    assert 0 < there <= turned
    until(lambda: run.state == "done")
    assert np.isfinite(run.vectors()).all()


def test_a_checkpoint_is_the_model_of_its_moment(made):
    run = made()
    until(lambda: run.state == "done")
    alone = SkipGram(CORPUS, build_vocabulary(CORPUS, 5), RECIPE, KNOBS)
    saved = run._trajectory.checkpoints.at(look(run).goal)
    while alone.position.tokens < saved.position.tokens:
        alone.targets(KNOBS, 1)
    assert alone.position == saved.position
    assert np.array_equal(alone.model.v, saved.model.v)
