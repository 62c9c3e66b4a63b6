"""If these fail, a tab shows another's run, asks too much, or does not come back to life."""

import pytest
from playwright.sync_api import expect

from explorer.runs.visitors import COOKIE, LOCAL, new_key
from tests.browser.cable import Cable
from tests.browser.conftest import RUN, frames, live, state, wait_state, wait_tokens
from tests.browser.test_main_page import text_of_pairs, upload

pytestmark = pytest.mark.browser

HIDE = """hidden => {
    Object.defineProperty(document, 'hidden', { get: () => hidden, configurable: true });
    document.dispatchEvent(new Event('visibilitychange')); }"""


def test_two_tabs_watch_one_run_and_nobody_else_reaches_it(visitor, browser, server):
    first, other = visitor(), visitor()
    upload(first, "private.txt", text_of_pairs().encode())
    expect(first.get_by_text("The text: private.txt")).to_be_attached()
    second = first.context.new_page()
    second.goto(server, wait_until="domcontentloaded")
    frames(second)
    assert first.evaluate(RUN) == second.evaluate(RUN) != other.evaluate(RUN)
    second.locator(".st-key-pause button").click()
    wait_state(first, "paused")
    wait_tokens(other, 500)
    assert state(other, "state") == "running"
    expect(other.get_by_text("private.txt")).to_have_count(0)
    expect(other.get_by_text("The text: Toyland")).to_be_attached()
    reply = other.evaluate("fetch('/pushpull/frame?words=100').then(r => r.text())")
    assert "hammer" not in reply
    stranger = browser.new_context()
    for key in (None, "", LOCAL, "a guess", "../../", new_key()):
        forged = {} if key is None else {"Cookie": f"{COOKIE}={key}"}
        reply = stranger.request.get(f"{server}/pushpull/frame?words=100", headers=forged)
        assert reply.status == 404
    stranger.close()


def test_a_cut_connection_is_said_and_mends_by_itself(visitor, server):
    cable = Cable(int(server.rsplit(":", 1)[1]))
    page = visitor(at=cable.address)
    page.evaluate("window.same = true")
    lost = live(page).get_by_role("status")
    expect(lost).to_be_hidden()
    before = int(state(page, "tokens"))
    cable.cut()
    expect(lost).to_be_visible()
    cable.mend()
    expect(lost).to_be_hidden()
    wait_tokens(page, 500)
    page.locator(".st-key-window").get_by_role("slider").press("ArrowRight")
    expect(page.locator(".pp-loss").get_by_text("window 5 → 6")).to_be_attached()
    assert int(state(page, "tokens")) > before
    assert page.evaluate("window.same")
    cable.cut()


def test_a_hidden_tab_asks_once_a_minute_and_a_shown_one_at_once(visitor):
    page = visitor(fresh=True)
    page.clock.install()
    page.reload(wait_until="domcontentloaded")
    frames(page, 2)
    asked = []
    page.on("request", lambda request: asked.append("/frame" in request.url and request.url))
    page.evaluate(HIDE, arg=True)
    page.clock.fast_forward(1000)  # the answer that was on its way
    asked.clear()
    page.clock.fast_forward(50_000)
    page.evaluate("fetch('/_stcore/health')")  # what was asked before is heard of before
    assert not any(asked)
    with page.expect_request("**/frame**"):
        page.clock.fast_forward(15_000)
    with page.expect_request("**/frame**"):
        page.evaluate(HIDE, arg=False)
    frames(page, 2)
