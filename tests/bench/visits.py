"""A server of the application and visitors in a real Chromium, for figures of the page."""

from __future__ import annotations

import json
import threading
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import psutil

from tests.bench.bench import LeftOut
from tests.browser import chromium
from tests.browser.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.bench.bench import Bench

BUSY = "/?corpus=king-james&epochs=1000"  # at full speed it trains for minutes
_RHYTHM = 0.5  # seconds between two frames, as in live/poll.js
_PATIENCE = 180_000  # milliseconds
_MANY = 1_000_000  # tokens: a calm run takes a while to read them
# Each picture that shows a frame: when, number and kind of its layout. `wish` is a number of words.
_WATCH = """
window.drawn = [];
const ask = window.fetch;
window.fetch = (what, how) => {
  const url = new URL(what instanceof Request ? what.url : what, location);
  if (!window.wish || !url.pathname.endsWith('/pushpull/frame')) return ask(what, how);
  url.searchParams.set('words', window.wish);
  return ask(url, how);
};
let last = '0';
const look = () => {
  const told = document.querySelector('[data-testid=live]')?.dataset;
  if (told && told.frames !== last && told.layout !== 'none') {
    last = told.frames;
    drawn.push([performance.now(), Number(told.layoutNumber), told.layout]);
  }
  requestAnimationFrame(look);
};
look();
"""


@dataclass
class Scene:
    """The server's address and process, the browser, and the keys of visitors without a page."""

    address: str
    process: psutil.Process
    browser: Browser
    keys: list[str] = field(default_factory=list)

    def context(self, **options: Any) -> BrowserContext:
        """A new visitor, with an empty cache."""
        desktop = {"viewport": {"width": 1280, "height": 720}}
        context = self.browser.new_context(**(options or desktop))
        context.set_default_timeout(_PATIENCE)
        context.add_init_script(_WATCH)
        return context

    def page(self, context: BrowserContext, path: str = "/", *, words: int | None = None) -> Page:
        """A page whose map moves."""
        page = context.new_page()
        if words:
            page.add_init_script(f"window.wish = {words};")
        page.goto(self.address + path, wait_until="commit")
        page.wait_for_function(f"() => new Set({NUMBERS}).size > 1")
        return page

    def add(self, count: int) -> None:
        """Visitors whose runs train at full speed, looked at without being drawn."""
        for _ in range(count):
            context = self.context()
            at_full_speed(self.page(context, BUSY))
            (key,) = (each for each in context.cookies() if each["name"] == "pushpull")
            self.keys.append(f"{key['name']}={key['value']}")
            context.close()

    def seconds(self) -> float:
        """CPU seconds of the server, without those of its training threads."""
        with urllib.request.urlopen(f"{self.address}/training") as reply:
            training = set(json.load(reply))
        used = self.process.cpu_times()
        threads = (each for each in self.process.threads() if each.id in training)
        spent = sum(each.user_time + each.system_time for each in threads)
        return used.user + used.system - spent

    def worker(self) -> psutil.Process:
        """The process that makes the maps."""
        name = "explorer.runs.map.umap_process"
        children = self.process.children(recursive=True)
        return next(each for each in children if name in each.cmdline())


NUMBERS = "drawn.map(([, number]) => number)"


@contextmanager
def scene(bench: Bench) -> Iterator[Scene]:
    """A server, warm: every kernel compiled, a first map by UMAP made."""
    path = chromium.find()
    if path is None:
        raise LeftOut("The page is left out: there is no Chromium.")
    from playwright.sync_api import sync_playwright

    log, home = bench.folder / "page.log", str(bench.folder / "home")
    ended = threading.Event()
    with (
        serving(log, "tests/bench/observed.py", PUSHPULL_HOME=home) as (address, process),
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        made = Scene(address, psutil.Process(process.pid), browser)
        watcher = threading.Thread(target=_look, args=(made, ended))
        watcher.start()
        try:
            _warm(made)
            yield made
        finally:
            ended.set()
            watcher.join()
            browser.close()


def _warm(made: Scene) -> None:
    context = made.context()
    page = made.page(context)
    mapped(page)
    leave(page)


def _look(made: Scene, ended: threading.Event) -> None:
    """Ask for the frames of visitors without a page, or their runs would rest."""
    while not ended.wait(_RHYTHM):
        for key in list(made.keys):
            url = f"{made.address}/pushpull/frame?words=1500"
            with urllib.request.urlopen(urllib.request.Request(url, headers={"Cookie": key})) as it:
                it.read()


def at_full_speed(page: Page) -> None:
    """Let the page's run use a core, and wait until it does."""
    page.locator(".st-key-speed").get_by_role("slider").press("End")
    page.wait_for_function(
        "n => Number(document.querySelector('[data-testid=live]').dataset.tokens) > n", arg=_MANY
    )


def mapped(page: Page) -> None:
    """Wait for a map by UMAP."""
    page.wait_for_selector('[data-testid="live"][data-layout="umap"]')


def rest(page: Page) -> None:
    """Let the run rest, so that it takes no time from the next."""
    page.locator(".st-key-pause button").click()
    page.wait_for_selector('[data-testid="live"]:not([data-state="running"])')


def leave(page: Page) -> None:
    """Let the run rest, and go."""
    rest(page)
    page.context.close()


def drawn(page: Page) -> list[list[Any]]:
    """What was drawn since the page was opened or `forget` was called: ms, layout, kind."""
    return page.evaluate("drawn")


def forget(page: Page) -> None:
    """Begin to count anew."""
    page.evaluate("() => { drawn.length = 0; performance.clearResourceTimings(); }")
