"""If these fail, the page gives a wrong reason for an answer, or one that costs the closed page."""

from dataclasses import replace

import numpy as np
import pytest

from engine.corpus.builtin.toyland import toyland
from engine.corpus.corpus import Question
from engine.corpus.pairs import Search, Together
from engine.evaluation.hubs import reach
from engine.similarity import unit_rows
from engine.vocabulary import build_vocabulary, vocabulary_of
from explorer.train.why.figure import score_bars
from explorer.train.why.verdict import verdict
from explorer.train.why.view import known, why
from tests.explorer.material import run_of, texts

WORDS = ("king", "man", "woman", "queen", "crown", "boat", "tree", "<b>")
NONE, BOTH = Together(0, ()), Together(2, ())


def seen(*found, looked=100):
    return Search(found, looked, 100)


def view_of(rows, words=("man", "king", "woman"), counts=None, **more):
    """The analogy in vectors given by hand: each word has the coordinates named, the others 0."""
    axes = sorted({axis for row in rows.values() for axis in row})
    vectors = np.zeros((len(WORDS), len(axes) + len(WORDS)), np.float32)
    for i, word in enumerate(WORDS):
        vectors[i, len(axes) + i] = 1e-3 if word in rows else 1.0  # others stand apart
        for axis, value in rows.get(word, {}).items():
            vectors[i, axes.index(axis)] = value
    unit = unit_rows(vectors)
    numbers = np.full(len(WORDS), 500, np.int64)
    for word, count in (counts or {}).items():
        numbers[WORDS.index(word)] = count
    return why(vocabulary_of(WORDS, numbers), unit, words, reach(unit), **more)


PLAIN = {
    "man": {"male": 1}, "woman": {"female": 1},
    "king": {"male": 1, "royal": 1}, "queen": {"female": 1, "royal": 1},
}  # fmt: skip
# Without the royal part of the queen the tree, near to the woman, answers.
STUCK = PLAIN | {"queen": {"boat": 1}, "tree": {"female": 1, "bark": 0.3}}


def said(view):
    found = verdict(view)
    return found.template.format(**found.values), found.right


def test_right_and_the_offset_did_it():
    rows = PLAIN | {"tree": {"female": 1, "bark": 0.1}}
    text, right = said(view_of(rows, right="queen"))
    assert (text, right) == ("Right: the offset moved the answer from “tree” to “queen”.", True)


def test_right_without_need_of_the_offset():
    text, right = said(view_of(PLAIN, right="queen"))
    assert right
    assert text == "Right, but the offset is not needed: “woman” alone gives “queen” as well."


def test_the_offset_does_nothing():
    rows = STUCK | {"king": {"male": 1, "royal": 0.02}}
    text, right = said(view_of(rows, right="queen", seen=seen(BOTH)))
    assert not right
    assert text.startswith("The offset does nothing: “woman” is nearest to itself, and “tree”")
    view = view_of(STUCK | {"king": {"royal": 1, "male": 0.1}, "man": {"boat": 1}})
    assert view.answer == view.near_c == "tree"
    assert said(view)[0].startswith("The offset does nothing")


def test_a_rare_word_is_named_with_its_count():
    assert said(view_of(STUCK, right="queen", counts={"queen": 29}))[0] == (
        "“queen” occurs 29 times: too rare to be learnt."
    )
    assert "too rare" not in said(view_of(STUCK, right="queen", counts={"queen": 30}))[0]
    text = said(view_of(STUCK, counts={"man": 7, "king": 3}))[0]
    assert text.startswith("“king” occurs 3 times")


def test_the_right_answer_is_second_by_little():
    rows = PLAIN | {"crown": {"female": 1.02, "royal": 1.02, "gold": 0.01}}
    view = view_of(rows | {"queen": {"female": 1, "royal": 1, "x": 0.12}}, right="queen")
    gap = view.of("crown").score - view.of("queen").score
    assert 0 < gap < 0.05
    assert said(view)[0] in (
        f"The right answer, “queen”, is second, by {gap:.2f}.",
        f"The right answer, “queen”, is second, by {gap:.4f}.",
    )


def test_a_hub_is_called_one():
    view = view_of(STUCK)
    assert "hub" not in said(view)[0]
    crowded = tuple(replace(one, lists=50) for one in view.candidates)
    text = said(replace(view, candidates=crowded, listed=10))[0]
    assert text.startswith("“tree” is a hub")
    assert "50 lists" in text


def test_no_line_holds_both_words():
    """The answer is near neither b nor c alone, and the text never has a beside b."""
    rows = PLAIN | {
        "queen": {"boat": 1}, "crown": {"female": 1, "royal": 1, "gold": 0.6},
        "tree": {"female": 1, "bark": 0.1}, "boat": {"male": 1, "royal": 1, "sea": 0.1},
    }  # fmt: skip
    view = view_of(rows, right="queen", seen=seen(NONE, NONE))
    assert (view.answer, view.near_b, view.near_c) == ("crown", "boat", "tree")
    assert said(view)[0].startswith("No line holds both “man” and “king”")
    part = view_of(rows, right="queen", seen=seen(NONE, NONE, looked=50))
    assert said(part)[0].startswith("No line looked at holds both")
    unjudged = said(view_of(rows, seen=seen(NONE)))[0]
    assert unjudged.startswith("The offset moved the answer from “tree” to “crown”, though")
    assert said(view_of(rows, seen=seen(BOTH)))[0] == (
        "The offset moved the answer from “tree” to “crown”."
    )
    behind = view_of(rows, right="queen", seen=seen(BOTH, NONE))
    gap = behind.of("crown").score - behind.of("queen").score
    assert f"place {behind.of('queen').free} of 8, {gap:.2f} behind “crown”" in said(behind)[0]


def test_what_lies_near_b_alone_is_no_merit_of_c():
    rows = PLAIN | {
        "queen": {"x": 1}, "crown": {"male": 0.3, "royal": 1, "female": 0.6},
        "tree": {"female": 1, "bark": 0.1},
    }  # fmt: skip
    view = view_of(rows, seen=seen(BOTH))
    assert view.answer == view.near_b == "crown"
    assert said(view)[0] == "“crown” is also the word nearest to “king” alone: “woman” adds little."


@pytest.mark.parametrize(
    ("words", "more", "start"),
    [
        (("man", "man", "woman"), {}, "a and b are the same word"),
        (("man", "king", "man"), {}, "a and c are the same word"),
        (("man", "king", "woman"), {"passes": 0.1}, "Too early to say: 10%"),
        (("man", "king", "woman"), {"right": "infanta"}, "The right answer, “infanta”, is not"),
    ],
)
def test_what_was_asked_and_how_far_the_training_is_come_first(words, more, start):
    assert said(view_of(STUCK, words, **more))[0].startswith(start)


def test_collapsed_vectors_are_said_to_be():
    rows = {word: {"same": 1} for word in WORDS}
    assert said(view_of(rows))[0].startswith("All vectors are alike")


def test_the_question_is_found_however_it_is_spelt():
    vocabulary = vocabulary_of(WORDS, np.ones(len(WORDS), np.int64))
    asked = (Question("s", "Man", "King", "Woman", "Queen"), Question("s", "a", "b", "c", "d"))
    assert known(vocabulary, asked, ("man", "king", "woman")) == "queen"
    assert known(vocabulary, asked, ("man", "king", "boat")) == ""
    other = (Question("s", "man", "king", "woman", "Infanta"),)
    assert known(vocabulary, other, ("man", "KING", "Woman")) == "Infanta"


@pytest.mark.parametrize("dark", [True, False])
def test_bars_stack_to_the_score_and_tell_their_parts_by_more_than_colour(dark):
    view = view_of(PLAIN, ("<b>", "king", "woman"), right="queen")
    figure = score_bars(view, dark=dark)
    bars = [trace for trace in figure.data if trace.type == "bar"]
    total = np.sum([bar.x for bar in bars], axis=0)
    marks = next(trace for trace in figure.data if trace.name == "score")
    np.testing.assert_allclose(total, marks.x, atol=1e-6)
    assert list(marks.x) == sorted(marks.x, reverse=True)
    assert len({bar.marker.pattern.shape for bar in bars}) == 3
    shown = [*bars[0].y, *(trace.name or "" for trace in figure.data)]
    assert not any("<" in text for text in shown)
    assert sum(text.startswith("▸") for text in bars[0].y) == 3
    assert sum(text.startswith("✓") for text in bars[0].y) == 1


def test_every_question_of_toyland_has_its_answer():
    corpus = toyland(60_000)
    vocabulary = build_vocabulary(corpus, 1)
    for question in corpus.questions[::97]:
        asked = (question.a, question.b, question.c)
        assert known(vocabulary, corpus.questions, asked) == question.d


def test_the_closed_page_asks_for_nothing(page, registry, monkeypatch):
    monkeypatch.setattr("explorer.train.why.pane.why", lambda *_, **__: 1 / 0)
    test = page()
    assert not test.error


def open_why(test):
    test.session_state["why"] = True
    test.run()
    assert not test.exception
    assert not test.error


def test_opened_it_gives_a_verdict_numbers_and_lines(page, registry):
    test = page()
    for key, word in (("a", "france"), ("b", "paris"), ("c", "italy")):
        test.text_input(key=f"analogy_{key}").set_value(word).run()
    open_why(test)
    shown = texts(test).replace("\\", "")
    assert "“france” stands near “paris”" in shown
    assert "“italy” stands near “rome”" in shown
    assert "**paris**" in shown
    assert "120,000 of the 120,000 words" in shown
    assert "Without the offset: nearest to “italy”" in shown
    assert any("▸ france" in str(table.value) for table in test.table)
    assert len(test.info) + len(test.success) >= 2  # Toyland says that it is generated, too
    test.text_input(key="analogy_a").set_value("frence").run()
    assert "frence" in " ".join(w.value for w in test.warning)


def test_a_text_without_questions_is_judged_too(page, registry):
    test = page(corpus="king-james")
    open_why(test)
    assert run_of(registry).corpus.name == "King James Bible"
    assert "words of the text were looked at" in texts(test).replace("\\", "")
