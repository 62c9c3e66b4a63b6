"""If these fail, the lines shown for two words are not in the text, or a page waits for them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.corpus import pairs
from engine.corpus.pairs import search
from engine.corpus.tokens import Tokens


def text_of(sentences):
    ids = np.array([word for sentence in sentences for word in sentence], np.int32)
    offsets = np.concatenate([[0], np.cumsum([len(s) for s in sentences])]).astype(np.int64)
    return Tokens(ids, offsets)


def naive(sentences, pair, window):
    """Each place of the first word with the second near it in its sentence."""
    return sum(
        any(
            j != i and abs(j - i) <= window and other == pair[1] for j, other in enumerate(sentence)
        )
        for sentence in sentences
        for i, word in enumerate(sentence)
        if word == pair[0]
    )


@settings(deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 4), min_size=1, max_size=12), min_size=1, max_size=20),
    st.tuples(st.integers(0, 4), st.integers(0, 4)),
    st.integers(1, 5),
    st.integers(1, 40),
)
def test_pairs_are_those_of_a_naive_reader_however_the_text_is_cut(sentences, pair, window, cut):
    source = text_of(sentences)
    was, pairs.STRETCH = pairs.STRETCH, cut
    try:
        found = search(source, [pair, (9, 9)], window, seconds=60)
    finally:
        pairs.STRETCH = was
    assert found.found[0].count == naive(sentences, pair, window)
    assert found.found[1].count == 0
    assert (found.looked, found.size) == (source.size, source.size)
    for line in found.found[0].lines:
        x, y = line.pair
        assert (line.ids[x], line.ids[y]) == pair
        assert 0 < abs(x - y) <= window
        assert list(line.ids) in [
            sentence[i : i + len(line.ids)] for sentence in sentences for i in range(len(sentence))
        ]


def test_a_line_says_where_its_sentence_goes_on():
    sentence = [0] * 10 + [1, 2] + [0] * 10
    line = search(text_of([sentence, [1], [2, 1]]), [(1, 2)], 3).found[0].lines[0]
    assert (line.begins, line.ends) == (False, False)
    assert line.ids[line.pair[0]] == 1
    assert len(line.ids) == 14


@pytest.mark.parametrize("most", [1, 64, 640])
def test_of_a_long_text_a_bounded_part_is_looked_at_from_all_over_it(monkeypatch, most):
    monkeypatch.setattr(pairs, "STRETCH", 64)
    source = text_of([[1, 2, 0, 0]] * 1000)
    found = search(source, [(1, 2)], 2, most=most, seconds=60)
    assert found.looked == max(64, most)
    assert found.size == 4000
    assert found.found[0].count == found.looked // 4
    visited = [first for first, _ in pairs._stretches(4000, 640)]
    assert len(set(visited)) == 10
    assert max(visited) > 3000


def test_when_the_time_is_up_what_was_seen_is_said(monkeypatch):
    monkeypatch.setattr(pairs, "STRETCH", 64)
    found = search(text_of([[1, 2, 0, 0]] * 1000), [(1, 2)], 2, seconds=-1)
    assert found.looked == 64
    assert found.found[0].count == 16
