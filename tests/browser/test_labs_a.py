"""Labs 1 and 2 and the claims by hand: if one fails, something is moved and nothing happens."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE, picture

pytestmark = pytest.mark.browser
TRAINING = 3 * PATIENCE


def asked(page):
    """Wait for the question of a lab."""
    expect(page.locator("h1.pp-question")).to_be_visible()


def product(page):
    """v·u with the target, as the table shows it."""
    return page.locator(".st-key-numbers-step tbody tr").first.locator("td").nth(2)


def tip(page, name):
    return page.locator(f"[data-vector={name}]")


def test_a_vector_is_moved_by_mouse_and_by_keyboard_and_taken_back(visitor):
    page = visitor("/one-step", ready=asked)
    expect(product(page)).to_have_text("-0.020000")
    for part in (page.locator(".pp-plane svg"), page.locator(".st-key-numbers-step")):
        expect(part).to_be_in_viewport(ratio=1)  # both are seen at once
    box = tip(page, "u0").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 40, steps=5)
    page.mouse.up()
    expect(product(page)).not_to_have_text("-0.020000")
    page.locator(".st-key-lab_undo button").click()
    expect(product(page)).to_have_text("-0.020000")
    tip(page, "u0").focus()
    page.keyboard.press("ArrowRight")
    expect(product(page)).not_to_have_text("-0.020000")
    expect(tip(page, "u0")).to_be_focused()
    page.locator(".st-key-lab_counter button").click()
    expect(page.get_by_text(re.compile("v·u with b goes the wrong way"))).to_be_visible()
    picture(page, "lab-step")


@pytest.mark.long
def test_the_size_of_a_vocabulary_is_turned_and_the_race_runs(visitor):
    page = visitor("/why-not-softmax", ready=asked)
    expect(page.get_by_text(re.compile("8,333 times as few"))).to_be_visible()
    page.locator(".st-key-lab_words").get_by_role("slider").first.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text(re.compile("5,000 times as few"))).to_be_visible()
    race = page.get_by_test_id("race")
    race.scroll_into_view_if_needed()
    expect(race.locator(".main-svg").first).to_be_attached()
    expect(page.locator(".st-key-numbers-race")).to_be_visible()
    expect(page.locator(".st-key-numbers-bill")).to_be_visible()
    picture(page, "lab-softmax")


@pytest.mark.long
def test_every_claim_is_measured_at_the_press_of_a_button(visitor):
    page = visitor("/claims", ready=asked)
    page.locator(".st-key-claims_all button").click()
    signs = page.locator(".pp-claims td:nth-child(4)", has_text=re.compile("[✓◐✗]"))
    expect(signs).to_have_count(page.locator(".pp-claims tbody tr").count(), timeout=TRAINING)
    picture(page, "lab-claims")
