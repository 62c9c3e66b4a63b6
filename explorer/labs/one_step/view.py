"""One step on three words in the plane, as numbers and arrows that can be drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.theory.signs import balances, turns
from engine.theory.step import step

if TYPE_CHECKING:
    from engine.theory.step import Pair, Step, Vectors

ROOM = 1.25  # times the longest coordinate: what is seen of the plane
_TIMES = (100, 50, 20, 10, 5, 2, 1)  # how much longer arrows may be drawn
_SEEN = 0.4  # of the plane: the longest an arrow is drawn, where it is enlarged


@dataclass(frozen=True, slots=True)
class Row:
    """One output of the step: its word, whether it pulls, and its numbers before and after."""

    word: str
    pull: bool
    dot: float
    sigma: float
    error: float
    after: float
    holds: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """Why v·u with a noise word rises: `lifts` is more than `sinks`."""

    word: str
    lifts: float
    sinks: float


@dataclass(frozen=True, slots=True)
class View:
    """All that the page shows of a step; `arrows` and `vectors` are what the plane draws."""

    rows: tuple[Row, ...]
    objective: float
    objective_after: float
    conditions: tuple[Condition, ...]
    arrows: tuple[dict[str, Any], ...]
    vectors: tuple[dict[str, Any], ...]
    reach: float
    times: int  # how much longer than they are the arrows are drawn
    made: Step


def view(vectors: Vectors, pair: Pair, rate: float) -> View:
    """The step of that pair and rate; raises `ParameterError` as `step` does."""
    made = step(vectors, pair, rate)
    holds = {turn.word: turn.holds(rate) for turn in turns(vectors, pair)}
    numbers = zip(pair.outputs, made.dots, made.sigmas, made.errors, made.dots_after, strict=True)
    rows = tuple(
        Row(
            vectors.words[word],
            place == 0,
            float(dot),
            float(sigma),
            float(error),
            float(after),
            holds[word],
        )
        for place, (word, dot, sigma, error, after) in enumerate(numbers)
    )
    conditions = tuple(
        Condition(vectors.words[one.word], one.lifts, one.sinks) for one in balances(vectors, pair)
    )
    reach = ROOM * float(max(np.abs(made.after.v).max(), np.abs(made.after.u).max(), 0.4))
    times = _times(made, reach)
    return View(
        rows,
        made.objective,
        made.objective_after,
        conditions,
        _arrows(made, times),
        _points(vectors),
        round(reach, 2),
        times,
        made,
    )


def _times(made: Step, reach: float) -> int:
    """How much longer arrows are drawn, so that the longest can be seen."""
    longest = max(np.linalg.norm(np.vstack([made.arrows_v, made.arrows_u]), axis=1).max(), 1e-9)
    return next((times for times in _TIMES if longest * times < _SEEN * reach), 1)


def _points(vectors: Vectors) -> tuple[dict[str, Any], ...]:
    tables = (("v", vectors.v), ("u", vectors.u))
    return tuple(
        {
            "id": f"{kind}{word}",
            "label": f"{kind} {name}",
            "name": f"{kind} {name}",
            "x": round(float(table[word, 0]), 6),
            "y": round(float(table[word, 1]), 6),
            "kind": kind,
        }
        for kind, table in tables
        for word, name in enumerate(vectors.words)
    )


def _arrows(made: Step, times: int) -> tuple[dict[str, Any], ...]:
    """Pull and pushes on v of the input and their sum, from its tip; what it does to each u."""
    tip = made.before.v[made.pair.input]
    found = [
        _arrow(tip, times * move, "pull" if place == 0 else "push")
        for place, move in enumerate(made.arrows_v)
    ]
    found.append(_arrow(tip, times * made.arrows_v.sum(axis=0), "sum"))
    for place, word in enumerate(made.pair.outputs):
        kind = "pull" if place == 0 else "push"
        found.append(_arrow(made.before.u[word], times * made.arrows_u[place], kind))
    return tuple(found)


def _arrow(start: Any, move: Any, kind: str) -> dict[str, Any]:  # noqa: ANN401 - (2,) doubles
    end = start + move
    return {
        "x0": float(start[0]),
        "y0": float(start[1]),
        "x1": float(end[0]),
        "y1": float(end[1]),
        "kind": kind,
    }
