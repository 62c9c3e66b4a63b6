"""If these fail, whoever hears the page, types instead of pointing, or sees little is left out."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import frames, live, wait_state, wait_tokens

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
READINGS = """() => Object.fromEntries(
    [...document.querySelectorAll('.js-plotly-plot')].map(
        node => [node.dataset.testid ?? node.parentElement.className,
                 node.getAttribute('aria-label') ?? '']))"""
# At each picture: which layout is on the map, and where its first words stand.
WATCH = """window.seen = [];
const points = () => [...document.querySelector('.pp-map .pp-plot').data]
    .sort((a, b) => b.x.length - a.x.length)[0].x.slice(0, 20).join();
const look = () => {
    seen.push([document.querySelector('[data-testid=live]').dataset.layoutNumber, points()].join());
    requestAnimationFrame(look); };
look();"""
PLACES = "new Set(seen).size"
LAYOUTS = "new Set(seen.map(one => one.split(',')[0])).size"


def violations(page):
    """What axe-core finds: rule, where, what, and why."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        (rule["id"], node["target"], node["html"][:200], node["failureSummary"][:300])
        for rule in found
        for node in rule["nodes"]
    ]


def search(page, word):
    box = page.locator(".st-key-search input")
    box.fill(word)
    box.press("Enter")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_its_drawer_and_its_worked_step_pass_axe(visitor, scheme):
    page = visitor(color_scheme=scheme)
    wait_tokens(page, 3000)
    assert not violations(page)
    search(page, "king")
    for part, shown in enumerate((".st-key-near button", ".js-plotly-plot", "li strong")):
        page.locator(".st-key-drawer_part button").nth(part).click()
        expect(page.locator(".st-key-drawer").locator(shown).first).to_be_visible()
        assert not violations(page)
    page.locator(".st-key-one_step button").click()
    expect(page.locator(".st-key-worked .js-plotly-plot")).to_be_visible()
    assert not violations(page)


@pytest.mark.parametrize(
    ("path", "options"), [("/?view=projector&word=king", {}), ("/", {"locale": "zh-CN"})]
)
def test_the_hall_and_the_chinese_page_pass_axe(visitor, path, options):
    page = visitor(path, **options)
    wait_tokens(page, 3000)
    assert not violations(page)


def test_every_chart_is_read_out_and_what_moves_is_read_anew(visitor):
    page = visitor("/?word=king")
    wait_tokens(page, 2000)
    page.locator(".st-key-drawer_part button").nth(1).click()
    expect(page.get_by_test_id("arrows")).to_be_visible()
    for part in ("analogy", "scores", "corpus"):  # a chart is drawn when it comes into sight
        page.locator(f".st-key-below-{part}").evaluate("node => node.scrollIntoView()")
        page.wait_for_timeout(500)
    page.wait_for_function(f"() => Object.keys(({READINGS})()).length >= 6")
    page.wait_for_function(f"() => Object.values(({READINGS})()).every(Boolean)")
    before = page.evaluate(READINGS)
    assert len(before) >= 6  # map, loss, forces, parallelogram, accuracy, counts
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
    expect(page.locator(".st-key-search input")).to_have_value(word)
    expect(page.locator(".st-key-drawer")).to_be_visible()
    expect(here).to_have_attribute("aria-selected", "true")
    assert live(page).get_attribute("data-same") == "yes"
    focus_by_tab(page, ".st-key-drawer_close")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-drawer")).to_have_count(0)


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_with_reduced_motion_the_map_jumps_and_nothing_eases(visitor, motion):
    """Without it the map does move between its layouts, or this test could not fail."""
    page = visitor(reduced_motion=motion)
    frames(page)
    page.evaluate(WATCH)
    page.wait_for_function(f"() => {LAYOUTS} >= 4")
    if motion == "reduce":
        assert page.evaluate(PLACES) == page.evaluate(LAYOUTS)
        assert live(page).evaluate("node => node.getAnimations({ subtree: true }).length") == 0
    else:
        assert page.evaluate(PLACES) > page.evaluate(LAYOUTS)
