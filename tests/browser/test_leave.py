"""A lecture by links: if one fails, somebody stands before a class with the wrong page."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import frames, live, picture, wait_tokens

pytestmark = pytest.mark.browser

SMALLEST = """Math.min(...[...document.querySelectorAll(
    '.pp-live text, .pp-live span, .st-key-leave a')]
    .filter((node) => node.checkVisibility() && node.textContent.trim())
    .map((node) => parseFloat(getComputedStyle(node).fontSize)))"""
TWO_CLICKS = """link => { link.click(); document.querySelector('.st-key-play button').click(); }"""
GROUND = "getComputedStyle(document.querySelector('[data-testid=live]')).backgroundColor"
FITS = """() => { const { width, height } = document.querySelector('[data-testid=live]')
    .getBoundingClientRect(); return innerWidth === width && innerHeight === height; }"""


def test_a_hall_reads_map_and_loss_and_nothing_else_and_it_passes_axe(visitor):
    page = visitor("/?view=projector&word=king", media={"color_scheme": "dark"})
    page.wait_for_selector('[data-testid="live"][data-layout="umap"]')
    for width, height in ((1280, 720), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(FITS)
        page.wait_for_function(f"() => {SMALLEST} >= 24")
        assert page.evaluate(GROUND) == "rgb(255, 255, 255)"
        for chrome in (".st-key-top", ".pp-status", ".pp-reading", ".pp-tools"):
            assert not page.locator(f"{chrome}:visible").count(), (width, chrome)
        frames(page, 2)
        picture(page, f"projector-{width}")
    assert not violations(page)


def test_a_lecture_goes_through_a_preset_back_and_into_the_hall(visitor):
    page = visitor("/?window=3&hide=health,export")
    frames(page, 2)
    expect(page.get_by_text("Take it away")).to_have_count(0)
    negatives = page.locator(".st-key-negatives").get_by_role("slider")
    page.locator(".st-key-noise_exponent").get_by_role("slider").press("ArrowLeft")
    page.wait_for_url("**noise_exponent=0.5**")
    page.evaluate("window.__node = document.querySelector('.pp-map .pp-plot')")
    page.get_by_text("Try", exact=True).click()
    link = page.get_by_role("link", name="collapse: k = 0")
    link.evaluate(
        TWO_CLICKS
    )  # whatever else is said meanwhile, the link is one step of the history
    expect(negatives).to_have_value("0")
    for kept in ("window=3", "noise_exponent=0.5", "negatives=0", "hide="):
        assert kept in page.url
    assert page.evaluate("window.__node === document.querySelector('.pp-map .pp-plot')")
    wait_tokens(page, 500)
    page.go_back()
    expect(negatives).to_have_value("5")
    expect(page.locator(".pp-loss").get_by_text("negatives 0 → 5")).to_be_attached()
    page.keyboard.press("p")
    expect(page.locator("[data-testid=live][data-view=projector]")).to_be_visible()
    expect(page.locator(".st-key-negatives")).to_have_count(0)
    page.reload(wait_until="domcontentloaded")
    frames(page)
    page.get_by_role("link", name="Leave (key P)").click()
    expect(page.locator(".st-key-window").get_by_role("slider")).to_have_value("3")
    expect(live(page)).to_have_count(1)  # for a moment the page that goes is there beside it
    expect(live(page)).to_have_attribute("data-view", "")


AND_A_KEY = """link => { link.click();
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight' })); }"""


def test_a_page_that_is_asked_for_comes_whatever_else_is_told_in_that_moment(visitor):
    """Streamlit grants the page of the last message: a pane that draws itself anew kept the old."""
    page = visitor()
    page.locator("a[data-pp-page=compare]").first.evaluate(AND_A_KEY)
    expect(page.locator("nav.pp-ways a[aria-current]")).to_have_text("Compare")
    page.go_back()
    frames(page)
