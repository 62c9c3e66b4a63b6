"""A journey through labs 6 and 7: if it fails, a student turns a slider and nothing answers."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import picture

pytestmark = [pytest.mark.browser, pytest.mark.long]


def test_windows_are_compared_and_the_noise_is_turned(visitor):
    page = visitor()
    page.get_by_role("button", name="Labs").click()
    page.locator(".pp-doors a[data-pp-page=window]").click()
    expect(page.get_by_text("the textbook is right here")).to_be_visible()
    distances = page.get_by_test_id("window-distances")
    expect(distances).to_have_attribute("aria-label", re.compile("Window 5:"))
    page.locator(".st-key-lab_window").get_by_role("slider").press("ArrowRight")
    expect(distances).to_have_attribute("aria-label", re.compile("Window 10:"))
    picture(page, "lab-window")
    page.locator(".pp-ways a[data-pp-page=choose-your-enemies]").click()
    expect(page.get_by_text("draws follow the shares of α = 0.75")).to_be_visible()
    shares = page.get_by_test_id("noise-shares")
    shares.evaluate("node => { node.mine = true; }")
    page.locator(".st-key-lab_alpha").get_by_role("slider").press("ArrowRight")
    expect(shares).to_have_attribute("aria-label", re.compile("At α = 1 "))
    expect(page.get_by_text("draws follow the shares of α = 1:")).to_be_visible()
    assert shares.evaluate("node => node.mine")  # the same node: a zoom would have stayed
    picture(page, "lab-enemies")
    with page.expect_download() as saved:
        shares.hover()
        shares.locator(".modebar-btn").first.click()
    assert saved.value.suggested_filename.endswith(".svg")
