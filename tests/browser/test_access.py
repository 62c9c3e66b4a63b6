"""If these fail, whoever hears the page, types instead of pointing, or sees little is left out."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import ALL, COLOURS, violations
from tests.browser.conftest import (
    MOVING,
    at_full_speed,
    frames,
    live,
    picture,
    search,
    search_box,
    wait_state,
    wait_tokens,
)

pytestmark = pytest.mark.browser

READINGS = """() => Object.fromEntries(
    [...document.querySelectorAll('.js-plotly-plot')].map(
        node => [node.dataset.testid ?? node.parentElement.className,
                 node.getAttribute('aria-label') ?? '']))"""
# At each picture: which layout is on the map, and where its first words stand.
WATCH = """window.seen = [];
const points = plot => [...plot.data]
    .sort((a, b) => b.x.length - a.x.length)[0].x.slice(0, 20).join();
const look = () => {
    requestAnimationFrame(look);
    const live = document.querySelector('[data-testid=live]');
    const plot = live?.querySelector('.pp-map .pp-plot');
    if (plot?.data) seen.push([live.dataset.layoutNumber, points(plot)].join()); };
look();"""
FORGET = "seen.length = 0"
PLACES = "new Set(seen).size"
LAYOUTS = "new Set(seen.map(one => one.split(',')[0])).size"


def test_the_page_its_drawer_and_its_worked_step_pass_axe_in_the_dark_and_in_the_light(visitor):
    page = visitor(media={"color_scheme": "dark"})
    # a machine changes from one to the other in the evening
    for scheme, rules in (("dark", ALL), ("light", COLOURS)):
        page.emulate_media(color_scheme=scheme)
        expect(live(page)).to_have_attribute("data-theme", scheme)
        wait_tokens(page, 500)
        assert not violations(page, rules=rules), scheme
        if scheme == "dark":
            picture(page, "dark")
        search(page, "king")
        for part, shown in enumerate((".st-key-near button", ".js-plotly-plot", "li strong")):
            page.locator(".st-key-drawer_part button").nth(part).click()
            expect(page.locator(".st-key-drawer").locator(shown).first).to_be_visible()
            where = None if part == 0 else ".st-key-drawer"
            assert not violations(page, where, rules), (scheme, part)
        page.locator(".st-key-one_step button").click()
        expect(page.locator(".st-key-worked .js-plotly-plot")).to_be_visible()
        assert not violations(page, rules=rules), scheme
        page.locator(".st-key-play button").click()  # the drawer is seen again
        page.locator(".st-key-drawer_close button").click()
        expect(page.locator(".st-key-drawer")).to_have_count(0)  # and the box is empty


def test_every_chart_is_read_out_and_what_moves_is_read_anew(visitor):
    page = visitor("/?word=king")
    page.locator(".st-key-drawer_part button").nth(1).click()
    expect(page.get_by_test_id("arrows")).to_be_visible()
    for part in ("analogy", "scores", "corpus"):  # a chart is drawn when it comes into sight
        below = page.locator(f".st-key-below-{part}")
        below.evaluate("node => node.scrollIntoView()")
        expect(below.locator(".js-plotly-plot").first).to_be_attached()
    page.wait_for_function(f"() => Object.keys(({READINGS})()).length >= 6")
    page.wait_for_function(f"() => Object.values(({READINGS})()).every(Boolean)")
    before = page.evaluate(READINGS)
    assert len(before) >= 6  # map, loss, forces, parallelogram, accuracy, counts
    at_full_speed(page)
    moving = ("pp-loss", "arrows", "parallelogram", "accuracy")
    for name in moving:
        (full,) = (key for key in before if name in key)
        page.wait_for_function(
            f"([name, said]) => ({READINGS})()[name] !== said", arg=[full, before[full]]
        )


def focus_by_tab(page, wanted):
    """Press Tab until what has the focus matches; nobody presses it two hundred times."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => Boolean(document.activeElement?.closest(wanted))", arg=wanted):
            return
    raise AssertionError(f"no way to {wanted}")


def test_by_keyboard_alone_a_word_of_the_map_is_reached_and_opened(visitor):
    page = visitor()
    wait_tokens(page, 2000)
    live(page).evaluate("node => { node.dataset.same = 'yes'; }")
    focus_by_tab(page, ".pp-walk")
    here = page.locator(".pp-here")
    names = set()
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
        names.add(here.get_attribute("aria-label"))
    assert len(names) > 1
    expect(live(page)).to_have_attribute("data-state", "running")  # no arrow made a step
    page.keyboard.press("Space")
    wait_state(page, "paused")
    frames(page)
    word = here.get_attribute("aria-label")
    page.keyboard.press("Enter")
    expect(search_box(page)).to_have_value(word)
    expect(page.locator(".st-key-drawer")).to_be_visible()
    expect(here).to_have_attribute("aria-selected", "true")
    assert live(page).get_attribute("data-same") == "yes"
    focus_by_tab(page, ".st-key-drawer_close")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-drawer")).to_have_count(0)


def test_with_reduced_motion_the_map_jumps_and_nothing_eases(visitor):
    """Without it the map does move between its layouts, or this test could not fail."""
    page = visitor("/?map_kind=pca", media=MOVING)
    page.evaluate(WATCH)
    page.wait_for_function(f"() => {LAYOUTS} >= 4 && {PLACES} > {LAYOUTS}")
    page.emulate_media(reduced_motion="reduce")
    frames(page, 2)  # what had begun to move before may do so to its end
    page.evaluate(FORGET)
    page.wait_for_function(f"() => {LAYOUTS} >= 4")
    assert page.evaluate(PLACES) == page.evaluate(LAYOUTS)
    assert live(page).evaluate("node => node.getAnimations({ subtree: true }).length") == 0
