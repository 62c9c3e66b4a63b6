"""What a step of four objectives costs against the number of words, with its slopes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench.bench import Bench, Part
from tests.bench.child import call
from tests.bench.figures import Figure, Result, Table, middle, number

if TYPE_CHECKING:
    from typing import Any

_US = 1e6
_FLAT, _WITH_V = ("hierarchical", "nce", "negative"), "softmax"


def run(bench: Bench) -> Result:
    """All sizes in a child on one core, some times over."""
    sizes = bench.sizes
    data = [
        call(measure, cores=1, sizes=sizes.cost_words, seconds=sizes.cost_seconds)
        for _ in range(sizes.slow_rounds)
    ]
    figures = [_slope(data, name, sizes.cost_words) for name in (_WITH_V, *_FLAT)]
    for figure in figures:
        bench.say(f"{figure.what}: {number(figure.value, figure.unit)}")
    return Result(figures=tuple(figures), tables=(_table(data),))


def measure(sizes: list[int], seconds: float) -> list[tuple[str, int, float, float]]:
    """In a child: objective, words, seconds of a step and rows it touched; d = 100, k = 5."""
    from engine.theory.experiments.cost import timings

    return [(t.objective, t.words, t.seconds, t.rows) for t in timings(sizes, seconds=seconds)]


def _slope(data: list[Any], name: str, sizes: tuple[int, ...]) -> Figure:
    from engine.theory.experiments.cost import LARGE, fitted

    least = LARGE if max(sizes) > LARGE else 0
    slopes = [
        fitted([(words, s) for of, words, s, _ in each if of == name and words >= least])
        for each in data
    ]
    return middle(f"Seconds of a step of {name}: exponent of V, from V = {LARGE:,} on", slopes, "")


def _table(data: list[Any]) -> Table:
    """The least of the runs, in a row for every number of words."""
    found: dict[int, dict[str, tuple[float, float]]] = {}
    for name, words, seconds, rows in (line for each in data for line in each):
        at = found.setdefault(words, {})
        at[name] = min(at.get(name, (seconds, rows)), (seconds, rows))
    rows = [
        (
            f"{words:,}",
            *(f"{number(_US * seconds)} ({number(touched)})" for seconds, touched in at.values()),
            f"{number(at[_WITH_V][0] / at['negative'][0])} ×",
        )
        for words, at in sorted(found.items())
    ]
    heads = ("V", *next(iter(found.values())), "softmax / negative")
    return Table("Microseconds of a step, and the output vectors it touches:", heads, tuple(rows))


PART = Part(place=130, title="What a step costs", run=run)
