"""If one fails, somebody's screen shows a part of the page cut off, or none of what went wrong."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import picture, search

pytestmark = pytest.mark.browser

FIRST = (".pp-sentence", ".pp-text", ".pp-map", ".pp-loss", ".pp-past", ".st-key-negatives",
         ".st-key-noise_exponent", ".st-key-rewind", ".st-key-one_step", ".st-key-speed",
         ".st-key-search", ".st-key-corpus", "nav.pp-ways")  # fmt: skip
CUT = """names => names.filter(name => {
    const box = document.querySelector(name)?.getBoundingClientRect();
    return !box?.width || box.left < 0 || box.top < 0
        || box.right > innerWidth + 1 || box.bottom > innerHeight + 1;
})"""
SEEN = f"names => ({CUT})(names).length === 0"
SCREENS = ((1280, 720), (1024, 768), (1920, 1080))
WIDER = "() => document.querySelector('.stMain').scrollWidth > innerWidth"
TOP = "() => document.querySelector('.stMain').scrollTop"


def test_all_that_moves_and_the_hands_on_it_are_on_one_screen(visitor):
    page = visitor()
    expect(page.locator(".pp-sentence")).to_contain_text("towards")
    expect(page.locator(".pp-text .pp-target")).to_be_visible()
    for (width, height), word in zip(SCREENS, ("king", "queen", "prince"), strict=True):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(SEEN, arg=FIRST)
        assert not page.evaluate(WIDER), width
        search(page, word)
        expect(page.locator(".st-key-near").get_by_role("button").first).to_be_visible()
        page.wait_for_function(SEEN, arg=FIRST)
        assert page.evaluate(TOP) == 0, width
        page.locator(".st-key-drawer_close button").click()
        expect(page.locator(".st-key-drawer")).to_have_count(0)  # and the box is empty
    page.set_viewport_size({"width": 390, "height": 844})  # a telephone shows the map first
    expect(page.locator(".pp-map")).to_be_in_viewport()
    page.wait_for_function(f"() => !({WIDER})()")
    picture(page, "telephone")


def test_who_wants_to_paste_is_brought_to_the_box_and_back_to_the_map(visitor):
    page = visitor()
    page.locator(".st-key-corpus input").click()
    page.get_by_role("option", name="Paste a text").click()
    box = page.locator(".st-key-pasted textarea")
    expect(box).to_be_in_viewport()
    picture(page, "empty")
    page.get_by_role("button", name="Train on this text").click()
    expect(page.get_by_test_id("stAlert").first).to_contain_text("empty")
    box.fill("the cat sat on the mat and the dog sat on the log. " * 300)
    page.get_by_role("button", name="Train on this text").click()
    expect(page.get_by_text("The text: pasted text")).to_be_attached()
    expect(page.locator(".pp-map")).to_be_in_viewport(ratio=0.9)
