"""Lab 3 in a browser: if this fails, somebody opens it and sees no points climb."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import at_full_speed, picture, wait_tokens

pytestmark = [pytest.mark.browser, pytest.mark.long]


def test_what_training_learns_is_seen_in_three_ways_and_its_floor_on_the_main_page(visitor):
    page = visitor()
    at_full_speed(page)
    wait_tokens(page, 30_000)
    expect(page.locator(".pp-standing")).to_contain_text("above the least loss possible")
    picture(page, "standing")
    page.get_by_role("button", name="Labs").click()
    page.locator(".pp-doors").get_by_role("link", name="What it learns").click()
    climb = page.get_by_test_id("climb")
    expect(climb).to_have_attribute("aria-label", re.compile("Slope"))
    expect(page.get_by_text("After 3,000,000 drawn pairs")).to_be_visible()
    picture(page, "lab-joint")
    page.locator(".st-key-learns_part button").nth(1).click()
    expect(page.get_by_test_id("learned-exact")).to_be_visible()
    expect(page.get_by_test_id("learned-textbook")).to_be_visible()
    expect(climb).to_have_count(0)
    picture(page, "lab-learned")
    page.locator(".st-key-learns_part button").nth(2).click()
    expect(page.get_by_test_id("rivals")).to_have_attribute("aria-label", re.compile("in common"))
    picture(page, "lab-rivals")
