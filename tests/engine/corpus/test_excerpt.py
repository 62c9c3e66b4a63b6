"""If these fail, a lab trains another text than the visitor's, or waits for the whole of it."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.corpus.builtin.toyland import toyland
from engine.corpus.excerpt import excerpt
from engine.corpus.text.text import read_documents
from engine.settings import Knobs, Reading


def words_of(corpus, count):
    ids = corpus.source.passage(0, 0, count, Knobs()).ids[:count]
    return [corpus.symbols[i] for i in ids.tolist()]


def test_a_short_text_is_left_alone():
    whole = toyland()
    assert excerpt(whole, whole.source.size) is whole


@given(most=st.integers(1, 29_000))
@settings(max_examples=40)
def test_the_first_sentences_say_the_same_and_are_ranked_anew(most):
    whole = toyland(30_000)
    part = excerpt(whole, most)
    size = part.source.size
    assert most <= size < whole.source.size
    assert words_of(part, size) == words_of(whole, size)
    ids = part.source.passage(0, 0, size, Knobs()).ids
    assert np.array_equal(np.bincount(ids), part.counts)
    assert (np.diff(part.counts) <= 0).all()


def test_only_documents_that_are_reached_are_kept_and_the_settings_suit_the_part():
    texts = [(f"book {i}", ["one two three four five six.\n"] * 100) for i in range(5)]
    whole = read_documents("books", texts, Reading())
    part = excerpt(whole, 700)
    assert part.documents == whole.documents[:2]
    assert part.suggested.knobs.epochs == 20
