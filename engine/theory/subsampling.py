"""Savings by subsampling: tokens and pairs, the words it drops, and how far windows reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from engine.sampling.subsample import keep_chances
from engine.theory.expected import PIECE, counting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.arrays import Counts, Doubles, Ids
    from engine.corpus.corpus import Source
    from engine.settings import Knobs
    from engine.theory.expected import Expected

Rule = Literal["word2vec.c", "paper"]
RULES: tuple[Rule, ...] = ("word2vec.c", "paper")
GOLDEN = (3.0 + 5.0**0.5) / 2.0  # 2.618…: √(t/f) + t/f is 1 where f is so many times t


@dataclass(frozen=True, slots=True)
class Reach:
    """How far apart in the text the words of a pair stand, dropped words between them counted.

    `shares[r]` (R,) of all pairs are r + 1 words apart, the last further still; `mean` is their
    mean distance (from below if some are beyond R), `beyond` the share further than the window.
    """

    shares: Doubles
    mean: float
    beyond: float


@dataclass(frozen=True, slots=True)
class Saving:
    """What an epoch presents at a threshold, in expectation.

    `tokens` and `pairs` are all there are, `kept_tokens` and `kept_pairs` what subsampling leaves.
    """

    threshold: float
    tokens: int
    kept_tokens: float
    pairs: float
    kept_pairs: float
    reach: Reach


@dataclass(frozen=True, slots=True)
class Savings:
    """The thresholds that are counted, in the order asked for; `done` in 0 … 1 of the work."""

    done: float
    found: tuple[Saving, ...]


def chances(counts: Counts, threshold: float, rule: Rule = "word2vec.c") -> Doubles:
    """The chance to be kept, (V,), by the rule of the code or by that of the paper; 1 if t is 0.

    The paper (Mikolov et al. 2013b, eq. 5) keeps √(t/f), the code √(t/f) + t/f, which is more.
    """
    if rule == "word2vec.c" or threshold == 0:
        return keep_chances(counts, threshold)
    kept: Doubles = np.minimum(1.0, np.sqrt(threshold * counts.sum() / np.maximum(counts, 1)))
    return kept


def fallen(keep: Doubles, below: float = 1.0) -> Ids:
    """The words (n,) that are kept with less than this chance, the commonest first."""
    return np.flatnonzero(keep < below).astype(np.int32)


def tokens_kept(counts: Counts, keep: Doubles) -> float:
    """Σ count · P_keep: tokens of an epoch that are expected to stay."""
    return float(counts @ keep)


def reach(counted: Expected, window: int) -> Reach:
    """The distances of the pairs that were counted, for windows of this size."""
    total = max(float(counted.distances.sum()), np.finfo(float).tiny)
    shares = counted.distances / total
    mean = float(shares @ np.arange(1, len(shares) + 1))
    return Reach(shares, mean, float(shares[window:].sum()))


def savings(
    source: Source,
    counts: Counts,
    knobs: Knobs,
    thresholds: Sequence[float],
    rule: Rule = "word2vec.c",
    piece: int = PIECE,
) -> Iterator[Savings]:
    """Exact tokens and pairs of an epoch at each threshold, about `piece` tokens at a time.

    `counts` (V,) are those of the vocabulary; the knobs' own threshold is not looked at.
    """
    found: list[Saving] = []
    everything = 0.0
    for number, threshold in enumerate((0.0, *thresholds)):
        keep = chances(counts, threshold, rule)
        for step in counting(source, knobs, keep, words=1, piece=piece):
            if step.counted is not None:
                pairs = float(step.counted.inputs.sum())
                everything = everything or pairs
                found.append(
                    Saving(
                        threshold=threshold,
                        tokens=int(counts.sum()),
                        kept_tokens=tokens_kept(counts, keep),
                        pairs=everything,
                        kept_pairs=pairs,
                        reach=reach(step.counted, knobs.window),
                    )
                )
            done = (number + step.done) / (1 + len(thresholds))
            yield Savings(done, tuple(found[1:]))  # the first is what the others are held against
