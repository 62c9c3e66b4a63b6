"""Journeys with a ghost: if one fails, a turn cannot be compared with no turn, nor taken back."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import (
    live,
    picture,
    rest,
    search_box,
    state,
    still,
    wait_tokens,
    zoom_in,
)

pytestmark = pytest.mark.browser

GREY = "() => document.querySelector('.pp-loss .js-plotly-plot, .pp-loss .pp-plot').data.length"


def keep_a_ghost(page):
    page.locator(".st-key-ghost label").click()
    expect(page.locator(".st-key-ghost input")).to_be_checked()


def turn(page):
    page.keyboard.press("1")
    page.keyboard.press("+")
    expect(page.locator(".pp-loss").get_by_text("negatives 5 →")).to_be_attached()


def test_a_turned_knob_leaves_a_ghost_in_grey_and_a_list_of_what_changed(visitor):
    page = visitor()
    wait_tokens(page, 500)
    keep_a_ghost(page)
    turn(page)
    expect(page.locator(".pp-loss").get_by_text("without the turn").first).to_be_visible()
    page.wait_for_function(f"({GREY})() === 4")
    expect(live(page).get_by_text("grey: without the turn")).to_be_visible()
    page.get_by_text("What the turn changed most").click()
    words = page.locator(".st-key-changed-words").get_by_role("button")
    expect(words.first).to_be_visible()
    expect(page.get_by_text(re.compile("are the same in both"))).to_be_visible()
    page.evaluate("document.querySelector('.stMain').scrollTo(0, 0)")
    wait_tokens(page, 3000)
    picture(page, "ghost")
    rest(page)
    still(page, ".st-key-changed-words")
    words.first.click()
    expect(search_box(page)).not_to_have_value("")
    page.get_by_role("button", name="Forget the ghost").click()
    page.wait_for_function(f"({GREY})() === 2")


@pytest.mark.long
def test_the_run_goes_on_from_a_moment_that_is_looked_at(visitor):
    page = visitor()
    page.wait_for_function("() => Number(document.querySelector('.pp-track').max) >= 8")
    wait_tokens(page, 3000)
    rest(page)
    turn_later = int(state(page, "tokens"))
    branch = page.get_by_role("button", name="Go on from here")
    expect(branch).to_be_hidden()
    zoom_in(page)
    zoomed = page.locator(".pp-map .pp-zoomed")
    expect(zoomed).to_have_count(1)
    page.get_by_label("The run so far").focus()
    for key in ("Home", "ArrowRight", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    expect(branch).to_be_visible()
    picture(page, "branch")
    branch.click()
    expect(page.get_by_text(re.compile(r"It goes on from [\d,]+ tokens"))).to_be_visible()
    page.wait_for_function(
        "n => Number(document.querySelector('[data-testid=live]').dataset.tokens) < n",
        arg=turn_later,
    )
    expect(live(page)).to_have_attribute("data-state", "running")
    expect(branch).to_be_hidden()
    wait_tokens(page, 1000)
    expect(zoomed).to_have_count(1)  # of another projection the same part is shown
