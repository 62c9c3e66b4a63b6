"""A lecture by links: if one fails, somebody stands before a class with the wrong page."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import frames, live, picture, wait_tokens

pytestmark = pytest.mark.browser

SMALLEST = """() => Math.min(...[...document.querySelectorAll(
    '.pp-live text, .pp-live span, .st-key-leave a')]
    .filter((node) => node.checkVisibility() && node.textContent.trim())
    .map((node) => parseFloat(getComputedStyle(node).fontSize)))"""
GROUND = "getComputedStyle(document.querySelector('[data-testid=live]')).backgroundColor"
FITS = """() => { const { width, height } = document.querySelector('[data-testid=live]')
    .getBoundingClientRect(); return [innerWidth - width, innerHeight - height]; }"""


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080)])
def test_a_hall_reads_map_and_loss_and_nothing_else(visitor, width, height):
    page = visitor("/?view=projector&word=king", color_scheme="dark")
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_selector('[data-testid="live"][data-layout="umap"]')
    wait_tokens(page, 5_000)
    assert page.evaluate(SMALLEST) >= 24
    assert page.evaluate(GROUND) == "rgb(255, 255, 255)"
    assert page.evaluate(FITS) == [0, 0]
    for chrome in (".st-key-top", ".pp-status", ".pp-reading", ".pp-tools"):
        assert not page.locator(f"{chrome}:visible").count()
    picture(page, f"projector-{width}")


def test_a_lecture_goes_through_a_preset_back_and_into_the_hall(visitor):
    page = visitor("/?window=3&hide=health,export")
    frames(page, 2)
    expect(page.get_by_text("Take it away")).to_have_count(0)
    negatives = page.locator(".st-key-negatives").get_by_role("slider")
    page.locator(".st-key-noise_exponent").get_by_role("slider").press("ArrowLeft")
    page.wait_for_url("**noise_exponent=0.5**")
    page.evaluate("window.__node = document.querySelector('.pp-map .pp-plot')")
    page.get_by_text("Try", exact=True).click()
    page.get_by_role("link", name="collapse: k = 0").click()
    expect(negatives).to_have_value("0")
    for kept in ("window=3", "noise_exponent=0.5", "negatives=0", "hide="):
        assert kept in page.url
    assert page.evaluate("window.__node === document.querySelector('.pp-map .pp-plot')")
    wait_tokens(page, 2000)
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
    expect(live(page)).to_have_attribute("data-view", "")
