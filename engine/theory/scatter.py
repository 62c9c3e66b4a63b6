"""Logits of a run, cell by cell, against what three theories predict.

    exact      log A − log(n_w q(c)): the engine's law, with counts that know the windows and drops
    skip       the law of word2vec.c and gensim, which leave out a draw that is the target
    textbook   PMI of pairs within the whole window, every token kept: the textbook's sentence

All three are without − log k; v·u should lie on them less log k (`agreement`'s shift).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from engine.sampling.mixture import noise_law
from engine.theory.agreement import Agreement, agreement, log_k
from engine.theory.expected import Counting, Expected, counting
from engine.theory.loss_gap import logits
from engine.theory.optimum import optimum, skip_optimum

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.arrays import Counts, Doubles, Ids
    from engine.corpus.corpus import Source
    from engine.model import Model
    from engine.settings import Knobs


@dataclass(frozen=True, slots=True)
class Scatter:
    """The n cells (input, target) that an epoch is expected to present, and those it never does.

    `inputs` and `targets` (n,) are ids, `count` (n,) is A, `learned` (n,) v·u; `exact`, `skip` and
    `textbook` (n,) the predictions above, whose `shift` is log k. A textbook count may be 0 where A
    is not: dropped words let windows reach further; its prediction is then −∞. `unseen` are the
    v·u of cells whose A is 0, where every theory says −∞.
    """

    inputs: Ids
    targets: Ids
    count: Doubles
    learned: Doubles
    exact: Doubles
    skip: Doubles
    textbook: Doubles
    shift: float
    unseen: Doubles


@dataclass(frozen=True, slots=True)
class Band:
    """The cells whose count is in low ≤ A < high, and how each theory does on them.

    None where there are too few to tell.
    """

    low: float
    high: float
    cells: int
    exact: Agreement | None
    skip: Agreement | None
    textbook: Agreement | None


def scatter(
    model: Model, counted: Expected, flat: Expected, counts: Counts, knobs: Knobs
) -> Scatter:
    """The cells of the commonest words; `flat` is what `flat_counting` ends with.

    Raises `ParameterError` if k is 0.
    """
    shift = log_k(knobs.negatives)
    a, noise = counted.pairs, noise_law(counts, knobs)
    seen = a > 0
    learned = logits(model, len(a))
    inputs, targets = (place.astype(np.int32) for place in np.nonzero(seen))
    return Scatter(
        inputs=inputs,
        targets=targets,
        count=a[seen],
        learned=learned[seen],
        exact=optimum(a, noise, 1, counted.inputs)[seen],
        skip=skip_optimum(a, noise, 1, counted.inputs)[seen],
        textbook=pmi(flat)[seen],
        shift=shift,
        unseen=learned[~seen],
    )


def by_count(cells: Scatter, edges: Sequence[float] = (0, 1, 10, 100, np.inf)) -> tuple[Band, ...]:
    """The three theories on rare and on common cells apart; `edges` rise."""
    bands = []
    for low, high in pairwise(edges):
        here = (cells.count >= low) & (cells.count < high)
        exact, skip, textbook = (
            agreement(x[here], cells.learned[here], cells.shift)
            for x in (cells.exact, cells.skip, cells.textbook)
        )
        bands.append(Band(low, high, int(here.sum()), exact, skip, textbook))
    return tuple(bands)


def pmi(counted: Expected) -> Doubles:
    """PMI = log A·N / (n_w n_c), (M, M), of the commonest words, n over all; −∞ where A is 0.

    As it is with noise from the same counts: `optimum` with q = n_c / N and k = 1.
    """
    return optimum(counted.pairs, counted.inputs / counted.inputs.sum(), 1, counted.inputs)


def flat_counting(source: Source, knobs: Knobs, size: int, words: int) -> Iterator[Counting]:
    """Pairs up to the whole window with no word dropped: the counts of a textbook's PMI.

    A window of drawn reach counts a distance δ with (L − δ + 1)/L, so that L times the counts of L
    less L − 1 times those of L − 1 count every distance up to L once. `size` is V.
    """
    wide, keep = knobs.window, np.ones(size)
    passes = [reach for reach in (wide, wide - 1) if reach]
    found = []
    for number, reach in enumerate(passes):
        for step in counting(source, knobs, keep, words, reach):
            if step.counted is None or number < len(passes) - 1:
                yield Counting((number + step.done) / len(passes))
            if step.counted is not None:
                found.append(step.counted)
    yield Counting(1.0, _difference(found, wide))


def _difference(found: list[Expected], window: int) -> Expected:
    if window == 1:
        return found[0]
    wide, narrow = found
    return Expected(
        *(
            np.rint(window * getattr(wide, part) - (window - 1) * getattr(narrow, part))
            for part in ("pairs", "inputs", "distances")
        )
    )
