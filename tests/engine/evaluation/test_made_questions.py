"""If these fail, a text without gold sets is judged by questions that it does not hold."""

from hypothesis import given
from hypothesis import strategies as st

from engine.evaluation.made_questions import ENDINGS, PAIRS, of_endings

STEMS = ["walk", "jump", "talk", "open", "call", "rain", "lift"]


def test_words_with_and_without_an_ending_are_asked_about():
    questions = of_endings([*STEMS, *(f"{stem}ed" for stem in STEMS), "the", "they", "then"])
    assert {question.section for question in questions} == {"-ed"}
    assert len(questions) == len(STEMS) * (len(STEMS) - 1)
    asked = {(question.a, question.b, question.c, question.d) for question in questions}
    assert ("walk", "walked", "jump", "jumped") in asked
    assert ("jump", "jumped", "walk", "walked") in asked


def test_too_few_pairs_or_none_are_no_questions():
    assert of_endings(["walk", "walked", "jump", "jumped"]) == []
    assert (
        of_endings(["曹操", "曹操曰", "刘备", "刘备曰", "孙权", "孙权曰", "关公", "关公曰"]) == []
    )
    assert of_endings([]) == []


@given(st.lists(st.text("abc", min_size=1, max_size=9), unique=True, max_size=300))
def test_every_question_is_of_words_that_are_there_and_says_its_ending(words):
    questions = of_endings(words)
    assert len(questions) <= ENDINGS * PAIRS * (PAIRS - 1)
    for question in questions:
        assert {question.a, question.b, question.c, question.d} <= set(words)
        assert question.b == question.a + question.section[1:]
        assert question.d == question.c + question.section[1:]
        assert len({question.a, question.b, question.c, question.d}) == 4
