"""If these fail, the map cannot be asked how far it can be trusted."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import (
    MOVING,
    frames,
    live,
    picture,
    search_box,
    state,
)

pytestmark = pytest.mark.browser
POINTS = "document.querySelector('.pp-map .pp-plot').data[0]"


def layout_is(page, kind):
    page.wait_for_selector(f'[data-testid="live"][data-layout="{kind}"]')


def choose(page, name, option):
    page.locator(f".st-key-map_{name} input").click()
    page.get_by_role("option", name=option, exact=True).click()


@pytest.mark.long
def test_the_map_is_asked_in_other_ways_and_a_link_brings_it_back(visitor):
    page = visitor("/?map_kind=pca", media=MOVING)
    layout_is(page, "pca")
    page.locator(".st-key-map_options button").first.click()
    choose(page, "colour", "cluster (by k-means)")
    expect(page.locator(".pp-map .pp-legend .pp-entry").first).to_contain_text(" · ")
    choose(page, "words", "500")
    page.wait_for_function(f"{POINTS}.x.length === 500")
    choose(page, "kind", "Your axes")
    for name, axis in (("Across", "she − he"), ("Up", "kign")):
        page.get_by_label(name, exact=True).fill(axis)
        page.keyboard.press("Enter")
    expect(page.get_by_text("“kign” is not among")).to_be_visible()
    assert state(page, "layout") == "pca"
    expect(page.get_by_label("Up", exact=True)).to_have_count(1)  # the old one leaves a little late
    page.get_by_label("Up", exact=True).fill("king")
    page.keyboard.press("Enter")
    layout_is(page, "axes")
    page.keyboard.press("Escape")
    expect(page.locator(".pp-map").get_by_text("she − he →")).to_be_attached()
    page.wait_for_url(re.compile("map_words=500"))
    picture(page, "axes")
    page.reload(wait_until="domcontentloaded")
    frames(page)
    layout_is(page, "axes")
    page.wait_for_function(f"{POINTS}.x.length === 500")


def test_a_lasso_lists_words_that_can_be_opened(visitor):
    page = visitor()
    frames(page, 2)
    lasso = page.get_by_role("button", name="Draw around words")
    lasso.click()
    expect(lasso).to_have_attribute("aria-pressed", "true")
    box = page.locator(".pp-map .pp-plot").first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x - 90, y - 90)
    page.mouse.down()
    for right, down in ((90, -90), (90, 90), (-90, 90), (-90, -85)):
        page.mouse.move(x + right, y + down, steps=4)
    page.mouse.up()
    caught = page.locator(".pp-caught")
    expect(caught.get_by_text(re.compile(r"\d words"))).to_be_visible()
    picture(page, "lasso")
    word = caught.locator(".pp-word").first
    text = word.inner_text()
    word.click()
    expect(search_box(page)).to_have_value(text)
    caught.get_by_role("button", name="Close the list").focus()
    page.keyboard.press("Escape")
    expect(caught).to_be_hidden()
    lasso.focus()
    page.keyboard.press("Enter")  # a keyboard draws no lasso: what is in view is listed
    expect(caught).to_be_visible()


@pytest.mark.long
def test_the_map_in_space_can_be_turned_and_stays_turned(visitor):
    page = visitor("/?map_kind=pca3&map_vectors=both")
    layout_is(page, "pca3")
    expect(live(page).get_by_text("3-D PCA of")).to_be_visible()
    space = page.locator(".pp-space")
    box = space.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 + 120, box["y"] + box["height"] / 2, steps=5)
    page.mouse.up()
    eye = "JSON.stringify(document.querySelector('.pp-space').layout.scene.camera.eye)"
    turned = page.evaluate(eye)
    frames(page, 4)
    assert page.evaluate(eye) == turned
    picture(page, "space")


def test_two_tabs_of_one_visitor_look_differently_at_the_same_run(visitor):
    one = visitor("/?map_kind=pca")
    other = one.context.new_page()
    other.goto(one.url.split("?")[0] + "?map_kind=pca3", wait_until="domcontentloaded")
    frames(other, 3)
    frames(one, 3)
    assert (state(one, "layout"), state(other, "layout")) == ("pca", "pca3")
