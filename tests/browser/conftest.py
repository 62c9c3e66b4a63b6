"""A real server in a second process and real Chromiums; each test is a visitor of its own."""

import os
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error, expect, sync_playwright

from tests.browser import chromium
from tests.browser.serving import CALM, ROOT, sharing

OUTPUT = Path(__file__).parent / "output"
VIEW = {"width": 1280, "height": 720}
PATIENCE = 120_000  # milliseconds; a slow machine is no failure
MOVING = {"reduced_motion": "no-preference"}
LONG = "900"  # seconds that a calm run takes: it is not over before its visitor, however slow
# The name of the run that a page watches.
RUN = """fetch('/pushpull/frame?words=10').then(reply => reply.arrayBuffer()).then(buffer => {
    const length = new DataView(buffer).getUint32(0, true);
    return JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length))).run; })"""
# From where to where the map reaches.
SPAN = "document.querySelector('.pp-map .pp-plot').layout.xaxis.range"
# When the live component came to the page, and when it went, for a journey that fails.
CAME = """window.came = []; let there = null;
const look = () => {
    const live = document.querySelector('[data-testid=live]');
    const script = document.querySelector('[data-testid=stApp]')?.dataset.testScriptState;
    if (live !== there) window.came.push([Math.round(performance.now()), Boolean(live), script]);
    there = live; };
new MutationObserver(look).observe(document, { childList: true, subtree: true });"""
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def log(tmp_path_factory):
    """What the server says; it is shared by all workers of a session."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "server.log"


@pytest.fixture(scope="session")
def shared(log):
    """The address of the server of all tests."""
    with sharing(log, STREAMLIT_SERVER_MAX_UPLOAD_SIZE="5", **{CALM: LONG}) as address:
        yield address


@pytest.fixture(scope="session")
def server(shared):
    """The address of the server of a test: a module may have one of its own."""
    return shared


@pytest.fixture(autouse=True)
def said(log):
    """What the server says meanwhile is part of what is shown when a test fails."""
    before = log.stat().st_size if log.exists() else 0
    yield
    if log.exists():
        with log.open() as file:
            file.seek(before)
            print(file.read())


@pytest.fixture(scope="session")
def driver():
    if chromium.find() is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium: `python -m tests.browser.chromium` installs it")
        pytest.skip("no Chromium on this machine, and none could be installed")
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(driver):
    """A Chromium whose every context starts with nothing, not even a file read before."""
    with driver.chromium.launch(**chromium.options()) as opened:
        yield opened


@pytest.fixture(scope="session")
def seat(driver, tmp_path_factory):
    """A browser that has been here: what it has read once it need not read and compile again."""
    profile = tmp_path_factory.mktemp("profile")
    start = driver.chromium.launch_persistent_context
    with start(profile, viewport=VIEW, **chromium.options()) as context:
        yield chromium.Seat(context)


@pytest.fixture
def visitor(request, server):
    """Open pages, each as a new visitor; what breaks in a page or pops up fails the test.

    A page is given when it is `ready`: on most pages, when Plotly has drawn a frame of the map.
    It is opened `at` another address if one is given. `media` is what its visitor prefers: no
    motion unless the journey is about it (`MOVING`), for drawing by software takes most of a core
    while a map eases. A second visitor, one with options of a context, and one who asks for it
    (`fresh`, as must who changes more than pages: the clock) comes with a browser that has never
    been here.
    """
    trouble, pages = [], []
    with ExitStack() as opened:

        def seated(*, fresh, **options):
            if not fresh and not options:
                seat = request.getfixturevalue("seat")
                if seat.free:
                    return seat.taken(server)
            return request.getfixturevalue("browser").new_context(viewport=VIEW, **options)

        def visit(path="/", *, at=server, ready=frames, media=None, fresh=False, **options):
            context = opened.enter_context(seated(fresh=fresh, **options))
            opened.enter_context(heard(context, trouble))
            page = context.new_page()
            page.add_init_script(CAME)
            pages.append(page)
            page.emulate_media(**{"reduced_motion": "reduce"} | (media or {}))
            page.goto(at + path, wait_until="domcontentloaded")
            ready(page)
            return page

        yield visit
        if getattr(request.node, "failed", False):
            for number, page in enumerate(pages):
                left(page, f"{request.node.name[:60]}-{number}")
    assert not trouble


def left(page, name):
    """Where a page of a journey that failed was, and what it showed."""
    OUTPUT.mkdir(exist_ok=True)
    with suppress(Error):
        print("the page was at", page.url, "in", page.locator("html").get_attribute("lang"))
        print("the live component came and went:", page.evaluate("window.came"))
        page.screenshot(path=OUTPUT / f"failed-{name}.png", timeout=10_000)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Fixtures that end a journey are told whether it failed."""
    report = yield
    if call.when == "call":
        item.failed = report.failed
    return report


@contextmanager
def heard(context, trouble):
    """What goes wrong in any page of this context is added to `trouble`."""

    def popped_up(dialog):
        trouble.append(dialog.message)
        dialog.dismiss()

    def asked(request):
        """Nothing may be fetched from somewhere else at run time."""
        if urlsplit(request.url).hostname not in {None, "localhost"}:
            trouble.append(request.url)

    ears = {
        "weberror": lambda error: trouble.append(str(error.error)),
        "dialog": popped_up,
        "request": asked,
    }
    context.set_default_timeout(PATIENCE)
    for event, ear in ears.items():
        context.on(event, ear)
    yield
    for event, ear in ears.items():
        context.remove_listener(event, ear)


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


def at_full_speed(page):
    page.locator(".st-key-speed").get_by_role("slider").press("End")


def rest(page):
    """Pause, and wait until that is so."""
    page.locator(".st-key-pause button").click()
    wait_state(page, "paused")


def search_box(page):
    """The box of the word looked into; the one it takes the place of is hidden, and soon gone."""
    return page.locator(".st-key-search input").locator("visible=true")


def still(page, selector):
    """Wait until what a part of the page says has stayed for longer than it takes to be renewed."""
    page.wait_for_function(
        """selector => {
            const said = document.querySelector(selector)?.textContent, now = performance.now();
            if (said !== window.said) Object.assign(window, { said, since: now });
            return said && now - window.since > 6000; }""",
        arg=selector,
        polling=200,
    )


def search(page, word):
    box = search_box(page)
    box.fill(word)
    box.press("Enter")


def upload(page, name, content):
    page.set_input_files(
        ".st-key-upload input[type=file]",
        {"name": name, "mimeType": "text/plain", "buffer": content},
    )


def zoom_in(page):
    """Turn the wheel until half as much of the map is seen, or less; returns what is."""
    before = width(page)
    page.locator(".pp-map .pp-plot").hover()
    while 2 * width(page) > before:  # a busy browser passes some turns over
        page.mouse.wheel(0, -400)
    return page.evaluate(SPAN)


def width(page):
    return page.evaluate(f"(([left, right]) => right - left)({SPAN})")


def picture(page, name):
    """A screenshot; into docs/ when PUSHPULL_SCREENSHOTS is set, else beside the tests."""
    folder = ROOT / "docs" if os.environ.get("PUSHPULL_SCREENSHOTS") else OUTPUT
    folder.mkdir(exist_ok=True)
    page.screenshot(path=folder / f"{name}.png")
