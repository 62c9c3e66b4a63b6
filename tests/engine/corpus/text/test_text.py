import gc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.corpus import scratch
from engine.corpus.corpus import SENTENCE_LIMIT
from engine.corpus.text import chunks as pieces_module
from engine.corpus.text import text as text_module
from engine.corpus.text.chunks import PIECE, chunks, ends
from engine.corpus.text.scripts import RANGES, UNSPACED
from engine.corpus.text.text import read_documents, read_text
from engine.corpus.tokens import Tokens
from engine.errors import CorpusError, EngineError
from engine.settings import Knobs, Reading
from tests.engine.corpus.text import naive_text as naive

OTHERS = frozenset(  # scripts whose words test_segment finds
    chr(point)
    for name in UNSPACED
    if name != "Han"
    for first, last in RANGES[name]
    for point in range(first, last + 1)
)
OPEN_FILES = Path("/proc/self/fd")
ANY = st.characters(exclude_categories=("Cs", "Cn", "Co", "Cc")).filter(
    lambda char: char not in OTHERS
)
TRICKY = st.sampled_from(
    [*"aAzÉßΣİ 19½²'’-‐\u00ad\u200d\u200c.…!?;。，！、\"”)*_<>=\n\n\t\r\v\u2028\u3000",
     *"\u0301\u0338\ufe0f❤中國一二々〇\uf900",
     "\r\n", ". ", ".\n", "Mr. ", "St.", "U.S.", "3.14", "\n \n"]
)  # fmt: skip
TEXTS = st.lists(TRICKY | ANY, max_size=60).map("".join)
READINGS = st.builds(
    Reading,
    lowercase=st.booleans(),
    digits=st.booleans(),
    sentences=st.sampled_from(["line", "punctuation"]),
    segmenter=st.sampled_from(["auto", "characters", "none"]),
)


def sentences_of(corpus):
    stream = corpus.source.passage(0, 0, corpus.source.size, Knobs())
    bounds = zip(stream.offsets[:-1], stream.offsets[1:], strict=True)
    return [[corpus.symbols[i] for i in stream.ids[a:b]] for a, b in bounds]


def contents(corpus):
    return sentences_of(corpus), corpus.symbols, corpus.counts.tolist(), corpus.documents


@given(TEXTS, READINGS)
@settings(max_examples=400, deadline=None)
def test_any_text_reads_as_its_slow_twin_does(text, reading):
    # Lost otherwise: words of some language, or counts, silently differ from what is documented.
    sentences, ranking = naive.read(text, reading)
    if not ranking:
        with pytest.raises(CorpusError):
            read_text("t", [text], reading)
        return
    corpus = read_text("t", [text], reading)
    assert sentences_of(corpus) == sentences
    assert list(zip(corpus.symbols, corpus.counts.tolist(), strict=True)) == ranking
    assert corpus.facts.sentences == len(sentences)
    assert 0 <= corpus.facts.han_share <= 1


@given(TEXTS, READINGS, st.integers(1, 20), st.integers(1, 12))
@settings(max_examples=300, deadline=None)
def test_piece_boundaries_change_nothing(text, reading, size, step):
    # Lost otherwise: the same file gives another corpus when it is read in other chunks.
    text = "word. " + text
    arriving = [text[i : i + step] for i in range(0, len(text), step)]
    cut = read_documents("t", [("t", arriving)], reading, size=size)
    assert contents(cut) == contents(read_text("t", [text], reading))


@given(TEXTS, st.integers(1, 20), st.integers(1, 12))
@settings(deadline=None)
def test_windows_lose_no_character(text, size, step):
    # Lost otherwise: words at the borders of pieces.
    arriving = [text[i : i + step] for i in range(0, len(text), step)]
    assert "".join(chunks("t", arriving, size)) == text
    assert list(chunks("t", arriving, size)) == list(chunks("t", [text], size))


@given(st.text(st.characters(codec=None), max_size=80))
@settings(deadline=None)
def test_any_string_raises_nothing_but_engine_errors(text):
    # Lost otherwise: a pasted text (half an emoji, control characters) ends in a traceback.
    try:
        corpus = read_text("t", [text, "\ud83d"], Reading())
    except EngineError as error:
        assert str(error).startswith("t: ")
    else:
        assert corpus.source.size == corpus.counts.sum()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don't shout ’tis 'quoted' dogs' rock’n’roll!", "don't shout tis quoted dogs rock'n'roll"),
        ("well--then -- an en–dash—and", "well then an en dash and"),
        ("cafe\u0301 CAFÉ", "café café"),
        ("I ❤\ufe0f U", "i u"),
        ("co\u00adoperate می\u200cخواهم", "cooperate می\u200cخواهم"),
        ("<img src=x onerror=alert(1)>", "img src x onerror alert 1"),
        ("x" * 201 + " kept", "kept"),
    ],
)  # fmt: skip
def test_words_are_what_a_reader_expects(text, expected):
    # Lost otherwise: neighbours under spellings that nobody types.
    assert " ".join(sentences_of(read_text("t", [text], Reading()))[0]) == expected


def test_options_of_reading_are_kept():
    # Lost otherwise: a switch on the page that does nothing.
    text = "Room 101 is Room b2"
    assert read_text("t", [text], Reading(lowercase=False)).symbols[0] == "Room"
    without = read_text("t", [text], Reading(digits=False))
    assert without.symbols == ("room", "is")
    assert sentences_of(without) == [["room", "is", "room"]]


@pytest.mark.parametrize(
    ("text", "end", "count"),
    [
        ("Mr. Hall paid 3.14 to J. Doe. “Good.” He left\n\nNew part", "punctuation", 4),
        ("他来了。她走了！为什么？", "punctuation", 3),
        ("one two\nthree four\n\nfive", "line", 3),
        ("one\rtwo\r\nthree", "line", 3),
    ],
)
def test_sentences_end_where_the_text_suggests(text, end, count):
    # Lost otherwise: windows across sentences, or sentences torn at "Mr." and "3.14".
    facts = read_text("t", [text], Reading()).facts
    assert (facts.ends, facts.sentences) == (end, count)


def test_auto_needs_one_mark_in_a_hundred_words():
    # Lost otherwise: text8's format, or a list of lines, is taken for prose.
    assert ends("word " * 99 + "word. ", "auto") == "punctuation"
    assert ends("word " * 301 + ". ", "auto") == "line"
    assert ends("word", "punctuation") == "punctuation"


def test_long_sentences_are_cut_and_nothing_is_dropped():
    # Lost otherwise: a corpus of one line trains on its first 10,000 words only.
    corpus = read_text("t", ["ab cd " * 12_000], Reading())
    assert np.diff(corpus.source.offsets).tolist() == [SENTENCE_LIMIT, SENTENCE_LIMIT, 4_000]
    assert corpus.counts.tolist() == [12_000, 12_000]


def test_documents_say_where_they_start():
    # Lost otherwise: books or files cannot be told apart later.
    texts = [("a", ["x y. z"]), ("b", ["x"]), ("c", ["z z"])]
    corpus = read_documents("all", texts, Reading())
    assert corpus.documents == (("a", 0), ("b", 3), ("c", 4))
    assert corpus.source.offsets.tolist()[-3:] == [3, 4, 6]


@pytest.mark.parametrize("text", ["", " \n\t \u3000", "\ufeff".strip("\ufeff")])
def test_blank_text_is_said_to_be_blank(text):
    # Lost otherwise: an empty upload looks like a broken program.
    with pytest.raises(CorpusError, match=r"^a\.txt: is empty or blank"):
        read_documents("all", [("b.txt", ["x y"]), ("a.txt", [text])], Reading())


def test_text_without_words_is_said_to_have_none():
    # Lost otherwise: the user is not told why nothing trains.
    with pytest.raises(CorpusError, match=r"t: no word found in 7 characters"):
        read_text("t", ["* * 7 7"], Reading(digits=False))
    with pytest.raises(CorpusError, match="holds no text"):
        read_documents("t", [], Reading())


def test_stray_control_characters_are_spaces_and_counted():
    # Lost otherwise: one NUL byte in a good file makes it unreadable, or glues words.
    corpus = read_text("t", ["one\0two three\x1bfour"], Reading())
    assert corpus.facts.control_characters == 2
    assert set(corpus.symbols) == {"one", "two", "three", "four"}


def test_many_control_characters_are_no_text():
    # Lost otherwise: a picture trains for minutes on nonsense.
    with pytest.raises(CorpusError, match="t: is not text: 50 of its first 150 characters"):
        read_text("t", ["ab\0" * 50], Reading())


def test_a_line_of_fifty_megabytes_is_read():
    # Lost otherwise: text8-like files hang or fail.
    corpus = read_text("t", ["some words in one line " * 400_000] * 6, Reading())
    assert corpus.source.size == 12_000_000
    assert np.diff(corpus.source.offsets).max() == SENTENCE_LIMIT


def test_a_stretch_without_spaces_is_refused_before_memory_runs_out(monkeypatch):
    # Lost otherwise: a gigabyte of base64 takes the server down.
    monkeypatch.setattr(pieces_module, "UNBROKEN_LIMIT", 1000)
    with pytest.raises(CorpusError, match="t: 1,900 characters in a row hold no space"):
        read_documents("t", [("t", iter(["x" * 100] * 50))], Reading(), size=300)


@given(st.lists(st.integers(1, 6), min_size=1, max_size=8), st.data())
def test_a_passage_is_whole_sentences_and_copies_no_ids(lengths, data):
    # Lost otherwise: blocks of training skip or repeat words.
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    ids = np.arange(offsets[-1], dtype=np.int32)
    source = Tokens(ids, offsets)
    first = data.draw(st.integers(0, source.size - 1))
    count = data.draw(st.integers(1, source.size + 3))
    stream = source.passage(3, first, count, Knobs())
    end = min(first + count, source.size)
    assert stream.first <= first
    assert stream.first + len(stream.ids) >= end
    assert stream.first in offsets
    assert (stream.first + stream.offsets).tolist() == [
        o for o in offsets if stream.first <= o <= stream.first + len(stream.ids)
    ]
    assert stream.first + stream.offsets[1] > first  # no sentence too many
    assert stream.first + stream.offsets[-2] < end
    assert np.shares_memory(stream.ids, ids)
    assert stream.ids[0] == stream.first


def test_a_passage_beyond_the_end_is_empty():
    # Lost otherwise: the last block of an epoch fails.
    source = Tokens(np.arange(3, dtype=np.int32), np.array([0, 3]))
    for first, count in ((3, 5), (9, 1), (1, 0)):
        stream = source.passage(0, first, count, Knobs())
        assert (len(stream.ids), stream.offsets.tolist()) == (0, [0])


@given(TEXTS, READINGS, st.integers(1, 20), st.integers(1, 4))
@settings(max_examples=200, deadline=None)
def test_sentences_are_cut_at_the_limit_wherever_windows_end(text, reading, size, limit):
    # Lost otherwise: a long sentence is cut elsewhere when it is read in other pieces.
    text = "some words before. " + text
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_module, "SENTENCE_LIMIT", limit)
        corpus = read_documents("t", [("t", [text])], reading, size=size)
    assert sentences_of(corpus) == naive.read(text, reading, limit)[0]


@pytest.mark.parametrize("folder", [True, False])
def test_what_does_not_fit_in_memory_reads_the_same(monkeypatch, tmp_path, folder):
    # Lost otherwise: long texts differ from short ones.
    many = [f"w{n} x. " for n in range(3000)]
    texts = [("a", ["Don’t 滚滚长江东逝水 Ça 101. " * 300]), ("b", many)]
    whole = contents(read_documents("t", texts, Reading()))
    monkeypatch.setattr(scratch, "KEPT", 16)
    place = tmp_path if folder else None
    corpus = read_documents("t", texts, Reading(), size=100, folder=place)
    assert contents(corpus) == whole
    assert isinstance(corpus.source.ids.base, np.memmap)
    assert len(list(tmp_path.iterdir())) == 2 * folder


@pytest.mark.skipif(not OPEN_FILES.is_dir(), reason="Linux tells its files there")
def test_a_reading_that_fails_leaves_no_file_open(monkeypatch):
    # Lost otherwise: a server that has no files left after a day of bad uploads.
    monkeypatch.setattr(scratch, "KEPT", 16)
    before = len(list(OPEN_FILES.iterdir()))
    with pytest.raises(CorpusError, match="is empty or blank"):
        read_documents("t", [("a", ["one two. " * 99]), ("b", [""])], Reading())
    with pytest.raises(CorpusError, match="is not text"):
        read_documents("t", [("a", ["one two. " * 99]), ("b", ["\0" * 99])], Reading())
    gc.collect()
    assert len(list(OPEN_FILES.iterdir())) == before


def test_a_book_on_one_line_without_a_mark_is_cut_between_its_letters():
    """It was held whole: 312 MB of it took 7.9 GB."""
    text = "山水" * PIECE
    found = list(chunks("t", [text[:7], text[7:]]))
    assert "".join(found) == text
    assert max(map(len, found)) <= PIECE + 1
    spaced = "ab" * PIECE
    assert list(chunks("t", [spaced])) == [spaced]
