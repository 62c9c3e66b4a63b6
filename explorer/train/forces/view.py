"""View of the forces on a word, summed by side and by other word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.kernels.step.force_log import U_PULL, U_PUSH, V_PULL, V_PUSH

if TYPE_CHECKING:
    from engine.arrays import Counts, Doubles, Flags
    from engine.vocabulary import Vocabulary
    from explorer.runs.force_log import Page

_SHOWN = 4  # words a side
_TINY = 1e-12
_ROUNDING = 1e-3  # of all forces: a way shorter than that is not judged by its own length


@dataclass(frozen=True, slots=True)
class Force:
    """All that one word did on one side: Σ |gain|·‖row‖, ‖Σ gain·row‖, how many times."""

    word: str
    effort: float
    net: float
    times: int


@dataclass(frozen=True, slots=True)
class Side:
    """The sum of all pulls, or of all pushes: its length, its arrow, and who was strongest.

    `arrow` lies in the plane of the two sums, the pull along x: lengths and angles are exact.
    """

    times: int
    length: float
    arrow: tuple[float, float]
    words: tuple[Force, ...]


@dataclass(frozen=True, slots=True)
class Forces:
    """The forces on one vector of a word, and the way it went.

    `angle` between the sums is in degrees, None if one of them is nothing; `way` is the length of
    both together; `moved` is how far the vector really went meanwhile, and `missed` the distance
    between the two ends as a share of the way; None where nobody looked at the start.
    """

    pull: Side
    push: Side
    angle: float | None
    way: float
    moved: float | None
    missed: float | None


@dataclass(frozen=True, slots=True)
class Account:
    """What the page says of both vectors."""

    v: Forces
    u: Forces


def account(page: Page, vocabulary: Vocabulary) -> Account:
    """The page, summed: input vector v and output vector u apart."""
    steps = page.gains[:, None].astype(np.float64) * page.rows
    start, end = page.start, page.end
    ways = (None, None) if start is None else (end.v - start.v, end.u - start.u)
    v, u = (
        _forces(page.marks, steps, kinds, way, vocabulary)
        for kinds, way in zip(((V_PULL, V_PUSH), (U_PULL, U_PUSH)), ways, strict=True)
    )
    return Account(v, u)


def _forces(
    marks: Counts,
    steps: Doubles,
    kinds: tuple[int, int],
    moved: np.ndarray | None,
    vocabulary: Vocabulary,
) -> Forces:
    sides = [marks[:, 0] == kind for kind in kinds]
    pull, push = (steps[side].sum(axis=0) for side in sides)
    arrows = _plane(pull, push)
    lengths = [float(np.linalg.norm(total)) for total in (pull, push)]
    way = float(np.linalg.norm(pull + push))
    went = missed = None
    if moved is not None:
        went = float(np.linalg.norm(moved))
        gap = float(np.linalg.norm(pull + push - moved))
        missed = gap / max(_TINY, went, way, _ROUNDING * sum(lengths))
    pulls, pushes = (
        Side(int(side.sum()), length, arrow, _strongest(marks, steps, side, vocabulary))
        for side, length, arrow in zip(sides, lengths, arrows, strict=True)
    )
    return Forces(
        pull=pulls,
        push=pushes,
        angle=_angle(pull, push),
        way=way,
        moved=went,
        missed=missed,
    )


def _plane(pull: Doubles, push: Doubles) -> tuple[tuple[float, float], tuple[float, float]]:
    """Both sums in the plane they span: the pull (without one, the push) along x."""
    first = pull if np.linalg.norm(pull) > _TINY else push
    along = first / max(_TINY, float(np.linalg.norm(first)))
    x = float(push @ along)
    y = float(np.linalg.norm(push - x * along))
    return (float(pull @ along), 0.0), (x, y)


def _angle(pull: Doubles, push: Doubles) -> float | None:
    lengths = float(np.linalg.norm(pull) * np.linalg.norm(push))
    if lengths < _TINY:
        return None
    return float(np.degrees(np.arccos(np.clip(pull @ push / lengths, -1, 1))))


def _strongest(
    marks: Counts, steps: Doubles, side: Flags, vocabulary: Vocabulary
) -> tuple[Force, ...]:
    """The words whose forces on this side were longest, end to end."""
    others, whose = np.unique(marks[side, 1], return_inverse=True)
    chosen, sizes = steps[side], np.linalg.norm(steps[side], axis=1)
    efforts, times = np.bincount(whose, sizes), np.bincount(whose)
    return tuple(
        Force(
            vocabulary.symbols[others[i]],
            float(efforts[i]),
            float(np.linalg.norm(chosen[whose == i].sum(axis=0))),
            int(times[i]),
        )
        for i in np.argsort(-efforts, kind="stable")[:_SHOWN]
    )
