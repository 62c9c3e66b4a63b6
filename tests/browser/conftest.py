"""A real server in a second process and a real Chromium; each test is a visitor of its own."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser import chromium
from tests.browser.serving import ROOT, serving

OUTPUT = Path(__file__).parent / "output"
PATIENCE = 60_000  # milliseconds; a slow machine is no failure
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    log = tmp_path_factory.mktemp("server") / "log"
    with serving(log, STREAMLIT_SERVER_MAX_UPLOAD_SIZE="5") as (address, _):
        yield address


@pytest.fixture(scope="session")
def browser():
    path = chromium.find()
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium: `python -m tests.browser.chromium` installs it")
        pytest.skip("no Chromium on this machine, and none could be installed")
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture
def visitor(browser, server):
    """Open pages, each as a new visitor; what breaks in the page or pops up fails the test."""
    contexts, trouble = [], []

    def visit(path="/", **options):
        context = browser.new_context(viewport={"width": 1280, "height": 720}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("dialog", lambda dialog: trouble.append(dialog.message))
        page.on("requestfailed", lambda request: trouble.append(outside(request, server)))
        page.goto(server + path, wait_until="domcontentloaded")
        frames(page)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert not [text for text in trouble if text]


def outside(request, server):
    """The address of a failed request to somewhere else: nothing may be fetched at run time."""
    return "" if request.url.startswith((server, "data:", "blob:")) else request.url


def live(page):
    return page.get_by_test_id("live")


def state(page, name):
    return live(page).get_attribute(f"data-{name}")


def frames(page, more=1):
    """Wait until the live component has drawn so many frames more, and no sketch."""
    page.wait_for_selector('[data-testid="live"]')
    page.wait_for_selector(".pp-map .js-plotly-plot", state="attached")
    seen = int(state(page, "frames") or 0)
    page.wait_for_function(
        "n => Number(document.querySelector('[data-testid=live]')?.dataset.frames) >= n",
        arg=seen + more,
    )


def wait_state(page, wanted):
    page.wait_for_function(
        "s => document.querySelector('[data-testid=live]')?.dataset.state === s", arg=wanted
    )


def wait_tokens(page, more):
    page.wait_for_function(
        "n => Number(document.querySelector('[data-testid=live]')?.dataset.tokens) >= n",
        arg=int(state(page, "tokens") or 0) + more,
    )


def picture(page, name):
    """A screenshot; into docs/ when PUSHPULL_SCREENSHOTS is set, else beside the tests."""
    folder = ROOT / "docs" if os.environ.get("PUSHPULL_SCREENSHOTS") else OUTPUT
    folder.mkdir(exist_ok=True)
    page.screenshot(path=folder / f"{name}.png")
