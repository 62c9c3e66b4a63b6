"""What a visitor waits for and what a visitor costs: the page in a real browser."""

from __future__ import annotations

import time
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from tests.bench.bench import Bench, Part
from tests.bench.figures import Figure, Result, middle, number, worst
from tests.bench.visits import BUSY, at_full_speed, drawn, forget, leave, mapped, rest, scene

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.bench.visits import Scene

_MS = 1e3
_SETTLING = 20.0  # seconds: what a page keeps is there by then
# From the release of the key to the first picture with a flag more.
_TURN = """() => { window.turned = new Promise((resolve) => {
  const flags = () => [...document.querySelectorAll('.pp-loss .annotation-text')]
    .map((node) => node.textContent).filter((text) => text.includes('→')).join();
  const before = flags();
  window.addEventListener('keyup', () => {
    const began = performance.now();
    const look = () => (flags() === before ? requestAnimationFrame(look)
      : resolve(performance.now() - began));
    look();
  }, { once: true, capture: true });
}); }"""
_SENT = """() => performance.getEntriesByType('resource')
    .filter(({ name }) => name.includes('/pushpull/frame')).map((entry) => entry.transferSize)"""
_MARK = "window.marked = document.querySelector('.pp-map .pp-plot')"
_SAME = "() => Number(window.marked !== document.querySelector('.pp-map .pp-plot'))"
_SPAN = "() => document.querySelector('.pp-map .pp-plot').layout.xaxis.range.map(Number)"


def run(bench: Bench) -> Result:
    """Visits, a page watched, knobs turned alone and in a crowd, a page left open."""
    with scene(bench) as made:
        grown = _grown(bench, made)
        watched, alone = _watched(bench, made)
        made.add(1)
        first = _first(bench, made)
        made.add(bench.sizes.page_visitors - 1)
        page = made.page(made.context())
        crowded = [turned(page, times) for times in range(bench.sizes.page_times)]
        leave(page)
    crowd = f"A knob's flag after its release, {bench.sizes.page_visitors} visitors training"
    flags = (
        middle("A knob's flag after its release", alone, "s", at_most=1),
        middle(crowd, crowded, "s", at_most=1),
    )
    return Result(figures=(*first, *flags, *watched, grown), notes=(_note(bench),))


def _note(bench: Bench) -> str:
    minutes, seconds = bench.sizes.page_minutes, bench.sizes.page_seconds
    return f"The page was watched for {seconds:g} s; the growth is that of {minutes:g} minutes" + (
        "." if minutes >= 60 else ", not of an hour: that takes HOUR=60."
    )


def _first(bench: Bench, made: Scene) -> tuple[Figure, ...]:
    """From navigation to the first map and to the second, of visitors whose run is new."""
    empty, full = [], []
    for _ in range(bench.sizes.page_times):
        context = made.context()
        for found in (empty, full):
            page = made.page(context)
            found.append(_starts(drawn(page)))
            rest(page)
            page.close()
            context.clear_cookies()  # who comes next is somebody else, and the cache is full
            bench.say(f"first and moving: {number(found[-1][0], 's')}, {number(found[-1][1], 's')}")
        context.close()
    return (
        middle("First map drawn, empty browser cache", [a for a, _ in empty], "s"),
        middle("First moving map, empty browser cache", [b for _, b in empty], "s", at_most=3.5),
        middle("First map drawn, full browser cache", [a for a, _ in full], "s"),
        middle("First moving map, full browser cache", [b for _, b in full], "s", at_most=2.5),
    )


def _starts(frames: list[list]) -> tuple[float, float]:
    """Seconds after navigation of the first layout drawn and of the second."""
    first = frames[0]
    second = next(each for each in frames if each[1] != first[1])
    return first[0] / _MS, second[0] / _MS


def turned(page: Page, times: int) -> float:
    """Seconds from the release of a key on a slider to the flag; to the right and back by turns."""
    slider = page.locator(".st-key-window").get_by_role("slider")
    slider.focus()
    page.evaluate(_TURN)
    page.keyboard.press("ArrowLeft" if times % 2 else "ArrowRight")
    waited = page.evaluate("window.turned")
    page.wait_for_timeout(2000)  # until the page has settled
    return waited / _MS


def _watched(bench: Bench, made: Scene) -> tuple[tuple[Figure, ...], list[float]]:
    """What a page in full training draws, costs and keeps; and the waits for turned knobs."""
    idle = _idle(bench, made)
    page = made.page(made.context(), BUSY, words=bench.sizes.page_words)
    at_full_speed(page)
    mapped(page)
    received = _messages(page)
    zoomed, worker = _zoom(page), made.worker()
    forget(page)
    received.clear()
    before, began = (made.seconds(), _cpu(worker)), time.monotonic()
    page.wait_for_timeout(_MS * bench.sizes.page_seconds)
    seconds = time.monotonic() - began
    spent, mapping = made.seconds() - before[0] - idle * seconds, _cpu(worker) - before[1]
    frames, sent = drawn(page), page.evaluate(_SENT)
    lost = (page.evaluate(_SAME), float(page.evaluate(_SPAN) != zoomed))
    alone = [turned(page, times) for times in range(bench.sizes.page_times)]
    leave(page)
    count, maps = max(1, len(frames)), [when for when, *_ in _layouts(frames)]
    gaps = [(b - a) / _MS for a, b in pairwise(maps)] or [seconds]
    words = f"{bench.sizes.page_words:,} words"
    bench.say(f"watched for {number(seconds, 's')}: {len(frames)} frames, {len(maps)} maps")
    figures = (
        _one(f"Frames drawn a second, {words}", len(frames) / seconds, "/s", at_least=2),
        middle(f"A new map by UMAP, {words}, every", gaps, "s", at_most=3),
        _one("Times the map was mounted anew", lost[0], "", at_most=0),
        _one("Zooms lost", lost[1], "", at_most=0),
        _one("Server CPU per visitor and update", _MS * spent / count, "ms", at_most=5),
        _one("Server CPU a second without visitors", _MS * idle, "ms"),
        _one("Sent per update", (sum(sent) + sum(received)) / count / _MS, "KB", at_most=60),
        _one("Of that, frames", sum(sent) / count / _MS, "KB"),
        _one(f"CPU of a map by UMAP, {words}", mapping / max(1, len(maps)), "s", at_most=0.4),
    )
    return figures, alone


def _idle(bench: Bench, made: Scene) -> float:
    """CPU seconds a second of a server that nobody visits: Streamlit polls its configuration."""
    began, spent = time.monotonic(), made.seconds()
    time.sleep(bench.sizes.page_seconds / 3)
    return (made.seconds() - spent) / (time.monotonic() - began)


def _messages(page: Page) -> list[int]:
    """The bytes of each message of Streamlit's socket from here on; it opens one when it mounts."""
    sizes: list[int] = []
    watch = page.context.new_cdp_session(page)
    watch.send("Network.enable")
    watch.on(
        "Network.webSocketFrameReceived",
        lambda told: sizes.append(len(told["response"]["payloadData"]) * 3 // 4),  # base64
    )
    return sizes


def _one(what: str, value: float, unit: str, **goal: float) -> Figure:
    return worst(what, [float(value)], unit, **goal)


def _cpu(worker) -> float:
    used = worker.cpu_times()
    return used.user + used.system


def _layouts(frames: list[list]) -> list[list]:
    """The first frame of each layout by UMAP."""
    return list({number: each for each in reversed(frames) if (number := each[1])}.values())[::-1]


def _zoom(page: Page) -> list[float]:
    """Look closer, and remember the node and the part that is seen."""
    box = page.locator(".pp-map .pp-plot").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.wheel(0, -600)
    page.wait_for_timeout(1000)
    page.evaluate(_MARK)
    return page.evaluate(_SPAN)


def _grown(bench: Bench, made: Scene) -> Figure:
    """MB by which the server grows while a page is open; a finished run is rewound."""
    page = made.page(made.context())
    seconds = 60 * bench.sizes.page_minutes
    page.wait_for_timeout(_MS * min(_SETTLING, seconds / 2))
    before, sizes, end = made.process.memory_info().rss, [], time.monotonic() + seconds
    while time.monotonic() < end:
        page.wait_for_timeout(_MS * min(5.0, seconds / 4))
        sizes.append(made.process.memory_info().rss)
        if page.locator('[data-testid="live"][data-state="done"]').count():
            page.locator(".st-key-rewind button").click()
    leave(page)
    late = sizes[-max(1, len(sizes) // 10) :]  # the last tenth: one look is luck
    return _one(
        f"The server grows in {bench.sizes.page_minutes:g} minutes of a page open",
        (median(late) - before) / 1e6, "MB", at_most=100,
    )  # fmt: skip


PART = Part(place=110, title="The page", run=run)
