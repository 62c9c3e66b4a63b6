"""Lab 7: if these fail, a student compares windows that are not what the page says."""

from dataclasses import replace

import pytest

from engine.corpus.builtin.toyland import toyland
from engine.corpus.excerpt import excerpt
from engine.theory.experiments.window import SIZES, alike, same_ending, same_passage
from explorer.labs.window import figure as figures
from explorer.labs.window.view import apart, first_word, near, planted, side
from tests.explorer.labs.lab_page import answers, lab_page
from tests.explorer.material import texts, until, upload_pets

PAGE = "labs.window"


@pytest.fixture(scope="module")
def made_up():
    *_, last = side(planted(), made_up=True)
    return last


@pytest.fixture(scope="module")
def other():
    text = excerpt(toyland(), 20_000)
    *_, last = side(text, made_up=False)
    return text, last


def test_the_courses_are_the_measures_of_the_theory(made_up):
    groups = planted().groups
    for which, name in enumerate(("syntax", "topic")):
        expected = [
            (one.window, alike(made_up.vocabulary, one.unit, groups, which))
            for one in made_up.found
        ]
        assert made_up.course(name) == expected
    assert [one.window for one in made_up.found] == list(SIZES)
    assert made_up.course("syntax")[0][1] > 0.95
    assert made_up.chance == pytest.approx((71 / 287, 11 / 287))


def test_of_any_other_text_endings_and_company_are_told(other):
    text, last = other
    for one in last.found:
        assert one.syntax == same_ending(last.vocabulary, one.unit).share
        lift = same_passage(text, text.suggested.knobs, one.unit)
        assert one.topic == pytest.approx(2**lift)
    assert last.chance[1] == 1
    shares = last.found[-1].reach.shares
    drawn = figures.distances(apart(10)[0], shares, dark=True)
    assert sum(drawn.data[0].y) == pytest.approx(1)
    assert list(drawn.data[1].y) == shares[: len(drawn.data[1].y)].tolist()
    assert sum(drawn.data[1].y) > 0.99


def test_the_verdict_waits_for_all_windows_and_counts_what_holds(made_up):
    def turned(found):
        return replace(made_up, found=tuple(found))

    assert made_up.holds == 2
    assert made_up.turn == (2, 5)
    assert turned(made_up.found[:2]).turn is None
    assert turned(made_up.found[:3]).holds is None
    one, *_, last = made_up.found
    flat = [replace(now, topic=one.topic) for now in made_up.found]
    assert turned(flat).holds == 1
    assert turned([replace(now, syntax=last.syntax) for now in flat]).holds == 0
    assert turned([replace(now, syntax=None, topic=None) for now in flat]).holds == 0


def test_a_window_that_tells_nothing_leaves_a_gap_and_no_error(other):
    _, last = other
    mute = replace(last, found=tuple(replace(one, syntax=None) for one in last.found))
    figure = figures.courses(mute, SIZES, dark=False)
    assert not figure.data[0].y
    assert len(figure.data[1].y) == len(SIZES)


def test_the_first_word_has_neighbours_in_every_window(made_up):
    word = first_word(planted())
    found = near(made_up, word, 5)
    assert [len(words) for words in found] == [5] * len(SIZES)
    assert all(word not in words for words in found)


def test_the_page_finds_the_textbook_right_and_shows_the_words_asked_for(registry):
    test = lab_page(PAGE)
    until(lambda: "the textbook is right here" in answers(test.run()))
    assert "have its role with window 1" in answers(test)
    assert list(test.table[0].value.columns) == [f"window {size}" for size in SIZES]
    assert "Window 5: the words of a pair stand 2.3 apart" in texts(test).replace("\\", "")
    test.select_slider(key="lab_window").set_value(10).run()
    assert "Window 10: the words of a pair stand 4.0 apart" in texts(test).replace("\\", "")
    test.text_input(key="lab_window_word").set_value("bank_actor9").run()
    assert "bank_actor" in test.warning[0].value.replace("\\", "")
    test.text_input(key="lab_window_word").set_value("").run()
    assert not test.warning
    assert not test.table


def test_an_uploaded_text_of_seven_words_is_trained_too(page, registry):
    upload_pets(page())
    test = lab_page(PAGE)
    until(lambda: "does not tell" in answers(test.run()))
    until(lambda: not [b for b in test.run().button if (b.key or "").startswith("stop-")])
    assert len(test.table[0].value.columns) == len(SIZES)
    assert "All 3,900 words" in texts(test).replace("\\", "")
