"""Journeys at the transport: if one fails, a lesson cannot be stopped or stepped by hand."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import (
    frames,
    live,
    picture,
    search_box,
    state,
    wait_state,
    wait_tokens,
)

pytestmark = pytest.mark.browser

FIVE_STEPS = """async () => { for (let n = 0; n < 5; n += 1) {
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight' }));
    await new Promise(resolve => setTimeout(resolve, 10)); } }"""


def step_by_key(page):
    """Press the key, and wait until the page shows more tokens than before."""
    before = int(state(page, "tokens"))
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "n => Number(document.querySelector('[data-testid=live]').dataset.tokens) > n", arg=before
    )


def test_the_keyboard_plays_steps_and_turns_knobs_and_types_into_a_field(visitor):
    page = visitor()
    wait_tokens(page, 500)
    page.keyboard.press("1")
    field = search_box(page)
    field.click()
    page.keyboard.type("r 1+")  # does nothing else
    wait_tokens(page, 500)
    expect(live(page)).to_have_attribute("data-state", "running")
    assert "negatives" not in page.url
    expect(field).to_have_value("r 1+")
    field.fill("")
    field.blur()
    page.keyboard.press("Space")
    wait_state(page, "paused")
    step_by_key(page)
    assert state(page, "state") == "paused"
    page.keyboard.press("Space")
    wait_state(page, "running")
    for knob, turn, shown in (
        ("1", "+++", "8"),
        ("2", "--", "3"),
        ("3", "-", "7"),
        ("4", "+", "1"),
    ):
        page.keyboard.press(knob)
        for key in turn:
            page.keyboard.press(key)
        name = ("negatives", "window", "subsample", "noise_exponent")[int(knob) - 1]
        slider = page.locator(f".st-key-{name}").get_by_role("slider")
        if knob == "3":
            page.wait_for_url("**subsample=0.0003**")
        else:
            expect(slider).to_have_value(shown)
    page.wait_for_url("**noise_exponent=1**")
    # Three presses may be one turn or several.
    expect(page.locator(".pp-loss").get_by_text(re.compile("^negatives . → 8$"))).to_be_attached()


def test_one_step_is_worked_on_a_map_at_rest_and_play_goes_on(visitor):
    page = visitor()
    wait_tokens(page, 500)
    page.locator(".st-key-one_step button").click()
    wait_state(page, "paused")
    panel = page.locator(".st-key-worked")
    expect(panel.get_by_text("v·u after")).to_be_visible()
    expect(panel.get_by_text("push", exact=True)).to_have_count(5)
    expect(panel.locator(".js-plotly-plot")).to_be_visible()
    # On the map too: where the input was pulled to, and what pushed it where.
    arrows = page.locator(".pp-map .annotation-arrow-g")
    expect(arrows.first).to_be_attached()
    assert arrows.count() <= 6
    picture(page, "one-step")
    frames(page, 2)  # one may have been on its way
    layout = state(page, "layout-number")
    step_by_key(page)
    frames(page, 2)
    assert state(page, "layout-number") == layout
    page.locator(".st-key-play button").click()
    wait_state(page, "running")
    expect(panel).to_be_hidden()
    expect(arrows).to_have_count(0)
    expect(live(page)).not_to_have_attribute("data-layout-number", layout)


def test_keys_that_find_the_server_busy_are_all_heard(visitor):
    """A step for each press: of two that wait for the server Streamlit delivers only the second."""
    page = visitor("/?subsample=0")  # every position of the text is a target
    wait_tokens(page, 500)
    page.keyboard.press("Space")
    wait_state(page, "paused")
    before = int(state(page, "tokens"))
    page.evaluate(FIVE_STEPS)
    expect(live(page)).to_have_attribute("data-tokens", str(before + 5))
    page.keyboard.press("Space")
    wait_state(page, "running")
