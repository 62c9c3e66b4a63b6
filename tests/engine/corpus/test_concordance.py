"""If these fail, the drawer shows lines in which the word does not stand, or none where it does."""

import time

import numpy as np
import pytest

from engine.corpus.concordance import Concordance
from engine.corpus.corpus import Corpus
from engine.corpus.tokens import Tokens
from engine.settings import Knobs

KNOBS = Knobs()


def made(ids, cuts=()):
    ids = np.asarray(ids, np.int32)
    counts = np.bincount(ids).astype(np.int64)
    offsets = np.array([0, *cuts, len(ids)], np.int64)
    return Corpus("made", tuple(f"w{i}" for i in range(len(counts))), counts, Tokens(ids, offsets))


def found(corpus, word, **options):
    search = Concordance(corpus, word, KNOBS, **options)
    while not search.finished:
        search.look()
    return search.lines()


def test_a_line_is_the_sentence_around_the_word_and_says_where_it_is_cut():
    ids = [0] * 50
    ids[20], ids[31], ids[33] = 1, 2, 1
    lines = found(made(ids, cuts=(18, 31)), 1, wanted=2, around=5)
    assert [line.place for line in lines] == [20, 33]
    first, second = lines
    assert (first.words, first.at) == (("w0", "w0", "w1", "w0", "w0", "w0", "w0", "w0"), 2)
    assert (first.begins, first.ends) == (True, False)
    assert second.words == ("w2", "w0", "w1", "w0", "w0", "w0", "w0", "w0")
    assert (second.begins, second.ends) == (True, False)


def test_every_occurrence_of_a_rare_word_is_found_at_any_place():
    """Stretches meet: what stands at their edges must be found once."""
    rng = np.random.default_rng(3)
    for size in (1, 99, 100, 101, 6400, 6401, 9999):
        ids = np.zeros(size, np.int32)
        places = np.unique([0, size - 1, *rng.integers(0, size, 5)])
        ids[places] = 1
        lines = found(made(ids, cuts=range(7, size, 7)), 1, wanted=50)
        assert [line.place for line in lines] == places.tolist()
        assert all(line.words[line.at] == "w1" for line in lines)


def test_lines_of_a_frequent_word_come_from_all_over_the_text():
    lines = found(made(np.arange(60_000) % 3, cuts=range(11, 60_000, 11)), 2, wanted=6)
    assert len(lines) == 6
    assert np.ptp([line.place for line in lines]) > 30_000


def test_a_look_costs_the_same_however_long_the_text_is():
    """The page asks while a class is watching: a rare word must not stop it."""
    ids = np.zeros(60_000_000, np.int32)
    ids[-1] = 1
    corpus = Corpus(
        "long", ("a", "b"), np.array([len(ids) - 1, 1]),
        Tokens(ids, np.arange(0, len(ids) + 1, 1000, dtype=np.int64)),
    )  # fmt: skip
    search, looks, longest = Concordance(corpus, 1, KNOBS), 0, 0.0
    while not search.finished:
        began = time.thread_time()
        search.look()
        looks, longest = looks + 1, max(longest, time.thread_time() - began)
    assert looks == pytest.approx(60 / 8, abs=1)
    assert longest < 0.1
    assert [line.place for line in search.lines()] == [len(ids) - 1]
    assert search.searched == 1


def test_a_word_in_no_line_ends_the_search():
    assert found(made([0, 1, 0]), 5) == ()
