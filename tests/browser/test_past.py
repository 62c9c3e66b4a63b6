"""If these fail, what the run has shown is gone, or the past is taken for the present."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import live, picture, rest, state, wait_tokens

pytestmark = pytest.mark.browser


def test_the_map_goes_back_returns_to_now_and_is_replayed_while_the_training_goes_on(visitor):
    page = visitor()
    track = page.get_by_label("The run so far")
    page.wait_for_function("() => Number(document.querySelector('.pp-track').max) >= 6")
    rest(page)
    newest = int(state(page, "layout-number"))
    track.focus()
    page.keyboard.press("Home")
    expect(live(page).get_by_text("as it was after")).to_be_visible()
    page.wait_for_function(
        "n => Number(document.querySelector('[data-testid=live]').dataset.layoutNumber) < n",
        arg=newest,
    )
    expect(track).to_have_attribute("aria-valuetext", re.compile(r"^after [\d,]+ tokens$"))
    picture(page, "past")
    page.get_by_role("button", name="Now", exact=True).click()
    expect(live(page).get_by_text("as it was after")).to_be_hidden()
    page.wait_for_function(
        "n => Number(document.querySelector('[data-testid=live]').dataset.layoutNumber) >= n",
        arg=newest,
    )

    page.get_by_role("button", name="Play", exact=True).click()
    page.get_by_role("button", name="Replay").click()
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    wait_tokens(page, 500)
    expect(page.get_by_role("button", name="Replay")).to_be_visible()
    expect(page.get_by_role("button", name="Now", exact=True)).to_be_disabled()
