"""What a part hands back: figures with their goals, tables and sentences."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import fmean, median
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the page's first table: what was measured, its spread, and what was to reach.

    `low` and `high` are the least and the most of the pairs (runs, seeds) behind `value`; a figure
    without a goal is only reported.
    """

    what: str
    value: float
    low: float
    high: float
    unit: str = "×"
    at_least: float | None = None
    at_most: float | None = None

    @property
    def missed(self) -> bool:
        """Whether there is a goal, and the value is on its wrong side."""
        short = self.at_least is not None and not self.value >= self.at_least
        return short or (self.at_most is not None and not self.value <= self.at_most)

    @property
    def goal(self) -> str:
        """What was to reach, as a cell of a table."""
        if self.at_least is not None:
            return f"≥ {number(self.at_least, self.unit)}"
        return "" if self.at_most is None else f"≤ {number(self.at_most, self.unit)}"

    @property
    def sentence(self) -> str:
        """How a missed figure is said."""
        return f"{self.what}: {number(self.value, self.unit)}, to reach was {self.goal}."


@dataclass(frozen=True, slots=True)
class Table:
    """A caption, column heads and rows of cells."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """All that a part measured; `data` is for its plot."""

    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)


def middle(what: str, values: list[float], unit: str = "×", **goal: float) -> Figure:
    """The median of paired measurements, with their spread."""
    return Figure(
        what=what, value=median(values), low=min(values), high=max(values), unit=unit, **goal
    )


def mean(what: str, values: list[float], unit: str, **goal: float) -> Figure:
    """The mean of equals (seeds), with their spread."""
    return Figure(
        what=what, value=fmean(values), low=min(values), high=max(values), unit=unit, **goal
    )


def worst(what: str, values: list[float], unit: str = "×", **goal: float) -> Figure:
    """The largest of measurements none of which may be larger."""
    return Figure(
        what=what, value=max(values), low=min(values), high=max(values), unit=unit, **goal
    )


def number(value: float, unit: str = "") -> str:
    """Three digits, thousands parted by commas, with the unit as it is written behind a number."""
    size = abs(value)
    places = 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 1 else 3
    text = f"{value:,.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{text} {unit}".strip()


def percent(share: float) -> str:
    """A share as a cell of a table."""
    return f"{share:.1%}"
