"""A visitor in labs 4 and 5: if this fails, a slider moves no figure, or a figure is cut off."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import picture

pytestmark = [pytest.mark.browser, pytest.mark.long]

SAID = "[data-testid=stAlert]"


def turn(page, key, steps):
    slider = page.locator(f".st-key-{key}").get_by_role("slider")
    slider.focus()
    for _ in range(abs(steps)):
        page.keyboard.press("ArrowRight" if steps > 0 else "ArrowLeft")


def inside(page, name):
    """A figure that is drawn and lies within the window from left to right."""
    figure = page.get_by_test_id(name)
    figure.scroll_into_view_if_needed()  # only then is it drawn
    expect(figure.locator(".main-svg").first).to_be_visible()
    box = figure.bounding_box()
    assert 0 <= box["x"] < box["x"] + box["width"] <= 1280


def test_a_lecturer_turns_k_and_then_t_and_each_page_answers(visitor):
    page = visitor()
    page.get_by_role("button", name="Labs").click()
    page.locator(".pp-doors").get_by_role("link", name="The spectrum").click()
    answers = page.locator(SAID)
    expect(answers.first).to_contain_text("k = 5, α = 0.75")
    for name in ("spectrum_positive", "spectrum_whole"):
        inside(page, name)
    turn(page, "spectrum_k", 5)
    expect(answers.first).to_contain_text("k = 10, α = 0.75")
    expect(answers.last).to_contain_text(re.compile(r"equal to within \d"))
    picture(page, "lab-spectrum")
    page.locator(".pp-ways").get_by_role("link", name="Common words").click()
    expect(answers.first).to_contain_text("At t = 0.001 this rule keeps")
    for name in ("common_kept", "common_reach"):
        inside(page, name)
    turn(page, "common_t", -2)
    expect(answers.first).to_contain_text("At t = 0.0001 this rule keeps")
    picture(page, "lab-common-words")
    expect(page.get_by_text("The textbook:", exact=False)).to_be_visible()
    inside(page, "common_lengths")
