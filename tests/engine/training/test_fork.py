"""If these fail, a ghost differs from its run by more than the knob, or disturbs it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import CorpusError
from engine.training.fork import follow, fork
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary
from tests.engine.training.test_trainer import CORPUS, KNOBS, RECIPE, run_out, same, trainer


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1, 4000), min_size=1, max_size=6))
def test_a_branch_with_the_same_knobs_is_its_run_bit_for_bit_however_it_is_sliced(steps):
    first = trainer()
    first.targets(KNOBS, 321)
    second = fork(first, first.checkpoint())
    assert same(first, second)
    for count in steps:
        first.targets(KNOBS, count)
        while follow(second, KNOBS, first.position):
            pass
        assert second.position == first.position
        assert same(first, second)


def test_a_branch_keeps_step_over_the_end_of_an_epoch_and_to_the_goal():
    first = trainer()
    second = fork(first, first.checkpoint())
    turned = replace(KNOBS, window=1, subsample=0.0)
    run_out(first, turned)
    while follow(second, KNOBS, first.position):
        pass
    assert second.position == first.position
    alone = trainer()
    run_out(alone)
    assert same(second, alone)
    assert not same(second, first)


def test_a_branch_leaves_its_run_alone():
    """A ghost that writes into the run it watches would change what the user sees."""
    first, untouched = trainer(), trainer()
    first.watch(3)
    second = fork(first, first.checkpoint())
    run_out(second)
    assert same(first, untouched)
    assert first.book is not None
    assert first.book.written[0] == 0
    run_out(first)
    run_out(untouched)
    assert same(first, untouched)


def test_a_branch_of_other_words_is_refused():
    other = SkipGram(CORPUS, build_vocabulary(CORPUS, 50), RECIPE, KNOBS)
    with pytest.raises(CorpusError, match="another text"):
        fork(trainer(), other.checkpoint())
