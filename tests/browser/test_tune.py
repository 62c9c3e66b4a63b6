"""Tune in a browser: if this fails, a grid of maps stays empty, or its cells open nothing."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import frames, picture

pytestmark = [pytest.mark.browser, pytest.mark.long]
LEFT, BOTTOM, RIGHT = 56, 44, 8  # margins of the grid
SHARE = 0.75  # of the way up the last scale: the end of the brush


def test_a_grid_of_maps_fills_is_brushed_and_a_cell_becomes_the_run(visitor):
    page = visitor("/?epochs=1")
    page.locator("a[data-pp-page=tune]").first.click()
    for name, stop in (("negatives", "10"), ("negatives", "15"), ("negatives", "20")):
        pill = page.locator(f".st-key-tune_stops_{name} button", has_text=re.compile(f"^{stop}$"))
        pill.click()
    begin = page.get_by_role("button", name="Begin 12 trials")
    begin.click()
    grid = page.get_by_test_id("tune-grid")
    expect(grid.locator(".main-svg").first).to_be_attached()
    expect(page.get_by_text("12 of 12 trials")).to_be_visible()
    expect(grid).to_have_attribute("aria-label", re.compile("the best has"))
    picture(page, "tune")

    lines = page.get_by_test_id("tune-parallel")
    lines.scroll_into_view_if_needed()
    scale = lines.locator(".axis-brush").last
    expect(scale).to_be_visible()
    box = scale.bounding_box()
    middle = box["x"] + box["width"] / 2
    page.mouse.move(middle, box["y"] + box["height"] * (1 - SHARE))
    page.mouse.down()
    page.mouse.move(middle, box["y"] + box["height"] * 0.5, steps=5)
    page.mouse.move(middle, box["y"] + box["height"] + 8, steps=5)
    page.mouse.up()
    expect(lines).to_have_attribute("aria-label", re.compile(r"(?<!\d)([1-9]|1[01]) of 12"))
    expect(page.get_by_test_id("tune-pareto")).to_be_attached()
    picture(page, "tune-brushed")

    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    column = (box["width"] - LEFT - RIGHT) / 3
    page.mouse.click(box["x"] + LEFT + 1.5 * column, box["y"] + box["height"] - BOTTOM - 60)
    frames(page)
    expect(page.locator(".st-key-negatives").get_by_role("slider")).to_have_attribute(
        "aria-valuetext", "2"
    )
    assert "window=1" in page.url
