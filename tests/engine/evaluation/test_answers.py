"""If these fail, the share of analogies is that of another question, or takes the whole memory."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.evaluation import analogies
from engine.kernels.answers import best_answers
from engine.similarity import unit_rows
from tests import naive

RNG = np.random.default_rng(9)


def by_the_formula(unit, asked, method):
    """One question after the other, as the papers write it, in float64."""
    cosines = unit.astype(float) @ unit.T.astype(float)
    places = []
    for a, b, c in asked:
        scores = cosines[b] - cosines[a] + cosines[c]
        if method == "3cosmul":
            moved = (1 + cosines) / 2
            scores = moved[b] * moved[c] / (moved[a] + 1e-3)
        scores[[a, b, c]] = -np.inf
        places.append(scores.argmax())
    return places


@pytest.mark.parametrize("method", analogies.METHODS)
@pytest.mark.parametrize("columns", [1, 7, 512])
def test_answers_are_those_of_the_formula_however_the_words_are_cut(monkeypatch, method, columns):
    monkeypatch.setattr(analogies, "_COLUMNS", columns)
    unit = unit_rows(RNG.normal(0, 1, (90, 12)).astype(np.float32))
    asked = RNG.integers(0, 90, (150, 3)).astype(np.int32)  # some ask with one word twice
    assert analogies.answered(unit, asked, method).tolist() == by_the_formula(unit, asked, method)


@pytest.mark.parametrize("method", analogies.METHODS)
def test_of_equal_answers_the_more_frequent_is_taken(method):
    half = unit_rows(RNG.normal(0, 1, (40, 4)).astype(np.float32))
    unit = np.concatenate([half, half, half])  # every answer has two doubles
    asked = RNG.integers(40, 120, (60, 3)).astype(np.int32)
    assert (analogies.answered(unit, asked, method) < 40).all()


def test_a_word_asked_with_is_no_answer():
    unit = unit_rows(RNG.normal(0, 1, (3, 4)).astype(np.float32))
    assert analogies.answered(unit, np.array([[0, 1, 2]], np.int32), "3cosadd").tolist() == [-1]
    assert len(analogies.answered(unit, np.zeros((0, 3), np.int32), "3cosadd")) == 0


def test_rows_without_direction_and_opposite_ones_are_answered_too():
    """The logarithm of 0 is −∞: an answer must not become NaN and win or vanish."""
    unit = np.array([[1, 0], [-1, 0], [0, 0], [0, 1], [1, 0]], np.float32)
    asked = np.array([[0, 1, 1], [1, 0, 0], [2, 2, 2]], np.int32)
    found = analogies.answered(unit, asked, "3cosmul")
    assert found.tolist() == by_the_formula(unit, asked, "3cosmul")


@settings(deadline=None)  # the first example compiles
@given(st.integers(0, 2**32 - 1), st.integers(1, 20), st.integers(0, 12))
def test_the_kernel_is_its_twin(seed, width, first):
    rng = np.random.default_rng(seed)
    plus, minus = rng.integers(-4, 5, (2, 6, width)).astype(np.float32)  # many scores are equal
    rows = rng.integers(0, 6, (9, 3)).astype(np.int32)
    hidden = np.sort(rng.integers(0, 30, (9, 3)), axis=1).astype(np.int32)
    best, places = rng.integers(-9, 5, 9).astype(np.float32), np.full(9, -1, np.int32)
    slow_best, slow_places = best.copy(), places.copy()
    best_answers(plus, minus, rows, hidden, first, best, places)
    naive.best_answers(plus, minus, rows, hidden, first, slow_best, slow_places)
    assert np.array_equal(best, slow_best)
    assert np.array_equal(places, slow_places)


def test_memory_does_not_grow_with_the_words():
    """900 rows of 200,000 cosines would be 720 MB; a million words would end the process."""
    unit = np.zeros((200_000, 4), np.float32)
    unit[:, 0] = 1
    asked = np.arange(900, dtype=np.int32).reshape(-1, 3)
    tracemalloc.start()
    try:
        analogies.answered(unit, asked, "3cosmul")
        assert tracemalloc.get_traced_memory()[1] < 64e6
    finally:
        tracemalloc.stop()
