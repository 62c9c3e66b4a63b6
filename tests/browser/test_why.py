"""Journeys to the reasons of an answer: if one fails, somebody asks why and gets no answer."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import picture

pytestmark = [pytest.mark.browser, pytest.mark.long]
OWN = b": capitals\nfrance paris italy rome\n: <b>none\nxx yy zz qq\nking queen man woman\n"


def test_why_is_answered_with_bars_lines_and_a_verdict_and_an_own_file_is_scored(visitor):
    page = visitor()
    for key, word in (("a", "france"), ("b", "paris"), ("c", "italy")):
        page.locator(f".st-key-analogy_{key} input").fill(word)
        page.keyboard.press("Enter")
    assert page.get_by_test_id("why-bars").count() == 0
    page.locator(".st-key-why summary").click()
    bars = page.get_by_test_id("why-bars")
    expect(bars).to_have_attribute("role", "figure")
    why = page.locator(".st-key-why")
    expect(why.get_by_text("“france” stands near “paris”")).to_be_visible()
    expect(why.get_by_text("“italy” stands near “rome”")).to_be_visible()
    expect(why.locator("blockquote strong").first).to_have_text("france")
    before = bars.evaluate("node => { node.mine = true; return node.getAttribute('aria-label') }")
    assert before
    expect(bars).not_to_have_attribute("aria-label", before)
    assert bars.evaluate("node => node.mine")  # the same node, however often it is drawn anew
    page.locator(".st-key-questions").scroll_into_view_if_needed()  # what is not seen rests
    page.set_input_files(
        ".st-key-questions input[type=file]",
        {"name": "mine.txt", "mimeType": "text/plain", "buffer": OWN},
    )
    expect(page.get_by_text("2 of 3 analogies asked (67%), 1 skipped")).to_be_visible()
    page.get_by_test_id("uploaded-accuracy").scroll_into_view_if_needed()
    expect(page.get_by_test_id("uploaded-accuracy").get_by_text("capitals")).to_be_visible()
    why.scroll_into_view_if_needed()
    picture(page, "why")
