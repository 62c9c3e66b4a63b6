"""How soon a lab has something on it: its question, and the first figure or answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench.bench import Bench, Part
from tests.bench.figures import Figure, Result, middle, number
from tests.bench.visits import rest, scene

if TYPE_CHECKING:
    from tests.bench.visits import Scene

_MS = 1e3
# When the question can be read, and when there is something to look at below it.
_WATCH = """
window.seen = {};
const sight = () => {
  const question = document.querySelector('.pp-question');
  const figure = '.main-svg, .pp-plane svg, [data-testid=stTable], [data-testid=stAlert]';
  if (question?.getBoundingClientRect().height) window.seen.question ??= performance.now();
  if (document.querySelector(figure)) window.seen.figure ??= performance.now();
  requestAnimationFrame(sight);
};
sight();
"""


def run(bench: Bench) -> Result:
    """Every lab, opened by visitors who come from the main page."""
    from explorer.views.labs import LABS

    figures: list[Figure] = []
    with scene(bench) as made:
        for lab in LABS[: bench.sizes.labs]:
            times = [_opened(made, lab.path) for _ in range(bench.sizes.lab_times)]
            question, figure = zip(*times, strict=True)
            said = f"{number(question[0], 's')}, {number(figure[0], 's')}"
            bench.say(f"{lab.path}: question and figure after {said}")
            figures.append(middle(f"{lab.title}: its question", question, "s", at_most=2))
            figures.append(middle(f"{lab.title}: a figure or a table", figure, "s"))
    note = "A visitor goes to the main page first and from there, by its address, to the lab."
    return Result(figures=tuple(figures), notes=(note,))


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
