"""If these fail, a click on a list that moves opens nothing, or what was not meant."""

import pytest

pytestmark = pytest.mark.browser

ROW = '<div class="row st-key-near-{word}"><button>{word}</button></div>'
LIST = "".join(ROW.format(word=word) for word in ("king", "queen"))
# The list is drawn anew: the same words, other elements.
ANEW = (
    "() => document.querySelectorAll('.row').forEach(row => row.replaceWith(row.cloneNode(true)))"
)
CLICKED = """server => {
    window.clicked = [];
    document.addEventListener('click', ({target}) => {
        if (target.matches('button')) window.clicked.push(target.textContent);
    });
    return import(server + '/pushpull/live/input/press.js').then(each => each.keepPresses()); }"""


@pytest.fixture
def listed(visitor, server):
    """A list of two words below our own server, and the modules of the page."""
    page = visitor("/_stcore/health", ready=lambda page: page.set_content(LIST))
    page.evaluate(CLICKED, server)
    return page


def press(page, word):
    page.get_by_text(word).hover()
    page.mouse.down()


def test_a_button_that_is_replaced_while_it_is_pressed_is_clicked(listed):
    press(listed, "queen")
    listed.evaluate(ANEW)
    listed.mouse.up()
    assert listed.evaluate("window.clicked") == ["queen"]


def test_a_word_that_has_moved_meanwhile_is_still_the_one_that_was_meant(listed):
    press(listed, "queen")
    listed.evaluate("() => document.body.append(document.querySelector('.row').cloneNode(true))")
    listed.evaluate("() => document.querySelector('.row').remove()")
    listed.evaluate(ANEW)
    listed.mouse.up()
    assert listed.evaluate("window.clicked") == ["queen"]


def test_a_button_that_stays_is_clicked_once_and_one_that_is_left_not_at_all(listed):
    listed.get_by_text("king").click()
    assert listed.evaluate("window.clicked") == ["king"]
    press(listed, "queen")
    listed.evaluate(ANEW)
    listed.mouse.move(400, 400)
    listed.mouse.up()
    assert listed.evaluate("window.clicked") == ["king"]
