"""A word looked into by a person: if these fail, a click opens nothing or what opens is stale."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import (
    frames,
    live,
    picture,
    rest,
    search,
    search_box,
    wait_tokens,
)

pytestmark = pytest.mark.browser


def part(page, number):
    page.locator(".st-key-drawer_part button").nth(number).click()


def test_a_word_opens_its_neighbours_open_in_turn_and_its_forces_move(visitor):
    page = visitor()
    wait_tokens(page, 500)
    live(page).evaluate("node => { node.dataset.same = 'yes'; }")
    search(page, "king")
    rows = page.locator(".st-key-near button")
    expect(rows).to_have_count(8)
    expect(page.get_by_text(re.compile("king: seen .* Norm of v"))).to_be_visible()
    rest(page)
    word = rows.first.locator("strong").inner_text()
    # The list may change places once more: what is clicked is the word, wherever it stands.
    rows.filter(has=page.get_by_text(word, exact=True)).click()
    expect(search_box(page)).to_have_value(word)
    expect(page.get_by_text(re.compile(f"^{word}: seen"))).to_be_visible()
    page.locator(".st-key-play button").click()
    part(page, 1)
    reading = page.get_by_text(re.compile(r"forces on its input vector v: pulled \d"))
    expect(reading).to_be_visible()
    said = reading.inner_text()
    expect(reading).not_to_have_text(said)  # it follows the training by itself
    expect(page.locator(".st-key-drawer [data-testid=stTable]").last).to_contain_text("push")
    picture(page, "drawer")
    part(page, 2)
    expect(page.locator(".st-key-drawer li strong").first).to_have_text(word)
    page.locator(".st-key-drawer_close button").click()
    expect(page.locator(".st-key-drawer")).to_have_count(0)
    frames(page)
    assert live(page).get_attribute("data-same") == "yes"


def test_a_narrow_page_in_chinese_cuts_nothing_off_and_passes_axe(visitor):
    page = visitor("/?lang=zh")
    assert not violations(page)
    page.set_viewport_size({"width": 1024, "height": 720})
    search(page, "king")
    for number in range(3):
        part(page, number)
        drawer = page.locator(".st-key-drawer")
        expect(drawer.locator("button", has_text="✕")).to_be_in_viewport(ratio=1)
        wide = drawer.evaluate(
            "d => [...d.querySelectorAll('*')].filter(e => e.scrollWidth > e.clientWidth + 2"
            " && getComputedStyle(e).overflowX !== 'visible' && e.clientWidth)"
            ".map(e => e.outerHTML.slice(0, 200))"
        )
        assert not wide
