"""If these fail, an axis of the map is not the one that stands beside it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from engine.errors import EngineError, ParameterError, WordError
from engine.evaluation.directions import direction, named, terms
from engine.vocabulary import vocabulary_of

WORDS = ("he", "she", "well-known", "c++", "king")
VOCABULARY = vocabulary_of(WORDS, np.ones(5, np.int64))
VECTORS = np.random.default_rng(1).normal(size=(5, 8)).astype(np.float32)


def unit(word):
    row = VECTORS[WORDS.index(word)]
    return row / np.linalg.norm(row)


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("she", {"she": 1}),
        ("she − he", {"she": 1, "he": -1}),
        ("she - he", {"she": 1, "he": -1}),
        ("she−he+king", {"she": 1, "he": -1, "king": 1}),
        ("− he", {"he": -1}),
        ("well-known – She", {"well-known": 1, "she": -1}),
        ("c++", {"c++": 1}),
    ],
)
def test_an_axis_is_the_sum_of_its_words_at_length_one(text, signs):
    total = sum(sign * unit(word) for word, sign in signs.items())
    found = direction(VECTORS, named(VOCABULARY, text))
    assert_allclose(found, total / np.linalg.norm(total), atol=1e-6)


@pytest.mark.parametrize("text", ["", "  ", "she −", "she + + he", "−", "+".join("abcdefghijk")])
def test_what_is_no_axis_is_said_with_an_example(text):
    with pytest.raises(ParameterError, match="she − he"):
        named(VOCABULARY, text)


def test_words_that_cancel_out_and_words_that_are_not_there_are_said():
    with pytest.raises(ParameterError, match="“she − She” leads nowhere"):
        named(VOCABULARY, "she − She")
    with pytest.raises(WordError, match=r"“kong” is not among .* near it are: king"):
        named(VOCABULARY, "he + kong")
    with pytest.raises(ParameterError, match="201 characters"):
        named(VOCABULARY, "a" * 201)


def test_output_vectors_before_training_point_nowhere_and_nobody_stumbles():
    assert (direction(np.zeros((5, 8), np.float32), named(VOCABULARY, "he")) == 0).all()


@given(st.text(max_size=40))
def test_whatever_is_written_is_an_axis_or_one_sentence(text):
    try:
        assert all(sign in {1, -1} and word for sign, word in terms(text))
    except EngineError as error:
        assert str(error)
