"""If these fail, a link in an e-mail costs a visitor the run, the texts and the shelf."""

import urllib.request

import pytest
from playwright.sync_api import expect

from explorer.runs.visitors import COOKIE, new_key
from tests.browser.conftest import PATIENCE
from tests.browser.elsewhere import elsewhere

pytestmark = pytest.mark.browser

# The name of the visitor's run, once there is one.
RUN = """async () => {
    let reply;
    do {
        await new Promise((resolve) => { setTimeout(resolve, 200); });
        reply = await fetch('/pushpull/frame?words=10');
    } while (!reply.ok);
    const buffer = await reply.arrayBuffer();
    const length = new DataView(buffer).getUint32(0, true);
    window.run = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length))).run; }"""


@pytest.fixture(scope="module")
def other(server):
    with elsewhere(server) as address:
        yield address


@pytest.fixture
def tab(seat, server):
    """A page of a visitor who has not been here."""
    with seat.taken(server) as context:
        context.set_default_timeout(PATIENCE)
        yield context.new_page()


def run(page):
    page.evaluate(f"() => {{ ({RUN})(); }}")
    return page.wait_for_function("window.run").json_value()


def key(page, server):
    (found,) = [each for each in page.context.cookies(server) if each["name"] == COOKIE]
    return found["value"], found["sameSite"]


def arrive(page, path):
    """The page that is reached from the other site's."""
    if path in {"/tab", "/window"}:
        with page.context.expect_page() as opened:
            page.get_by_text("here").click()
        return opened.value
    page.get_by_text("here").click()
    return page


def test_a_visitor_who_comes_by_a_link_finds_the_run_again(tab, server, other):
    tab.goto(server)
    before, held = run(tab), key(tab, server)
    assert held[1] == "Lax"
    for path in ("/link", "/tab", "/window", "/link-to-redirect"):
        tab.goto(other + path)
        page = arrive(tab, path)
        page.wait_for_url(f"{server}/**")
        assert (run(page), key(page, server)) == (before, held), path
    tab.goto(f"{other}/redirect")
    assert (run(tab), key(tab, server)) == (before, held), "redirect"
    tab.goto(f"{server}/one-step")  # as a bookmark
    assert (run(tab), key(tab, server)) == (before, held), "bookmark"


@pytest.mark.parametrize("path", ["/fetch", "/script", "/frame", "/form"])
def test_no_other_site_takes_a_visitors_key_away(tab, server, other, path):
    tab.goto(server)
    before, held = run(tab), key(tab, server)
    tab.goto(other + path)
    if path == "/form":
        tab.get_by_text("here").click()
        tab.wait_for_url(f"{server}/**")
    elif path == "/frame":
        inside = tab.frame_locator("iframe")
        expect(inside.get_by_text("Pushpull").first).to_be_visible()
        tab.frames[1].evaluate("location.reload()")
        expect(inside.get_by_text("Pushpull").first).to_be_visible()
    else:
        expect(tab).to_have_title("asked")
    assert key(tab, server) == held
    tab.goto(server)
    assert (run(tab), key(tab, server)) == (before, held)


def test_a_key_of_an_earlier_release_outlives_the_first_link(tab, server, other):
    old = new_key()
    tab.context.add_cookies(
        [{"name": COOKIE, "value": old, "url": server, "sameSite": "Strict", "httpOnly": True}]
    )
    tab.goto(f"{other}/link")
    tab.get_by_text("here").click()
    assert run(tab)
    assert key(tab, server) == (old, "Lax")


def test_a_visitor_whose_first_page_is_reached_by_a_link_has_a_run_that_stays(tab, server, other):
    tab.goto(f"{other}/link")
    tab.get_by_text("here").click()
    before = run(tab)
    tab.reload()
    assert run(tab) == before


PAGE = {"accept": "text/html"}
AT_TOP = PAGE | {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
FRAMED = PAGE | {"sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"}
ASKED = {"sec-fetch-mode": "no-cors", "sec-fetch-dest": "script"}


@pytest.mark.parametrize(
    ("path", "headers", "given"),
    [
        ("/", PAGE, True),  # as over plain HTTP
        ("/", AT_TOP | {"sec-fetch-site": "none"}, True),
        ("/", AT_TOP | {"sec-fetch-site": "same-origin"}, True),
        ("/", AT_TOP | {"sec-fetch-site": "same-site"}, True),
        ("/", AT_TOP | {"sec-fetch-site": "cross-site"}, False),  # it asks from within
        ("/", FRAMED | {"sec-fetch-site": "same-origin"}, True),
        ("/", FRAMED | {"sec-fetch-site": "cross-site"}, False),
        ("/", ASKED | {"sec-fetch-site": "cross-site"}, False),
        ("/", ASKED | {"sec-fetch-site": "same-origin"}, False),
        ("/pushpull/key.js", ASKED | {"sec-fetch-site": "same-origin"}, True),
        ("/pushpull/key.js", ASKED | {"sec-fetch-site": "same-site"}, False),
        ("/pushpull/key.js", ASKED | {"sec-fetch-site": "cross-site"}, False),
        ("/pushpull/key.js", ASKED, False),
    ],
)
def test_a_key_is_given_where_the_browser_shows_that_it_has_none(server, path, headers, given):
    with urllib.request.urlopen(urllib.request.Request(server + path, headers=headers)) as reply:
        found = reply.headers.get_all("set-cookie") or []
        page = reply.read().decode()
    assert [each for each in found if each.startswith(f"{COOKIE}=")] == found[: int(given)]
    assert ("pushpull/key.js" in page) == (headers == AT_TOP | {"sec-fetch-site": "cross-site"})
