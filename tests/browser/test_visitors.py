"""If these fail, a visitor loses a run, or is not told what is wrong."""

import re
import urllib.request

import psutil
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import (
    LONG,
    PATIENCE,
    RUN,
    frames,
    live,
    picture,
    state,
    upload,
    wait_tokens,
)
from tests.browser.serving import CALM, FAILS_AT, serving
from tests.explorer.material import until

# One worker runs them all: each breaks something of the one server that they share.
pytestmark = pytest.mark.browser
COMPILING = 3 * PATIENCE


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    return tmp_path_factory.mktemp("fragile") / "log"


@pytest.fixture(scope="module")
def served(log):
    with serving(log, "tests/browser/fragile.py", **{CALM: LONG}) as found:
        yield found


@pytest.fixture(scope="module")
def server(served):
    """In place of the server of all tests: one whose parts may be broken."""
    return served[0]


def states(server):
    with urllib.request.urlopen(f"{server}/states") as reply:
        return reply.read().decode()


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
    frames(page)
    wait_tokens(page, 500)
    assert int(state(page, "tokens")) > before + 500
    assert state(page, "state") == "running"
    assert page.evaluate(RUN) == run


def test_a_file_that_breaks_its_reader_is_one_sentence_and_nobody_else_notices(visitor, log):
    page, other = visitor(), visitor()
    wait_tokens(page, 500)
    upload(page, "broken.gml", b"graph [ node [ id 1 ] ]")
    sentence = page.get_by_text(re.compile(r"broken\.gml: could not be read.*SIGSEGV"))
    expect(sentence).to_be_visible()
    picture(page, "broken")
    for one in (page, other):
        wait_tokens(one, 500)
        assert state(one, "state") == "running"
    assert "broken.gml: the process that read it ended: SIGSEGV" in log.read_text()


@pytest.mark.long
def test_a_killed_worker_gives_back_pca_and_then_umap_again(visitor, served):
    page = visitor()
    page.wait_for_selector('[data-testid="live"][data-layout="umap"]')
    (worker,) = (
        child
        for child in psutil.Process(served[1].pid).children(recursive=True)
        if "explorer.runs.map.umap_process" in child.cmdline()
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
