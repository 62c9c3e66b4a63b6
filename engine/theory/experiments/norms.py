"""Norms of vectors against counts, at several thresholds and lengths of training.

The textbook says that subsampling makes it so. Measured (docs/theory.md §5), the shape is an arch
whose top moves to rarer words as training goes on; after a few epochs rare words are the shortest;
and what the textbook describes comes late, with and without subsampling. So every length is trained
at every threshold and with none, and the verdict is drawn from what came out here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import numpy as np

from engine.theory.experiments.training import shares
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.arrays import Counts, Doubles, Floats
    from engine.corpus.corpus import Corpus
    from engine.settings import Knobs, Recipe

COMMON = 100  # occurrences: from there on a word is called common
EDGES = (1, 10, 30, 100, 300, 1_000)  # lower ends of the bins of count
SHORT = 0.75  # of the rarest words' mean norm: at most so long are "small" ones


@dataclass(frozen=True, slots=True)
class Norms:
    """‖v‖ against count after a run of `epochs` at threshold `threshold`.

    `edges` (b,) are the lowest counts of the bins that hold a word, rarest first, `words` (b,) how
    many there are and `means` (b,) their mean norms. `rho` is Spearman's of count and norm over
    all words, `rho_common` over those with at least 100; None where that is not defined.
    """

    threshold: float
    epochs: int
    edges: tuple[int, ...]
    words: tuple[int, ...]
    means: tuple[float, ...]
    rho: float | None
    rho_common: float | None

    @property
    def as_said(self) -> bool:
        """Whether common words are short and rare words long, as the textbook has it.

        Norms fall with count (ρ < 0), and the last bin's mean is at most ¾ of the first one's.
        """
        return self.means[-1] <= SHORT * self.means[0] and (self.rho or 0.0) < 0


@dataclass(frozen=True, slots=True)
class Measuring:
    """The runs that have ended; `done` in 0 … 1 of the tokens to be trained."""

    done: float
    found: tuple[Norms, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a threshold changed after so many epochs: the mean norm of each end, as a share.

    −0.2 is a fifth shorter than in the run of the same length that dropped nothing.
    """

    threshold: float
    epochs: int
    rarest: float
    commonest: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the measured runs say about the textbook's sentence.

    `answer`: "never" seen; seen "also without" dropping anything, at whatever length; or seen "only
    with" it. `seen` and `control` are the (threshold, epochs) of the runs that look as said, with
    and without a threshold; `effects` what each threshold changed. `shorter` says whether every
    threshold shortened the commonest words, which is the part of the sentence that tends to hold.
    """

    answer: Literal["never", "also without", "only with"]
    seen: tuple[tuple[float, int], ...]
    control: tuple[tuple[float, int], ...]
    effects: tuple[Effect, ...]
    shorter: bool


def norms(
    vectors: Floats, counts: Counts, threshold: float, epochs: int, edges: Sequence[int] = EDGES
) -> Norms:
    """Norms of the rows (V, D) of a run, by the counts (V,) of its words; `edges` rise."""
    length = np.linalg.norm(np.asarray(vectors, np.float64), axis=1)
    bins = [
        (low, (counts >= low) & (counts < high))
        for low, high in pairwise((*edges, np.iinfo(int).max))
    ]
    held = [(low, length[inside]) for low, inside in bins if inside.any()]
    common = counts >= COMMON
    return Norms(
        threshold=threshold,
        epochs=epochs,
        edges=tuple(low for low, _ in held),
        words=tuple(len(found) for _, found in held),
        means=tuple(float(found.mean()) for _, found in held),
        rho=_spearman(counts, length),
        rho_common=_spearman(counts[common], length[common]),
    )


def measured(
    corpus: Corpus,
    recipe: Recipe,
    knobs: Knobs,
    thresholds: Sequence[float],
    lengths: Sequence[int],
) -> Iterator[Measuring]:
    """Train every length in epochs with every threshold and without any (0), on the same draws.

    Each is a run of its own, for the rate falls over the whole of it. Reports about five times a
    second; raises `CorpusError` and `DivergenceError` as a run does.
    """
    vocabulary = build_vocabulary(corpus, recipe.min_count)
    plans = [(t, epochs) for epochs in lengths for t in (0.0, *thresholds)]
    total, passed = sum(epochs for _, epochs in plans), 0
    found: tuple[Norms, ...] = ()
    for threshold, epochs in plans:
        now = replace(knobs, subsample=threshold, epochs=epochs)
        trainer = SkipGram(corpus, vocabulary, recipe, now)
        for share in shares(trainer, now):
            yield Measuring((passed + epochs * share) / total, found)
        passed += epochs
        found = (*found, norms(trainer.model.v, vocabulary.counts, threshold, epochs))
        yield Measuring(passed / total, found)


def verdict(found: Sequence[Norms]) -> Verdict | None:
    """What runs say; None unless some threshold and its control were trained to one length."""
    control = {run.epochs: run for run in found if run.threshold == 0}
    dropped = [run for run in found if run.threshold and run.epochs in control]
    if not dropped:
        return None
    effects = tuple(
        Effect(
            run.threshold,
            run.epochs,
            run.means[0] / control[run.epochs].means[0] - 1.0,
            run.means[-1] / control[run.epochs].means[-1] - 1.0,
        )
        for run in dropped
    )
    seen = tuple((run.threshold, run.epochs) for run in dropped if run.as_said)
    without = tuple((0.0, epochs) for epochs, run in control.items() if run.as_said)
    return Verdict(
        answer="also without" if without else "only with" if seen else "never",
        seen=seen,
        control=without,
        effects=effects,
        shorter=all(effect.commonest < 0 for effect in effects),
    )


def _spearman(a: Counts, b: Doubles) -> float | None:
    from scipy.stats import spearmanr  # noqa: PLC0415 - a second to import; only labs pay

    if len(a) < 2 or np.ptp(a) == 0 or np.ptp(b) == 0:
        return None
    return float(spearmanr(a, b).statistic)
