"""If these fail, words are torn, glued, miscounted or mixed up."""

import unicodedata

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.corpus.symbols import Symbols
from engine.corpus.text import characters, lexicon
from engine.corpus.text.lexicon import Lexicon
from engine.kernels import words
from tests.engine.corpus.text import naive_words as naive

TRICKY = st.sampled_from(
    [*"aZ9é中_'’-\u00ad.…!?;\"”)*\n\r\t \u2028\u3000\u0301\x00\x7f\v", "\U0001f600", "\U00020000",
     "\ud800", ". ", '." ', "Mr. ", "Prof.", "AProf.", "J.", "..", "\n \n", "--"]
)  # fmt: skip
TEXTS = st.lists(TRICKY | st.characters(codec=None), max_size=50).map("".join)


def raw(text):
    return np.frombuffer(text.encode("utf-8", "surrogatepass"), np.uint8)


def bounded(how, text, kinds):
    room = len(text) // 2 + 2
    bounds, breaks = np.zeros((room, 2), np.int32), np.zeros(room, np.int32)
    found, ends = how.bound(text, kinds, bounds, breaks)
    return bounds[:found].tolist(), breaks[:ends].tolist()


@given(TEXTS, st.sampled_from(["line", "punctuation"]))
@settings(max_examples=500, deadline=None)
def test_words_and_ends_are_those_of_the_slow_twin(text, end):
    kinds = characters.char_flags(end)
    assert bounded(words, raw(text), kinds) == bounded(naive, raw(text), kinds)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_a_survey_counts_as_its_slow_twin(text):
    kinds, one, two = characters.char_flags("line"), np.zeros(3, np.int64), np.zeros(3, np.int64)
    assert words.survey(raw(text), kinds, one) == naive.survey(raw(text), kinds, two)
    assert one.tolist() == two.tolist()


@given(TEXTS)
@settings(max_examples=500, deadline=None)
def test_a_text_that_needs_no_normal_form_is_in_it(text):
    # Lost otherwise: "é" and "e + ´" are two words.
    found = words.survey(raw(text), characters.char_flags("line"), np.zeros(3, np.int64))
    assert found & words.UNSURE or unicodedata.is_normalized("NFC", text)


def test_the_small_table_is_the_beginning_of_the_large_one():
    for end in ("line", "punctuation"):
        small = characters.char_flags(end, planes=1)
        assert (small == characters.char_flags(end)[: len(small)]).all()


WORDS = st.lists(st.text(st.sampled_from("abcé"), min_size=1, max_size=12), max_size=200)


def packed(given_words):
    """The words in a row, and their bounds."""
    parts = [word.encode() for word in given_words]
    stops = np.cumsum([0, *map(len, parts)])
    bounds = np.stack([stops[:-1], stops[1:]], axis=1).astype(np.int32)
    return np.frombuffer(b"".join(parts), np.uint8), bounds


@given(WORDS, st.integers(1, 12), st.integers(0, 300), st.integers(0, 2))
@settings(max_examples=300, deadline=None)
def test_interning_is_that_of_the_slow_twin_also_when_room_runs_out(given_words, log, room, weight):
    text, bounds = packed(given_words)
    results = []
    for how in (words, naive):
        slots, letters = np.zeros((2**log, 2), np.uint64), np.zeros(room, np.uint8)
        starts = np.zeros(2**log // 2 + 1, np.int64)
        counts, codes = np.zeros(2**log // 2, np.int64), np.full(len(bounds), -1, np.int32)
        done, size = how.intern(text, bounds, codes, 0, slots, letters, starts, counts, 0, weight)
        results.append((done, size, *(x.tolist() for x in (letters, starts, counts, codes[:done]))))
    assert results[0] == results[1]


@given(WORDS)
@settings(max_examples=100, deadline=None)
def test_a_larger_table_is_that_of_the_slow_twin(given_words):
    text, bounds = packed(given_words)
    old = np.zeros((512, 2), np.uint64)  # small, for the twin looks at every slot
    starts, counts, codes = np.zeros(257, int), np.zeros(256, int), np.zeros(len(bounds), np.int32)
    words.intern(text, bounds, codes, 0, old, np.zeros(8000, np.uint8), starts, counts, 0, 1)
    one, two = np.zeros((2, 1024, 2), np.uint64)
    words.rehash(old, one)
    naive.rehash(old, two)
    assert (one == two).all()


@given(WORDS, st.randoms())
@settings(max_examples=100, deadline=None)
def test_words_are_collected_as_by_the_slow_twin(given_words, random):
    book = filled(given_words)
    order = list(range(book.size))
    random.shuffle(order)
    order = np.array(order, np.int64)
    results = []
    for how in (words, naive):
        letters, edges = np.zeros(book.starts[book.size], np.uint8), np.zeros(len(order) + 1, int)
        how.collect(book.letters, book.starts, order, letters, edges)
        results.append((letters.tolist(), edges.tolist()))
    assert results[0] == results[1]


def filled(given_words):
    book = Lexicon()
    book.add(*packed(given_words))
    return book


@pytest.fixture
def cramped(monkeypatch):
    """Lexicons begin as small as they can, and live in files from the first bytes on."""
    monkeypatch.setattr(lexicon, "_SLOTS", 2)
    monkeypatch.setattr(lexicon, "_LETTERS", 1)
    monkeypatch.setattr("engine.corpus.scratch.KEPT", 16)


def test_a_lexicon_grows_and_loses_nothing(cramped):
    # Lost otherwise: words of a long text take each other's places.
    given_words = [str(number * number % 10_007) for number in range(20_000)]
    book = Lexicon()
    text, bounds = packed(given_words)
    codes = np.concatenate([book.add(text, bounds[i : i + 999]) for i in range(0, 20_000, 999)])
    symbols = Symbols(book.letters, book.starts[: book.size + 1])
    assert [symbols[code] for code in codes] == given_words
    assert symbols[:] == tuple(dict.fromkeys(given_words))
    assert book.counts[: book.size].tolist() == np.bincount(codes).tolist()


@given(st.lists(st.text(max_size=5)), st.slices(12), st.integers(-12, 12))
def test_symbols_are_a_tuple_that_is_not_there_yet(given_words, part, place):
    # Lost otherwise: words under the wrong rank.
    text, bounds = packed(given_words) if given_words else (np.empty(0, np.uint8), None)
    edges = np.zeros(1, int) if bounds is None else np.append(bounds[:, 0], bounds[-1, 1])
    symbols = Symbols(text, edges)
    assert symbols == tuple(given_words)
    assert list(symbols) == given_words
    assert hash(symbols) == hash(tuple(given_words))
    assert symbols[part] == tuple(given_words)[part]
    assert len(symbols) == len(given_words)
    if -len(given_words) <= place < len(given_words):
        assert symbols[place] == given_words[place]
    else:
        with pytest.raises(IndexError):
            symbols[place]
