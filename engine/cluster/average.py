"""Many copies of one model as one: which rows are brought together when, and how.

Every worker trains a copy on its part of the text. What the literature does, and what is done here:

*How often.* Ji, Satish, Li & Dubey, "Parallelizing Word2Vec in Shared and Distributed Memory"
(arXiv:1604.04661), bring only a part of the model together at a time, frequent words more often
than rare ones: in round r their program (pWord2Vec_mpi.cpp) takes the first ``1024 · 2^z`` words,
z the number of times 2 divides r. `rows_of` is that rule. Gupta & Khare, "BlazingText: Scaling and
Accelerating Word2Vec using Multiple GPUs" (MLHPC 2017), bring all rows together after each epoch,
and lose accuracy as copies become many; so all rows are brought together there here too, but not
only there.

*How.* Both take the mean of all copies. For a frequent word, which each copy has brought near its
best place, that is right. A rare word was moved a little by the one or two copies that met it, and
the mean would undo most of that: T copies would learn it T times as slowly. `weights` takes the
place in between that the number of steps says, as `engine.training.team` does for threads.

*The rate* falls evenly with the tokens that all workers together have trained, as in Ji et al.'s
program; the part of worker i counts as if the parts before it were done. So it is what one process
would have at that place, and needs no other start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.training.team import CURVATURE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.arrays import Doubles, Floats

FIRST = 1024  # words that are brought together in every round


class Rows(NamedTuple):
    """Some rows of one copy, and how far each was trained since they were last brought together.

    `v` and `u` are (n, P); `steps` (2, n) are the sums of rate times steps on each, v first.
    """

    v: Floats
    u: Floats
    steps: Doubles

    @property
    def nbytes(self) -> int:
        """What it costs to send."""
        return int(self.v.nbytes + self.u.nbytes + self.steps.nbytes)


def rows_of(turn: int, words: int, first: int = FIRST) -> int:
    """How many words, the most frequent, are brought together in round `turn`; the first is 1.

    >>> [rows_of(turn, 5000) for turn in range(1, 9)]
    [1024, 2048, 1024, 4096, 1024, 2048, 1024, 5000]
    """
    return min(words, first * (turn & -turn))


def weights(steps: Sequence[Doubles]) -> Doubles:
    """What the sum of all copies' moves is taken times, for every row (n,).

    With ρᵢ = exp(−curvature · stepsᵢ) what copy i has left of a row's distance to its best place,
    one copy after another would leave Π ρᵢ of it, and the sum of their moves covers Σ (1 − ρᵢ): the
    weight is (1 − Π ρᵢ) / Σ (1 − ρᵢ). It is 1 where few steps were made (moves add up) and
    nears 1/T where all copies made many (their mean).
    """
    left = [np.exp(-CURVATURE * one) for one in steps]
    moved = np.sum([1 - one for one in left], axis=0)
    weight = np.ones(len(moved))
    np.divide(1 - np.prod(left, axis=0), moved, where=moved > 0, out=weight)
    return weight


def together(base: tuple[Floats, Floats], copies: Sequence[Rows]) -> tuple[Floats, Floats]:
    """The rows (n, P) of V and U that all copies go on from; `base` is what they all began with.

    One copy alone stays as it is, to the last bit.
    """
    if len(copies) == 1:
        return copies[0].v, copies[0].u
    return (
        _table(base[0], [one.v for one in copies], [one.steps[0] for one in copies]),
        _table(base[1], [one.u for one in copies], [one.steps[1] for one in copies]),
    )


def _table(base: Floats, copies: Sequence[Floats], steps: Sequence[Doubles]) -> Floats:
    moved = np.sum(copies, axis=0) - len(copies) * base
    rows: Floats = base + weights(steps).astype(np.float32)[:, None] * moved
    return rows
