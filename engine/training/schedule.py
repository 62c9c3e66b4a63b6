"""The learning rate as a pure function of the token count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.settings import Knobs

FLOOR = 1e-4  # of the knob: the rate never falls below


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the present fall of the rate began: `rate` at `token`, the floor at `goal`."""

    token: int
    rate: float
    goal: int


def first(knobs: Knobs, goal: int) -> Anchor:
    """The anchor of a new run."""
    return Anchor(0, knobs.learning_rate, goal)


def line(anchor: Anchor, knobs: Knobs) -> tuple[float, float, float]:
    """``(a, b, floor)``: the rate at token s is ``max(floor, a − b·s)``.

    Linear: ``floor + (rate₀ − floor)(goal − s)/(goal − token₀)``; constant: the anchor's rate.
    """
    floor = FLOOR * knobs.learning_rate
    if knobs.schedule == "constant":
        return anchor.rate, 0.0, min(floor, anchor.rate)
    slope = (anchor.rate - floor) / max(1, anchor.goal - anchor.token)
    return anchor.rate + slope * anchor.token, slope, floor


def rate(anchor: Anchor, knobs: Knobs, token: int) -> float:
    """The learning rate at a token count."""
    start, slope, floor = line(anchor, knobs)
    return max(floor, start - slope * token)


def reanchor(anchor: Anchor, old: Knobs, new: Knobs, token: int, epoch_size: int) -> Anchor:
    """The anchor after knobs were turned at `token`.

    A turned learning rate starts anew from here; more or longer epochs keep the present rate, so
    that the curve does not jump; epochs added after a fall has ended replay its last epoch, which
    began at learning_rate / epochs.
    """
    goal = new.epochs * epoch_size
    if new.learning_rate != old.learning_rate:
        return Anchor(token, new.learning_rate, goal)
    if goal == anchor.goal and new.schedule == old.schedule:
        return anchor
    ended = old.schedule == "linear" and token >= anchor.goal
    now = old.learning_rate / old.epochs if ended else rate(anchor, old, token)
    return Anchor(token, now, goal)
