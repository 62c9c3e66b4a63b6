"""If these fail, a lab shows white where its charts should be, or asks for what is not there."""

from contextlib import ExitStack

import pytest

from explorer.parts.pages import LABS, PAGES
from tests.browser.conftest import PATIENCE, frames

pytestmark = pytest.mark.browser

LONG = 3000  # milliseconds
# Whatever waits that long waits for ever: a chart that does is seen to be missing.
NO_LONG_WAITS = f"""const soon = window.setTimeout;
window.setTimeout = (what, wait, ...more) => (wait >= {LONG} ? 0 : soon(what, wait, ...more));"""
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DESKTOP = {}


@pytest.fixture
def opened(browser, seat, server):
    """Open a page; what is not answered, or said in the console, fails the test."""
    trouble = []

    def opening(path, **options):
        came = browser.new_context(**options) if options else seat.taken(server)
        context = contexts.enter_context(came)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("response", lambda reply: reply.status > 399 and trouble.append(reply.url))
        page.on("console", lambda said: said.type == "error" and trouble.append(said.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.add_init_script(NO_LONG_WAITS)
        page.goto(server + path, wait_until="domcontentloaded")
        return page

    with ExitStack() as contexts:
        yield opening
    assert not trouble


def drawn(page):
    """Wait for the first chart of the page, as a reader who scrolls down to it."""
    page.locator("[role=figure][data-testid]").first.scroll_into_view_if_needed()
    page.wait_for_selector("[role=figure] .main-svg", state="attached")


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_lab_draws_its_chart_without_waiting_for_a_map(opened, screen):
    page = opened("/choose-your-enemies", **screen)
    drawn(page)
    page.reload()  # the browser has everything now
    drawn(page)


def test_a_lab_that_follows_the_main_page_at_once_draws_its_chart_too(opened):
    page = opened("/", **DESKTOP)
    page.route("**/pushpull/frame*", lambda _: None)  # no map is ever sketched
    page.get_by_role("button", name="Labs").click()
    page.locator("a[data-pp-page='choose-your-enemies']").click()
    drawn(page)


@pytest.mark.long
def test_no_page_asks_for_what_is_not_there(opened, server):
    page = opened("/", **DESKTOP)
    frames(page)
    for beside in (*LABS, *PAGES):
        page.goto(f"{server}/{beside.path}")
        page.wait_for_selector(".pp-question")
        page.wait_for_load_state("networkidle")
