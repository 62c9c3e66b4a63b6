"""Merging of model copies: the rows that are brought together at a meeting, and their weights.

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
the mean would undo most of that: T copies would learn it T times as slowly. Maleki et al.,
"Scaling Distributed Training with Adaptive Summation" (arXiv:2006.02924), and Gill et al.,
"Distributed Training of Embeddings using Graph Analytics" (arXiv:1909.03359), say what else to look
at: moves at right angles add up, and parallel ones are the same move made twice. `weights` joins
the two: how far each copy had come with a row (as `engine.training.thread_team` reckons), and
how many of the moves are the same one.

*The rate* falls evenly with the tokens that all workers together have trained, as in Ji et al.'s
program; the part of worker i counts as if the parts before it were done. So it is what one process
would have at that place, and needs no other start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.training.thread_team import CURVATURE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.arrays import Doubles, Floats

FIRST = 1024  # words that are brought together in every round
_NEAR = 1 - 1e-9  # of a distance left: as good as all of it


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


def weights(steps: Sequence[Doubles], same: Doubles) -> Doubles:
    """What the sum of all copies' moves is taken times, for every row (n,).

    `same` (n,) says how many of the moves are one and the same: 1 … T. Of a row's distance to its
    best place a copy has ρ = exp(−curvature · steps) left, so that `same` copies, one after
    another, would leave ρ^same of it, and the sum of their moves covers same · (1 − ρ): the weight
    is (1 − ρ^same) / (same · (1 − ρ)), with the mean ρ of all copies. It is 1 where few steps were
    made or no two moves agree (moves add up), and nears 1/T where all copies made the same way
    (their mean).
    """
    left = np.mean([np.exp(-CURVATURE * one) for one in steps], axis=0)
    weight = np.ones(len(left))
    np.divide(1 - left**same, same * (1 - left), where=left < _NEAR, out=weight)
    return weight


def sameness(moves: Sequence[Floats]) -> Doubles:
    """How many of the copies' moves (n, P) of each row are the same one, (n,): |Σ δᵢ|² / Σ |δᵢ|².

    1 where they are at right angles (or fight), T where they are equal.
    """
    whole = _squares(np.sum(moves, axis=0))
    parts = np.sum([_squares(one) for one in moves], axis=0)
    same = np.ones(len(whole))
    np.divide(whole, parts, where=parts > 0, out=same)
    return np.clip(same, 1, len(moves))


def merge(base: tuple[Floats, Floats], copies: Sequence[Rows]) -> tuple[Floats, Floats]:
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
    moves = [copy - base for copy in copies]
    weight = weights(steps, sameness(moves)).astype(np.float32)
    rows: Floats = base + weight[:, None] * np.sum(moves, axis=0)
    return rows


def _squares(rows: Floats) -> Doubles:
    squares: Doubles = np.einsum("ij,ij->i", rows, rows, dtype=np.float64)
    return squares
