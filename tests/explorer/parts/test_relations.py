"""If these fail, a teacher's question file is scored wrongly, holds up the page or breaks it."""

import threading

import pytest

from engine.corpus.builtin.toyland import toyland
from engine.evaluation.analogies import Accuracy, accuracy
from engine.evaluation.questions import read_analogies
from engine.vocabulary import commonest
from explorer.parts.gold.relations_figure import accuracy_bars
from explorer.runs.jobs import scoring
from explorer.runs.jobs.scoring import Scoring
from explorer.runs.run import Run
from explorer.runs.scheduling import Slots
from tests.explorer.material import run_of, texts

TEXT = b": family\nman king woman queen\nking queen man woman\n: far\nfrance paris qqq rome\n"


@pytest.fixture
def run():
    corpus = toyland(20_000)
    made = Run(corpus, corpus.suggested.recipe, corpus.suggested.knobs, slots=Slots(1))
    made.pause()
    yield made
    made.close()


def test_a_score_is_that_of_the_engine_over_the_commonest_words(run, monkeypatch):
    monkeypatch.setattr(scoring, "COMMONEST", 400)
    made = Scoring(run.corpus.questions, accuracy)
    assert made.of(run, 7) is None
    made.wait(60)
    words = commonest(run.vocabulary, 400)
    assert len(words) == 400
    expected = accuracy(words, run.unit()[:400], run.corpus.questions)
    assert expected.skipped > 0
    found = made.of(run, 7)
    assert (found.asked, found.skipped) == (expected.asked, expected.skipped)


def test_the_page_never_waits_and_asks_only_once_in_a_while(run, monkeypatch):
    going, started, asked = threading.Event(), threading.Event(), []

    def slow(*arguments):
        asked.append(arguments)
        started.set()
        assert going.wait(60)
        return accuracy(*arguments)

    made = Scoring(run.corpus.questions[:5], slow)
    assert [made.of(run, tokens) for tokens in range(5)] == [None] * 5
    assert started.wait(60)
    assert len(asked) == 1
    going.set()
    made.wait(60)
    assert made.of(run, 0).asked == 5
    assert made.of(run, 99).asked == 5  # the run went on, but it was asked a moment ago
    assert len(asked) == 1
    monkeypatch.setattr(scoring, "EVERY", 0.0)
    made.of(run, 99)
    made.wait(60)
    assert len(asked) == 2


def test_another_run_does_not_show_the_scores_of_the_last(run):
    made = Scoring(run.corpus.questions[:5], accuracy)
    made.of(run, 1)
    made.wait(60)
    assert made.of(run, 1) is not None
    run.rewind()
    assert made.of(run, 1) is None


def test_a_failure_is_told_once_and_tried_again(run):
    made = Scoring(run.corpus.questions[:5], lambda *_: 1 / 0)
    made.of(run, 1)
    made.wait(60)
    with pytest.raises(ZeroDivisionError):
        made.of(run, 1)
    assert made.of(run, 1) is None


def test_bars_bear_any_name_and_any_number_of_sections():
    sections = {"<img src=x>" * 9: (1, 2), "": (0, 3), **{f"s{i}": (1, 1) for i in range(99)}}
    figure = accuracy_bars(Accuracy(5, 8, 0, sections), dark=False, most=30)
    assert len(figure.data[0].y) == 30
    assert not any("<" in text for text in figure.layout.yaxis.ticktext)
    assert max(map(len, figure.layout.yaxis.ticktext)) < 150


def upload(test, content, name="mine.txt"):
    test.file_uploader(key="questions").set_value((name, content, "text/plain")).run()
    assert not test.exception
    assert not test.error


def test_an_uploaded_file_is_scored_by_section(page, registry):
    test = page()
    upload(test, TEXT)
    test.session_state["questions scored"].wait(60)
    test.run()
    shown = texts(test).replace("\\", "")
    assert "Your analogies" in shown
    assert "2 of 3 analogies asked (67%), 1 skipped" in shown
    upload(test, b"one two three four\n", "other.txt")
    test.session_state["questions scored"].wait(60)
    test.run()
    assert "None of the 1 analogies" in texts(test).replace("\\", "")


def test_what_was_uploaded_is_still_asked_after_a_visit_to_another_page(page, registry):
    """The box forgets its file with the page; sweeps and other pages still mean it."""
    test = page()
    upload(test, TEXT)
    test.query_params["view"] = "projector"  # without any scores
    test.run()
    assert "Your analogies" not in texts(test)
    test.query_params.pop("view")
    test.run()
    test.session_state["questions scored"].wait(60)
    test.run()
    assert "Your analogies: mine.txt" in texts(test).replace("\\", "")
    test.button(key="questions away").click().run()
    assert "Your analogies" not in texts(test)


def test_an_uploaded_question_makes_its_answer_known(page, registry, monkeypatch):
    monkeypatch.setattr("explorer.train.why.verdict.EARLY", -1.0)
    monkeypatch.setattr("explorer.train.why.verdict.COLLAPSED", 2.0)
    test = page(corpus="king-james")
    assert not run_of(registry).corpus.questions
    upload(test, b"the and of xyzzy\n")
    for key, word in (("a", "the"), ("b", "and"), ("c", "of")):
        test.text_input(key=f"analogy_{key}").set_value(word).run()
    test.session_state["why"] = True
    test.run()
    said = " ".join(box.value for box in test.info).replace("\\", "")
    assert "“xyzzy”, is not among the words" in said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"one two three\n", "mine.txt, line 1: an analogy has four words, here are 3"),
        (b"", "holds no analogy"),
        (b"\xff\xfe\x00", "cannot be read as UTF-8"),
        (b": x\n" + b"a b c d\n" * 270_000, "may have 2 MB at most"),
    ],
)
def test_a_bad_file_is_one_sentence(page, registry, content, said):
    test = page()
    upload(test, TEXT)
    upload(test, content)
    assert said in " ".join(w.value for w in test.warning).replace("\\", "")
    assert "questions scored" not in test.session_state


def test_a_byte_order_mark_is_no_word():
    assert read_analogies("x", b"\xef\xbb\xbf: s\na b c d\n")[0].section == "s"
