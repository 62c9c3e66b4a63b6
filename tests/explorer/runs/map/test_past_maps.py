"""If these fail, going back shows a map that never was, or memory grows with the run."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.runs.map.past_maps import BYTES, MOST, Moments
from explorer.runs.map.umap_client import Layout


def layout(number, tokens, words=4):
    return Layout(
        number=number, kind="umap", positions=np.full((words, 2), number, np.float32), rows="r",
        tokens=tokens,
    )  # fmt: skip


def test_a_moment_is_the_last_map_drawn_by_then():
    moments = Moments()
    for number, tokens in enumerate((0, 100, 250)):
        moments.add(layout(number, tokens))
    assert [moments.at(tokens).number for tokens in (0, 99, 100, 249, 250, 10**9)] == [
        0,
        0,
        1,
        1,
        2,
        2,
    ]
    assert moments.tokens == (0, 100, 250)


def test_nothing_is_shown_of_a_run_without_maps():
    assert Moments().at(5) is None


def test_a_resting_run_has_one_map_a_moment_and_it_is_the_refined_one():
    moments = Moments()
    moments.add(layout(1, 50))
    moments.add(layout(2, 50))
    assert moments.tokens == (50,)
    assert moments.at(50).number == 2


def test_maps_of_other_words_are_let_go():
    """Positions of 4 words under the names of 6 would put words where they never were."""
    moments = Moments()
    moments.add(layout(1, 10, words=4))
    moments.add(layout(2, 20, words=6))
    assert moments.tokens == (20,)


def test_a_run_that_goes_back_forgets_the_maps_of_its_future():
    moments = Moments()
    for number, tokens in enumerate((0, 100, 200, 300)):
        moments.add(layout(number, tokens))
    moments.back_to(150)
    assert moments.tokens == (0, 100)
    moments.add(layout(9, 320))  # of a reader who still looked at the future
    moments.add(layout(10, 160))
    assert moments.tokens == (0, 100, 160)


def test_large_maps_are_fewer():
    """200 maps of 10,000 words in space would take 24 MB of every visitor."""
    moments = Moments()
    for number in range(150):
        moments.add(layout(number, number, words=10_000))
    assert len(moments.tokens) * moments.at(0).positions.nbytes <= BYTES
    assert (moments.tokens[0], moments.tokens[-1]) == (0, 149)


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(MOST - 5, 3 * MOST))
def test_memory_is_bounded_and_the_ends_stay(seed, count):
    steps = np.random.default_rng(seed).integers(1, 50, count)
    moments, tokens = Moments(), np.cumsum(steps)
    for number, at in enumerate(tokens.tolist()):
        moments.add(layout(number, at, words=1))
    kept = moments.tokens
    assert len(kept) <= MOST
    assert kept[0] == tokens[0]
    assert kept[-1] == tokens[-1]
    assert list(kept) == sorted(set(kept))
    assert np.diff(kept).max() <= 50 * (2 + 4 * len(steps) // MOST)
