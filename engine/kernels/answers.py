"""The best answers to questions whose scores are sums of shared rows.

A question (a, b, c) scores every word d by ``plus[b, d] − minus[a, d] + plus[c, d]``. The rows of
some columns at a time stay in a cache, and every question passes over them there:

               first … first + C − 1
        plus   b  ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒       is anything above the best so far? (vector registers)
        minus  a  ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒       only then: where? (one by one, and seldom)
        plus   c  ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.kernels.jit import inlined, kernel

if TYPE_CHECKING:
    from engine.arrays import Floats, Ids


@inlined
def any_above(a: Floats, b: Floats, c: Floats, best: np.float32) -> bool:
    """Whether a score of the columns (C,) exceeds `best`; counted, for a sum needs no branch."""
    above = np.float32(0.0)
    for d in range(a.shape[0]):
        above += np.float32(1.0) if b[d] - a[d] + c[d] > best else np.float32(0.0)
    return bool(above > 0)


@inlined
def seek(
    a: Floats, b: Floats, c: Floats, first: int, question: int, best: Floats, places: Ids
) -> None:
    """Raise the question's best answer to that of the columns (C,), the lower place first."""
    if any_above(a, b, c, best[question]):
        for d in range(a.shape[0]):
            score = b[d] - a[d] + c[d]
            if score > best[question]:
                best[question] = score
                places[question] = first + d


@kernel
def best_answers(
    plus: Floats, minus: Floats, rows: Ids, hidden: Ids, first: int, best: Floats, places: Ids
) -> None:
    """Go on to the words ``first … first + C - 1``; start with `best` −∞ and `places` −1.

    `plus`, `minus` (W, C) are rows of W words; `rows` (Q, 3) says which are a, b and c. `hidden`
    (Q, 3) are the places that may not answer, ascending in each row. `best`, `places` (Q,) hold
    the highest score so far and where it stood.
    """
    width = plus.shape[1]
    for question in range(rows.shape[0]):
        a, b, c = minus[rows[question, 0]], plus[rows[question, 1]], plus[rows[question, 2]]
        begin = 0
        for i in range(hidden.shape[1]):
            end = hidden[question, i] - first
            if begin <= end < width:
                seek(
                    a[begin:end], b[begin:end], c[begin:end], first + begin, question, best, places
                )
                begin = end + 1
        seek(a[begin:], b[begin:], c[begin:], first + begin, question, best, places)
