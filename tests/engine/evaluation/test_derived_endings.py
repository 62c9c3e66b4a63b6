"""If these fail, a text without gold sets is judged by pairs that it does not hold."""

from hypothesis import given
from hypothesis import strategies as st

from engine.evaluation.derived_endings import ENDINGS, PAIRS, of_endings

STEMS = ["walk", "jump", "talk", "open", "call", "rain", "lift"]


def test_words_with_and_without_an_ending_are_akin_and_others_with_it_are_not():
    pairs = of_endings([*STEMS, *(f"{stem}ed" for stem in STEMS), "the", "they", "then"])
    akin = {(a, b) for a, b, score in pairs if score == 1.0}
    assert akin == {(stem, f"{stem}ed") for stem in STEMS}
    strange = {(a, b) for a, b, score in pairs if score == 0.0}
    assert ("walk", "jumped") in strange
    assert {a for a, _ in strange} == set(STEMS)
    assert {b for _, b in strange} == {b for _, b in akin}


def test_too_few_pairs_or_none_are_no_test():
    assert of_endings(["walk", "walked", "jump", "jumped"]) == []
    names = ["曹操", "刘备", "孙权", "关公", "诸葛", "司马"]
    assert of_endings([*names, *(f"{name}曰" for name in names)]) == []
    assert of_endings([]) == []


@given(st.lists(st.text("abc", min_size=1, max_size=9), unique=True, max_size=300))
def test_every_pair_is_of_two_words_that_are_there_and_stands_once(words):
    pairs = of_endings(words)
    assert len(pairs) <= 2 * ENDINGS * PAIRS
    assert len({pair[:2] for pair in pairs}) == len(pairs)
    for a, b, score in pairs:
        assert {a, b} <= set(words)
        assert a != b
        assert not score or b.startswith(a)
