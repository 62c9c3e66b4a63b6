"""If these fail, a word that was searched for or clicked does not open, or says what is not so."""

import re

import numpy as np
import pytest

from engine.settings import Knobs
from engine.vocabulary import vocabulary_of
from explorer.runs.frame import Watch
from explorer.train.word.view import Before, facts, near
from tests.explorer.material import run_of, texts, until, upload_pets


def opened(test, word="king", part=None):
    test.text_input(key="search").set_value(word).run()
    if part:
        test.segmented_control(key="drawer_part").set_value(part).run()
    assert not test.exception
    return test


def plain(test):
    return texts(test).replace("\\", "")


def neighbours_in(test):
    return [button for button in test.button if (button.key or "").startswith("near ")]


def test_the_drawer_is_closed_and_nothing_recorded_until_a_word_is_chosen(page, registry):
    test = page()
    assert not neighbours_in(test)
    assert run_of(registry).ledger.word is None


def test_a_word_searched_for_shows_its_numbers_and_neighbours(page, registry):
    test = page()
    run = run_of(registry)
    run.look(Watch(words=10))  # the map is there
    opened(test)
    count = run.vocabulary.counts[run.vocabulary.ids["king"]]
    assert f"king: seen {count} times" in plain(test)
    assert "keeps all of them" in plain(test)
    assert "Norm of v" in plain(test)
    assert len(neighbours_in(test)) == 8
    assert run.ledger.word == run.vocabulary.ids["king"]


def test_a_browser_that_has_not_heard_of_a_click_does_not_undo_it(page):
    """Its next event, however late, still tells the word of the box before: an echo, not a wish."""
    test = opened(page())
    before = test.text_input(key="search")
    button = neighbours_in(test)[0]
    word = button.key.removeprefix("near ")
    button.click().run()
    late = test._tree.get_widget_states()
    late.widgets.append(before._widget_state)
    test._run(late)
    assert test.text_input(key="search").value == word


def test_what_is_typed_into_the_box_of_now_outlives_a_last_word_of_the_one_before(page):
    """A busy browser tells of both at once; the word typed was lost."""
    test = opened(page())
    before = test.text_input(key="search")
    neighbours_in(test)[0].click().run()
    test.text_input(key="search").set_value("queen")
    late = test._tree.get_widget_states()
    late.widgets.append(before._widget_state)
    test._run(late)
    assert test.text_input(key="search").value == "queen"


def test_a_word_that_was_clicked_can_be_undone_at_once(page):
    """For four seconds the word before was taken for an echo, and the word clicked came back."""
    test = opened(page())
    neighbours_in(test)[0].click().run()
    test.text_input(key="search").set_value("king").run()
    assert test.text_input(key="search").value == "king"
    test.text_input(key="search").set_value("").run()
    assert test.text_input(key="search").value == ""


def test_a_word_typed_again_right_after_it_was_closed_is_believed(page, registry):
    """For four seconds it was taken for an echo, and what had been typed vanished."""
    test = opened(page())
    before = test.text_input(key="search")
    test.button(key="drawer_close").click().run()
    late = test._tree.get_widget_states()
    late.widgets.append(before._widget_state)  # an event that left before the box was emptied
    test._run(late)
    assert test.text_input(key="search").value == ""
    test.text_input(key="search").set_value("king").run()
    assert test.text_input(key="search").value == "king"
    assert neighbours_in(test)


def test_a_box_that_speaks_after_it_was_emptied_and_before_it_is_replaced_is_not_heard(page):
    """Whatever a busy browser sends in that moment still holds the word, which the link kept."""
    test = opened(page())
    late = test._tree.get_widget_states()
    test.session_state["boxes search"] = 1  # as `widget_sync.refill` does
    test.session_state["overruled search"] = ((), 0.0, "")
    test.session_state["search"] = ""
    test._run(late)
    assert test.text_input(key="search").value == ""
    assert not neighbours_in(test)
    assert "word" not in test.query_params


def test_a_neighbour_clicked_opens_and_the_cross_closes(page, registry):
    test = opened(page())
    button = neighbours_in(test)[0]
    word = button.key.removeprefix("near ")
    button.click().run()
    assert test.text_input(key="search").value == word
    assert f"{word}: seen" in plain(test)
    test.button(key="drawer_close").click().run()
    assert test.text_input(key="search").value == ""
    assert run_of(registry).ledger.word is None
    assert not neighbours_in(test)


def test_a_word_of_an_analogy_opens(page, registry):
    test = page()
    test.text_input(key="analogy_a").set_value("man").run()
    test.button(key="analogy man").click().run()
    assert test.text_input(key="search").value == "man"
    assert "man: seen" in plain(test)


def test_the_turned_threshold_says_what_it_keeps(page, registry):
    test = page()
    test.select_slider(key="subsample").set_value(1e-5).run()
    opened(test, "the")
    assert re.search(r"keeps \d\.\d% of them", plain(test))


def test_who_moved_it_is_shown_as_two_arrows_and_a_list(page, registry):
    test = page()
    run = run_of(registry)
    run.look(Watch(words=10))
    run.go_at("full")
    opened(test, part="forces")
    place = run.vocabulary.ids["king"]
    until(lambda: (found := run.ledger.page(place)) and found.end.written >= 50)
    test.run()
    assert re.search(r"forces on its input vector v: pulled \d+\.\d+, pushed", plain(test))
    sides = [table.value.columns[0] for table in test.table if "force" in table.value]
    assert sides == ["pull", "push"]
    assert not test.error


def test_the_lines_are_the_texts_own_with_the_word_marked(page, registry):
    test = page()
    upload_pets(test)
    opened(test, "mat", "lines")
    assert "the cat sat on the **mat** and the dog" in plain(test)


def test_a_word_that_is_not_there_is_said_where_it_was_asked(page, registry):
    test = opened(page(), "kng")
    assert "king" in " ".join(warning.value for warning in test.warning)
    assert not test.error


def test_two_tabs_do_not_take_the_book_from_each_other(page, registry):
    """Each would see its arrows begin anew every two seconds."""
    first, second = opened(page(), "king", "forces"), opened(page(), "queen", "forces")
    run = run_of(registry)
    first.run()
    assert run.ledger.word == run.vocabulary.ids["queen"]
    assert "forces on queen" in plain(first)
    first.button(key="record_here").click().run()
    second.run()
    assert run.ledger.word == run.vocabulary.ids["king"]


def test_markup_in_a_text_stays_text(page, registry):
    test = page()
    test.selectbox(key="corpus").set_value("paste").run()
    text = "<b>x</b> [a](http://b.c) :red[d] `e` $f$ * one two. " * 300
    test.text_area(key="pasted").set_value(text).run()
    test.button(key="train_pasted").click().run()
    opened(test, run_of(registry).vocabulary.symbols[0], "lines")
    shown = [item.value for item in test.markdown if item.value.startswith("- ")]
    assert shown
    assert not re.search(r"(?<!\\)[<\[`$]", shown[-1])


def test_what_entered_and_what_left_is_told(page, registry):
    vocabulary = run_of_vocabulary(page, registry)
    unit = run_of(registry).unit()
    now = [one.word for one in near(vocabulary, unit, "king", 4, None).now]
    before = Before(0.5, (now[1], now[0], "the", now[3]))
    view = near(vocabulary, unit, "king", 4, before)
    assert [one.risen for one in view.now] == [1, -1, None, 0]
    assert view.left == ("the",)


def run_of_vocabulary(page, registry):
    page()
    run = run_of(registry)
    run.pause()
    return run.vocabulary


def test_the_numbers_of_a_word():
    vocabulary = vocabulary_of(("a", "b", "c"), np.array([700, 290, 10]))
    view = facts(vocabulary, "b", Knobs(subsample=0.01))
    assert (view.count, view.rank, view.per_million) == (290, 2, 290_000)
    ratio = 0.01 / 0.29
    assert view.kept == pytest.approx(ratio**0.5 + ratio)
    assert facts(vocabulary, "c", Knobs(subsample=0.0)).kept == 1
