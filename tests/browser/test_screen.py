"""If one fails, somebody's screen shows a part of the page cut off, or none of what went wrong."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import live, picture, wait_state, wait_tokens

pytestmark = pytest.mark.browser

FIRST = (".pp-sentence", ".pp-text", ".pp-map", ".pp-loss", ".pp-past", ".st-key-negatives",
         ".st-key-noise_exponent", ".st-key-rewind", ".st-key-one_step", ".st-key-speed",
         ".st-key-search", ".st-key-corpus", "nav.pp-ways")  # fmt: skip
CUT = """names => names.filter(name => {
    const box = document.querySelector(name)?.getBoundingClientRect();
    return !box?.width || box.left < 0 || box.top < 0
        || box.right > innerWidth + 1 || box.bottom > innerHeight + 1;
})"""
WIDER = "() => document.querySelector('.stMain').scrollWidth > innerWidth"
TOP = "() => document.querySelector('.stMain').scrollTop"


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1024, 768), (1920, 1080)])
def test_all_that_moves_and_the_hands_on_it_are_on_one_screen(visitor, width, height):
    page = visitor()
    page.set_viewport_size({"width": width, "height": height})
    wait_tokens(page, 3000)
    expect(page.locator(".pp-sentence")).to_contain_text("towards")
    expect(page.locator(".pp-text .pp-target")).to_be_visible()
    assert page.evaluate(CUT, FIRST) == []
    assert not page.evaluate(WIDER)
    page.locator(".st-key-search input").fill("king")
    page.locator(".st-key-search input").press("Enter")
    expect(page.locator(".st-key-near").get_by_role("button").first).to_be_visible()
    assert page.evaluate(CUT, FIRST) == []
    assert page.evaluate(TOP) == 0


def test_a_dark_page_is_dark_all_over(visitor):
    page = visitor(color_scheme="dark")
    expect(live(page)).to_have_attribute("data-theme", "dark")
    page.wait_for_selector('[data-testid="live"][data-layout="umap"]')
    wait_tokens(page, 5_000)
    picture(page, "dark")


def test_a_telephone_shows_the_map_first_and_nothing_is_cut_off(visitor):
    page = visitor()
    page.set_viewport_size({"width": 390, "height": 844})
    wait_tokens(page, 5000)
    assert not page.evaluate(WIDER)
    expect(page.locator(".pp-map")).to_be_in_viewport()
    picture(page, "telephone")


def test_a_run_that_broke_says_so_on_the_screen(visitor):
    page = visitor("/?learning_rate=10")
    wait_state(page, "error")
    expect(live(page).get_by_role("alert")).to_contain_text("rewind it")
    picture(page, "error")


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
