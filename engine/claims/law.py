"""Claims C8 to C12, measured small: what a step costs, and which matrix it factorises."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.claims.finding import Finding, either
from engine.claims.forces import born, toy
from engine.errors import phrase
from engine.evaluation.analogies import accuracy
from engine.sampling.noise import noise_chances
from engine.sampling.subsample import keep_chances
from engine.settings import Knobs
from engine.similarity import unit_rows
from engine.theory.expected import counting
from engine.theory.experiments.cost import rows_touched, timings_of
from engine.theory.experiments.training import shares
from engine.theory.factors import deviation, of_svd, shifted
from engine.theory.known_joint import full_batch, known_joint
from engine.theory.loss_gap import logits
from engine.theory.objectives import log_chances, pairs_of
from engine.theory.optimum import optimum
from engine.theory.spectrum import centred, spectrum
from engine.training.objectives import apply_gradient, targets_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.arrays import Counts

_WORDS, _DRAWS = 50_000, 15  # the textbook's vocabulary and k
_WIDE, _NARROW = 100, 8  # numbers in a vector: where time counts, and where it does not
_FEW = 10  # pairs
_MANY = 100.0  # times less: a month is seven hours
_KNOWN, _K = 30, 5  # words of a known law


def _zipf(words: int) -> Counts:
    return np.ceil(1e9 / np.arange(1, words + 1)).astype(np.int64)


def softmax() -> Iterator[float | Finding]:
    """C8: softmax needs a dot product with every word."""
    chance = np.random.default_rng(1)
    targets = targets_for(_zipf(_WORDS), Knobs(negatives=_DRAWS))
    v, u = chance.normal(size=(2, _WORDS, _NARROW))
    pairs = pairs_of(np.ones((_FEW, _FEW)), _FEW, chance)
    steps = apply_gradient("softmax", v, u, pairs, targets, negatives=_DRAWS, rate=0.0)
    sums = np.exp(log_chances("softmax", v, u, pairs.inputs, targets)).sum(axis=1)
    rows, off = steps.rows / steps.pairs, float(np.abs(sums - 1).max())
    yield Finding(
        either(rows == _WORDS and off < 1e-12),
        phrase("The kernel counted {rows} dot products a pair; the chances sum to 1 ± {error}."),
        {"rows": f"{rows:,.0f}", "error": f"{off:.0e}"},
    )


def cost() -> Iterator[float | Finding]:
    """C9: negative sampling costs O(k), and months become hours."""
    counts, seconds = _zipf(_WORDS), {}
    for timing in timings_of(
        counts, ("softmax", "negative"), dimensions=_WIDE, negatives=_DRAWS, seconds=0.2
    ):
        seconds[timing.objective] = timing.seconds
        yield len(seconds) / 2
    rows = [rows_touched(name, counts, _DRAWS) for name in ("softmax", "negative")]
    times = seconds["softmax"] / seconds["negative"]
    yield Finding(
        either(times >= _MANY, "in part"),
        phrase(
            "Among {words} words with k = {k} a pair touches {rows} times fewer vectors and took"
            " {times} times less time on this machine: a month would be {hours} hours."
        ),
        {
            "words": f"{_WORDS:,}",
            "k": str(_DRAWS),
            "rows": f"{rows[0] / rows[1]:,.0f}",
            "times": f"{times:,.0f}",
            "hours": f"{720 / times:.1f}",
        },
    )


def pmi() -> Iterator[float | Finding]:
    """C10: v·u = PMI − log k, where the noise is the unigram."""
    joint, last = known_joint(_KNOWN, np.random.default_rng(1)), None
    for last in full_batch(joint, _K, np.random.default_rng(2)):
        yield last.done
    assert last is not None
    fit = last.plain
    assert fit is not None  # its logits are not all equal
    other = float(np.abs(joint.target(0.75) - joint.pmi).mean())
    yield Finding(
        either(fit.mae < 1e-3),
        phrase(
            "Of {words} words whose law is known, v·u has the slope {slope} on PMI, the intercept"
            " {intercept} (−log {k} is {shift}), and is {error} nats off. With α = 0.75 the line is"
            " another, {other} nats away."
        ),
        {
            "words": str(_KNOWN),
            "slope": f"{fit.slope:.4f}",
            "intercept": f"{fit.intercept:.4f}",
            "k": str(_K),
            "shift": f"{-np.log(_K):.4f}",
            "error": f"{fit.mae:.0e}",
            "other": f"{other:.2f}",
        },
    )


def factors() -> Iterator[float | Finding]:
    """C11: training factorises the matrix that count models cut by SVD."""
    corpus = toy()
    knobs = corpus.suggested.knobs
    trainer = born(knobs)
    for share in shares(trainer, knobs):
        yield share / 2
    vocabulary = trainer.vocabulary
    keep = keep_chances(vocabulary.counts, knobs.subsample)
    counted = next(
        step.counted
        for step in counting(corpus.source, knobs, keep, len(vocabulary))
        if step.counted is not None
    )
    yield 0.6
    matrix = shifted(counted, vocabulary.counts, knobs)
    cut = of_svd(matrix, trainer.recipe.dimensions, np.random.default_rng(1))
    yield 0.8
    product = cut.v.astype(np.float64) @ cut.u.T
    near, far = (
        deviation(counted, vocabulary.counts, knobs, x)
        for x in (logits(trainer.model, len(matrix)), product)
    )
    yield 0.9
    sgns, svd = (
        accuracy(vocabulary, unit_rows(table), corpus.questions).share or 0.0
        for table in (trainer.model.v, cut.v)
    )
    both = min(sgns, svd) > 0.5
    yield Finding(
        "in part" if both and far > 2 * near else either(both),
        phrase(
            "Made of the same counts, trained vectors find {sgns} of Toyland's analogies and those"
            " of SVD {svd}. But they are not the same: the loss of one is {near} above the least,"
            " of the other {far}."
        ),
        {"sgns": f"{sgns:.0%}", "svd": f"{svd:.0%}", "near": f"{near:.0%}", "far": f"{far:.0%}"},
    )


def singular() -> Iterator[float | Finding]:
    """C12: k and α change the singular values; only one of them freely."""
    joint = known_joint(2 * _KNOWN, np.random.default_rng(1))
    counts = joint.counts(10_000_000)
    settings = [(k, alpha) for k in (1, 5, 15) for alpha in (0.0, 0.75, 1.0)]
    tables = [optimum(joint.pairs, noise_chances(counts, alpha), k) for k, alpha in settings]
    values = np.array([spectrum(table).values for table in tables])
    apart = np.array([spectrum(centred(table)).values for table in tables])
    error = float(np.ptp(apart, axis=0).max())
    moved = np.ptp(values, axis=0)
    yield Finding(
        either(error < 1e-9 and moved[0] > moved[1:].max()),
        phrase(
            "Over {count} settings the first singular value of a known law goes from {low} to"
            " {high}, no other moves by more than {rest}; without the columns' means all stay equal"
            " to {error}."
        ),
        {
            "count": str(len(settings)),
            "low": f"{values[:, 0].min():.0f}",
            "high": f"{values[:, 0].max():.0f}",
            "rest": f"{moved[1:].max():.1f}",
            "error": f"{error:.0e}",
        },
    )
