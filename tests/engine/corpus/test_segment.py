import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.corpus.segment import segment
from engine.corpus.text import read_text
from engine.settings import Reading
from tests.engine.corpus import naive_text as naive

MIXED = st.lists(
    st.sampled_from([*"我来到北京清华大学了网易杭研大厦", "word", " ", "\n", "，", "1"])
)


@given(MIXED.map("".join), st.sampled_from(["auto", "characters"]))
@settings(deadline=None)
def test_runs_are_cut_as_one_by_one(text, segmenter):
    # Lost otherwise: words change with what stands beside them, or English is touched.
    assert segment(text, segmenter).split() == naive.cut_han(text, segmenter).split()
    assert segment(text, segmenter).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("segmenter", "words"),
    [
        ("auto", "我 来到 北京 清华大学 by bus"),
        ("characters", "我 来 到 北 京 清 华 大 学 by bus"),
        ("none", "我来到北京清华大学 by bus"),
    ],
)
def test_chinese_is_cut_as_asked(segmenter, words):
    # Lost otherwise: a Chinese text has a vocabulary of whole clauses.
    corpus = read_text("t", ["我来到北京清华大学 by bus"], Reading(segmenter=segmenter))
    ids = corpus.source.ids
    assert " ".join(corpus.symbols[i] for i in ids) == words
    assert corpus.facts.han_share == pytest.approx(9 / 14)


def test_chinese_without_a_space_is_read_in_pieces():
    # Lost otherwise: a Chinese novel on one line is one piece, or is cut inside a word.
    text = "他来到了网易杭研大厦，" * 3 + "我来到北京清华大学。"
    corpus = read_text("t", [text * 30_000], Reading())
    assert corpus.facts.sentences == 30_000
    assert corpus.counts[corpus.symbols.index("清华大学")] == 30_000
