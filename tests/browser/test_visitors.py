"""If these fail, a visitor loses a run, sees another's, or is not told what is wrong."""

import urllib.request

import psutil
import pytest
from playwright.sync_api import expect

from explorer.runs.visitors import COOKIE, LOCAL, new_key
from tests.browser.cable import Cable
from tests.browser.conftest import PATIENCE, frames, live, state, wait_state, wait_tokens
from tests.browser.serving import FAILS_AT, serving
from tests.explorer.material import until

pytestmark = pytest.mark.browser
COMPILING = 3 * PATIENCE

RUN = """fetch('/pushpull/frame?words=10').then(reply => reply.arrayBuffer()).then(buffer => {
    const length = new DataView(buffer).getUint32(0, true);
    return JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length))).run; })"""
HIDE = """hidden => {
    Object.defineProperty(document, 'hidden', { get: () => hidden, configurable: true });
    document.dispatchEvent(new Event('visibilitychange')); }"""


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    return tmp_path_factory.mktemp("fragile") / "log"


@pytest.fixture(scope="module")
def served(log):
    with serving(log, "tests/browser/fragile.py") as found:
        yield found


@pytest.fixture(scope="module")
def server(served):
    """In place of the server of all tests: one whose parts may be broken."""
    return served[0]


def states(server):
    with urllib.request.urlopen(f"{server}/states") as reply:
        return reply.read().decode()


def test_two_tabs_watch_one_run_and_nobody_else_reaches_it(visitor, browser, server):
    first, other = visitor(), visitor()
    second = first.context.new_page()
    second.goto(server, wait_until="domcontentloaded")
    frames(second)
    assert first.evaluate(RUN) == second.evaluate(RUN) != other.evaluate(RUN)
    second.locator(".st-key-pause button").click()
    wait_state(first, "paused")
    wait_tokens(other, 500)
    assert state(other, "state") == "running"
    stranger = browser.new_context()
    for key in (None, "", LOCAL, "a guess", "../../", new_key()):
        forged = {} if key is None else {"Cookie": f"{COOKIE}={key}"}
        reply = stranger.request.get(f"{server}/pushpull/frame?words=100", headers=forged)
        assert reply.status == 404
    stranger.close()


def test_a_cut_connection_is_said_and_mends_by_itself(visitor, server):
    cable = Cable(int(server.rsplit(":", 1)[1]))
    page = visitor().context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(cable.address, wait_until="domcontentloaded")
    frames(page)
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


def test_a_run_rests_when_its_tab_is_closed_and_goes_on_when_it_is_opened(visitor, server):
    until(lambda: "running" not in states(server))  # what earlier tests have left
    page = visitor()
    wait_tokens(page, 500)
    assert "running" in states(server)
    before, run = int(state(page, "tokens")), page.evaluate(RUN)
    context = page.context
    page.close()
    until(lambda: "running" not in states(server))
    page = context.new_page()
    page.goto(server, wait_until="domcontentloaded")
    wait_tokens(page, before + 500)
    assert state(page, "state") == "running"
    assert page.evaluate(RUN) == run


def test_a_hidden_tab_asks_once_a_minute_and_a_shown_one_at_once(visitor):
    page = visitor()
    page.clock.install()
    page.reload(wait_until="domcontentloaded")
    frames(page, 2)
    asked = []
    page.on("request", lambda request: asked.append("/frame" in request.url and request.url))
    page.evaluate(HIDE, arg=True)
    page.clock.fast_forward(1000)  # the answer that was on its way
    asked.clear()
    page.clock.fast_forward(50_000)
    page.evaluate("fetch('/states')")  # what was asked before is heard of before
    assert not any(asked)
    with page.expect_request("**/frame**"):
        page.clock.fast_forward(15_000)
    with page.expect_request("**/frame**"):
        page.evaluate(HIDE, arg=False)
    frames(page, 2)


def test_a_killed_worker_gives_back_pca_and_then_umap_again(visitor, served):
    page = visitor()
    page.wait_for_selector('[data-testid="live"][data-layout="umap"]')
    (worker,) = (
        child
        for child in psutil.Process(served[1].pid).children(recursive=True)
        if "explorer.runs.projector_worker" in child.cmdline()
    )
    worker.kill()
    page.wait_for_selector('[data-testid="live"][data-layout="pca"]')
    expect(live(page).get_by_text("PCA of")).to_be_visible()
    wait_tokens(page, 500)
    page.wait_for_selector('[data-testid="live"][data-layout="umap"]', timeout=COMPILING)


def test_a_pane_that_fails_says_so_where_it_is_and_in_the_log(visitor, log):
    page = visitor(f"/?min_count={FAILS_AT}")
    expect(page.get_by_test_id("stAlert").get_by_text("the rest goes on")).to_have_count(1)
    wait_tokens(page, 500)
    expect(page.get_by_text("Take it away")).to_be_attached()
    until(lambda: "ZeroDivisionError: asked for by a test" in log.read_text())
