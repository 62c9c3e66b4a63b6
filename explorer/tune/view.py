"""A study as numbers on scales: where every trial stands, which is best, and who is brushed."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.tuning.objectives import direction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.tuning.record import Trial
    from engine.tuning.space import Axis

Brush = dict[str, tuple[tuple[float, float], ...]]  # of each scale brushed, the stretches that stay
_TICKS = 6


@dataclass(frozen=True, slots=True)
class Scale:
    """A setting or a score as a line of numbers: where each mark stands, and what it says.

    Settings by ratio stand at their logarithm, choices at their place; "off" stands one mark beyond
    the largest number, as on the sliders.
    """

    name: str
    marks: tuple[float, ...]
    texts: tuple[str, ...]
    low: float
    high: float
    log: bool = False
    off: float | None = None  # the value that means off
    choices: tuple[Any, ...] = ()

    def at(self, value: Any) -> float:  # noqa: ANN401 - a value of the setting
        """Where a value stands."""
        if self.choices:
            return float(self.choices.index(value))
        if value == self.off:
            return self.high
        return math.log10(value) if self.log else float(value)


def shown(value: Any) -> str:  # noqa: ANN401 - a value of a setting or a score
    """A number in three digits, other values as they are."""
    if isinstance(value, bool | str):
        return str(value).lower()
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def scale_of(axis: Axis) -> Scale:
    """The scale of a setting that is varied."""
    if not axis.numeric:
        count = len(axis.stops)
        named = tuple(shown(stop) for stop in axis.stops)
        places = tuple(float(place) for place in range(count))
        return Scale(axis.name, places, named, -0.2, count - 0.8, choices=axis.stops)
    log, off = axis.span.kind == "log", axis.span.off
    numbers = sorted(stop for stop in axis.stops if stop != off or axis.span.low <= stop)
    marks = [math.log10(stop) if log else float(stop) for stop in numbers]
    texts = [shown(stop) for stop in numbers]
    switched = len(numbers) < len(axis.stops)
    if switched:
        marks.append(marks[-1] + (marks[-1] - marks[0]) / max(1, len(marks) - 1) or 1.0)
        texts.append(shown(off))
    return Scale(
        axis.name, tuple(marks), tuple(texts), marks[0], marks[-1], log, off if switched else None
    )


def scale_of_score(name: str, trials: Sequence[Trial]) -> Scale | None:
    """The scale of a score from its least to its most; None where no trial has it."""
    values = [one.scores[name] for one in trials if name in one.scores]
    if not values:
        return None
    low, high = min(values), max(values)
    if low == high:
        low, high = low - 0.5, high + 0.5
    marks = np.linspace(low, high, _TICKS).tolist()
    return Scale(name, tuple(marks), tuple(shown(mark) for mark in marks), low, high)


def done(trials: Sequence[Trial]) -> list[Trial]:
    """Those that came to their end."""
    return [one for one in trials if one.state == "done"]


def better(score: str, one: float, other: float) -> bool:
    """Whether a score is better than another."""
    return one < other if direction(score) == "minimize" else one > other


def best(trials: Sequence[Trial], score: str) -> Trial | None:
    """The trial with the best score; None if none has it."""
    found = None
    for one in done(trials):
        first = found is None or better(score, one.scores[score], found.scores[score])
        if score in one.scores and first:
            found = one
    return found


def brushed(trials: Sequence[Trial], scales: Sequence[Scale], brush: Brush) -> set[int] | None:
    """The numbers of the trials within every stretch that was brushed; None: nothing is."""
    asked = [(scale, brush[scale.name]) for scale in scales if brush.get(scale.name)]
    if not asked:
        return None
    return {
        one.number
        for one in done(trials)
        if all(_within(_place(one, scale), stretches) for scale, stretches in asked)
    }


def _within(place: float, stretches: Sequence[tuple[float, float]]) -> bool:
    return any(low <= place <= high for low, high in stretches)


def _place(trial: Trial, scale: Scale) -> float:
    if scale.name in trial.values:
        return scale.at(trial.values[scale.name])
    return trial.scores.get(scale.name, math.nan)


def lines(trials: Sequence[Trial], scales: Sequence[Scale]) -> list[list[float]]:
    """Where the trials that have all scores stand on each scale, a list a scale."""
    whole = [
        one
        for one in done(trials)
        if all(scale.name in one.values or scale.name in one.scores for scale in scales)
    ]
    return [[_place(one, scale) for one in whole] for scale in scales]


def brush_of(text: str, names: Sequence[str]) -> Brush:
    """What the browser says was brushed; what is no stretch of a scale of these is passed over."""
    try:
        told = json.loads(text)
        return {
            name: tuple((float(low), float(high)) for low, high in told[name])
            for name in names
            if name in told
        }
    except (TypeError, ValueError):
        return {}
