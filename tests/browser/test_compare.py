"""A visitor keeps a run, sees two side by side, and asks how sure: if it fails, one way is shut."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import picture, wait_tokens

pytestmark = [pytest.mark.browser, pytest.mark.long]


def part(page, name):
    page.locator(".st-key-compare_part").get_by_text(name).click()


def test_a_run_is_kept_and_compared_and_asked_how_sure(visitor):
    page = visitor("/?epochs=1")
    wait_tokens(page, 1000)
    page.get_by_role("link", name="Compare").click()
    page.get_by_role("button", name="Keep this run").click()
    expect(page.locator("[class*=st-key-card-] img").first).to_be_visible()
    picture(page, "compare-shelf")

    part(page, "Side by side")
    page.locator(".st-key-beside_count").get_by_text("2").click()
    page.get_by_role("button", name="Train side by side").click()
    maps = page.get_by_test_id("beside-maps")
    points = maps.locator(".points path")
    expect(page.get_by_text("What changed most")).to_be_visible()  # it is trained
    points.first.scroll_into_view_if_needed()
    box = points.nth(20).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_function(
        "() => document.querySelector('[data-testid=beside-maps]').dataset.ringed"
    )
    word = maps.get_attribute("data-ringed")
    rings = maps.evaluate("node => node.data.filter(t => t.meta === 'ring').map(t => t.x.length)")
    assert rings == [1, 1]
    picture(page, "compare-beside")
    page.mouse.down()
    page.mouse.up()
    expect(page.get_by_role("textbox", name="A word to ring in all maps")).to_have_value(word)
    expect(page.get_by_text(f"nearest to {word}")).to_be_visible()

    part(page, "How sure?")
    page.get_by_role("button", name="Train ten times").click()
    expect(page.get_by_text("of 10 trained")).to_be_visible()
    expect(page.get_by_test_id("sure-map").locator(".points path").first).to_be_visible()
    picture(page, "compare-sure")
