"""Cost of a step: rows touched, seconds measured, and what that means for a whole corpus.

Full softmax goes over all V output vectors for every pair, the others over some ten, whatever V
is: O(V) against O(k) (docs/theory.md §7). Rows are counted, seconds are measured:
these are the thread's own, so that what else the machine does weighs little, but caches still bend
them, for a table of 10⁵ vectors lies in memory and one of 10³ does not.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from engine.sampling.huffman import tree
from engine.sampling.subsample import keep_chances
from engine.settings import Knobs
from engine.training.objectives import OBJECTIVES, Pairs, apply_gradient, targets_for

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from engine.arrays import Counts, Doubles
    from engine.training.objectives import Steps

SIZES = (100, 300, 1_000, 3_000, 10_000, 30_000, 100_000)  # words
LARGE = 10_000  # words: slopes are fitted from here on, where a step's own overhead is small
_TOKENS = 1e9  # that the counts of a made vocabulary stand for
_CHUNKS = 5  # of steps, of which the middle one counts
_RATE = 0.025


@dataclass(frozen=True, slots=True)
class Timing:
    """A step of an objective among `words`: seconds, and output vectors touched, on average."""

    objective: str
    words: int
    seconds: float
    rows: float


@dataclass(frozen=True, slots=True)
class Projection:
    """How long `steps` of an objective would take, in seconds."""

    objective: str
    steps: float
    seconds: float


def rows_touched(objective: str, counts: Counts, negatives: int) -> float:
    """Output vectors that a step reads and moves, on average over targets drawn by `counts` (V,).

    V for `softmax`, k + 1 for `nce` and `negative`; for `hierarchical` the mean length of a Huffman
    code, which is less than a bit above the entropy of the counts. These must not rise.
    """
    if objective == "softmax":
        return float(len(counts))
    if objective == "hierarchical":
        return float(np.average(tree(counts).lengths, weights=counts))
    return float(negatives + 1)


def timings(
    sizes: Sequence[int] = SIZES,
    objectives: Collection[str] = OBJECTIVES,
    *,
    dimensions: int = 100,
    negatives: int = 5,
    seconds: float = 0.2,
    seed: int = 1,
) -> Iterator[Timing]:
    """Measure a step of each objective at each number of words, smallest first.

    The words are made up, with counts by Zipf's law. A measurement takes about `seconds`, longer
    where few steps do; tables of V·`dimensions` float32 are held meanwhile.
    """
    for size in sorted(sizes):
        counts = np.ceil(_TOKENS / np.arange(1, size + 1)).astype(np.int64)
        yield from timings_of(
            counts,
            objectives,
            dimensions=dimensions,
            negatives=negatives,
            seconds=seconds,
            seed=seed,
        )


def timings_of(
    counts: Counts,
    objectives: Collection[str] = OBJECTIVES,
    *,
    dimensions: int = 100,
    negatives: int = 5,
    seconds: float = 0.2,
    seed: int = 1,
) -> Iterator[Timing]:
    """The same for a vocabulary's own `counts` (V,), which must not rise."""
    chance, size = np.random.default_rng(seed), len(counts)
    targets = targets_for(counts, Knobs(negatives=negatives))
    drawn = partial(_drawn, np.cumsum(counts) / counts.sum(), chance)
    v = (chance.random((size, dimensions), np.float32) - np.float32(0.5)) / np.float32(dimensions)
    u = np.empty_like(v)
    for objective in objectives:
        u[:] = 0.0
        climbed = partial(
            apply_gradient, objective, v, u, targets=targets, negatives=negatives, rate=_RATE
        )
        yield Timing(objective, size, *_measured(climbed, drawn, seconds))


def _measured(
    climbed: Callable[[Pairs], Steps], drawn: Callable[[int], Pairs], seconds: float
) -> tuple[float, float]:
    """Seconds and rows of a step: the middle of some chunks, each long enough to be timed."""

    def chunk(count: int) -> tuple[float, int]:
        pairs, began = drawn(count), time.thread_time()
        rows = climbed(pairs).rows
        return time.thread_time() - began, rows

    chunk(1)  # compiles, and touches the memory for the first time
    count = 1
    while (spent := chunk(count)[0]) * _CHUNKS < seconds:
        count *= 2 if spent * _CHUNKS * 4 > seconds else 4
    times, rows = zip(*(chunk(count) for _ in range(_CHUNKS)), strict=True)
    return float(np.median(times)) / count, sum(rows) / (count * _CHUNKS)


def _drawn(shares: Doubles, chance: np.random.Generator, count: int) -> Pairs:
    """Pairs of independent words, by their cumulated shares (V,)."""
    words = np.searchsorted(shares, chance.random((2, count))).astype(np.int32)
    return Pairs(words[0], words[1], chance.integers(0, 2**64, count, np.uint64))


def slope(timings: Iterable[Timing], objective: str, at_least: int = LARGE) -> float | None:
    """The exponent p of seconds ∝ V^p, by least squares on logarithms over V ≥ `at_least`.

    1 for a cost that grows with V, 0 for one that does not; None with fewer than two sizes.
    """
    return fitted(
        [
            (float(each.words), each.seconds)
            for each in timings
            if each.objective == objective and each.words >= at_least
        ]
    )


def fitted(points: Sequence[tuple[float, float]]) -> float | None:
    """The exponent p of y ∝ x^p through points (x, y), all above 0; None with fewer than two x."""
    if len({x for x, _ in points}) < 2:
        return None
    x, y = np.log(np.array(points)).T
    x -= x.mean()
    return float(x @ y / (x @ x))


def seconds_at(timings: Iterable[Timing], objective: str, words: int) -> float:
    """Seconds of a step among so many words, on the lines between what was measured in logarithms.

    Beyond the largest size measured the last line goes on, below the smallest the first is level.
    """
    points = sorted((t.words, t.seconds) for t in timings if t.objective == objective)
    x, y = np.log(np.array(points, np.float64)).T
    at = np.log(words)
    beyond = (y[-1] - y[-2]) / (x[-1] - x[-2]) if len(x) > 1 else 0.0
    return float(np.exp(np.interp(at, x, y) + max(0.0, at - x[-1]) * beyond))


def steps_of(counts: Counts, knobs: Knobs) -> float:
    """About how many pairs a whole run trains: epochs · tokens kept · (window + 1).

    A target's window reaches (window + 1)/2 words to either side on average. Ends of sentences make
    it fewer.
    """
    kept = float(counts @ keep_chances(counts, knobs.subsample))
    return knobs.epochs * kept * (knobs.window + 1)


def projected(timings: Iterable[Timing], words: int, steps: float) -> list[Projection]:
    """The whole run by each objective that was measured, one after another on one thread."""
    measured = list(timings)
    return [
        Projection(objective, steps, steps * seconds_at(measured, objective, words))
        for objective in dict.fromkeys(each.objective for each in measured)
    ]
