"""How soon a lab has something on it: its question, the first figure or answer, a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench.bench import Bench, Part
from tests.bench.figures import Figure, Result, middle, number
from tests.bench.visits import rest, scene

if TYPE_CHECKING:
    from tests.bench.visits import Scene

_MS = 1e3
_CHARTED = "choose-your-enemies"  # a lab with a chart from the beginning
_SCREENS = {
    "desktop": {"viewport": {"width": 1280, "height": 720}},
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
}
# When the question can be read, and when there is something to look at below it; a reader scrolls
# to the first chart, whose text is there when its place is.
_WATCH = """
window.seen = {};
const sight = () => {
  const question = document.querySelector('.pp-question');
  const figure =
    '.main-svg, .pp-plane svg, [data-testid=stTable], [data-testid=stAlert], [data-claim]';
  if (question?.getBoundingClientRect().height) window.seen.question ??= performance.now();
  if (document.querySelector(figure)) window.seen.figure ??= performance.now();
  const place = document.querySelector('[role=figure][data-testid]');
  if (place) window.seen.place ??= performance.now();
  if (place?.querySelector('.main-svg')) window.seen.chart ??= performance.now();
  else place?.scrollIntoView({ block: 'center' });
  requestAnimationFrame(sight);
};
sight();
"""


def run(bench: Bench) -> Result:
    """Every lab, opened by visitors who come from the main page; one, straight away."""
    from explorer.parts.pages import LABS

    figures: list[Figure] = []
    with scene(bench) as made:
        for lab in LABS[: bench.sizes.labs]:
            times = [_opened(made, lab.path) for _ in range(bench.sizes.lab_times)]
            question, figure = zip(*times, strict=True)
            said = f"{number(question[0], 's')}, {number(figure[0], 's')}"
            bench.say(f"{lab.path}: question and figure after {said}")
            figures.append(middle(f"{lab.title}: its question", question, "s", at_most=2))
            figures.append(middle(f"{lab.title}: a figure or a table", figure, "s"))
        for screen, options in _SCREENS.items():
            figures.extend(_charts(bench, made, screen, options))
    note = "A visitor goes to the main page first and from there, by its address, to the lab."
    return Result(figures=tuple(figures), notes=(note,))


def _charts(bench: Bench, made: Scene, screen: str, options: dict) -> tuple[Figure, Figure]:
    """Seconds from a chart's text to the chart, of visitors who go straight to a lab."""
    empty, full = [], []
    for _ in range(bench.sizes.chart_times):
        context = made.context(**options)
        for found in (empty, full):
            page = context.new_page()
            page.add_init_script(_WATCH)
            page.goto(f"{made.address}/{_CHARTED}", wait_until="commit")
            page.wait_for_function("() => seen.question && seen.chart")
            late = page.evaluate("seen.chart - Math.max(seen.question, seen.place)")
            found.append(late / _MS)
            page.close()
        context.close()
        said = f"{number(empty[-1], 's')}, {number(full[-1], 's')}"
        bench.say(f"first chart after its text, {screen}: {said}")
    what = f"First chart after its text, {screen}"
    return (
        middle(f"{what}, empty browser cache", empty, "s", at_most=1),
        middle(f"{what}, full browser cache", full, "s", at_most=1),
    )


def _opened(made: Scene, path: str) -> tuple[float, float]:
    """Seconds after navigation, of a visitor who has seen the main page."""
    context = made.context()
    page = made.page(context)
    rest(page)
    page.add_init_script(_WATCH)
    page.goto(f"{made.address}/{path}", wait_until="commit")
    page.wait_for_function("() => seen.question && seen.figure")
    found = page.evaluate("[seen.question, seen.figure]")
    context.close()
    return found[0] / _MS, found[1] / _MS


PART = Part(place=125, title="The labs", run=run)
