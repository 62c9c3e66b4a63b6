"""Noise that another model proposes, in a world whose law is known (docs/theory.md §4).

A perfect proposer h(c|·) = P(c|·) is mixed into the noise, q_λ = (1 − λ) q + λ h. Conditioned on
the input w the optimum is log P(c|w) − log(k q_λ(c|w)); on the target t, as the engine draws,
log A − log(k A Q_λ). The better the proposer the less there is to tell apart: for noise conditioned
on the input and λ = 1 every logit comes to rest on −log k. Weighing each noise word by q/q_λ brings
the optimum of q back.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal

import numpy as np

from engine.theory.agreement import agreement, log_k
from engine.theory.descent import descent
from engine.theory.known_joint import batch_loss
from engine.theory.optimum import negatives_by_input, negatives_by_target, resting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.random import Generator

    from engine.arrays import Doubles
    from engine.theory.known_joint import Joint

Given = Literal["target", "input"]
Correction = Literal["none", "weight"]
_STEPS = 2_000  # of L-BFGS, at most
_START = 0.1  # standard deviation of the first vectors


@dataclass(frozen=True, slots=True)
class Blend:
    """Where logits come to rest with a share λ of proposed noise.

    `logits` and `formula` (M, M) are measured and foretold. `slope` and `correlation` are those of
    the logits on PMI, None where all logits are equal; `off` the mean distance from the formula,
    `spread` the logits' standard deviation, `heaviest` the largest weight of a noise word (1
    without). `done` in 0 … 1 is the share of the work.
    """

    done: float
    share: float
    logits: Doubles
    formula: Doubles
    slope: float | None
    correlation: float | None
    off: float
    spread: float
    heaviest: float


def proposed(joint: Joint, share: float, exponent: float = 1.0) -> Doubles:
    """q_λ(c|·), (M, M): a row for each word that noise is drawn for."""
    given = joint.pairs / joint.marginal[:, None]
    law: Doubles = (1 - share) * joint.noise(exponent) + share * given
    return law


def negatives_at(
    joint: Joint,
    share: float,
    negatives: int,
    given: Given = "target",
    correction: Correction = "none",
    exponent: float = 1.0,
) -> Doubles:
    """B(w, c), (M, M), of noise that is to a share λ proposed for its target or its input.

    Weighed by q/q_λ it is k n_w q(c), whatever it was drawn for.
    """
    law = proposed(joint, share, exponent)
    if correction == "weight":
        law = np.tile(joint.noise(exponent), (len(law), 1))
    drawn = negatives_by_target if given == "target" else negatives_by_input
    return drawn(joint.pairs, law, negatives)


def rest(a: Doubles, b: Doubles, random: Generator) -> Doubles:
    """v·u, (M, M), where the batch's loss Σ A·softplus(−x) + B·softplus(x) is least; d = M."""
    start = random.normal(0.0, _START, 2 * a.size)
    points = descent(lambda at: batch_loss(at, a, b, len(a)), start)
    (last,) = deque(islice(points, _STEPS), maxlen=1)
    v, u = last.reshape(2, *a.shape)
    return np.asarray(v @ u.T)


def blends(
    joint: Joint,
    shares: Sequence[float],
    negatives: int,
    random: Generator,
    *,
    given: Given = "target",
    correction: Correction = "none",
    exponent: float = 1.0,
) -> Iterator[Blend]:
    """Where the whole batch comes to rest at each share λ, one after the other.

    Raises `ParameterError` if k is 0.
    """
    log_k(negatives)
    for number, share in enumerate(shares, start=1):
        b = negatives_at(joint, share, negatives, given, correction, exponent)
        law, plain = proposed(joint, share, exponent), joint.noise(exponent)
        heaviest = float((plain / law).max()) if correction == "weight" else 1.0
        logits = rest(joint.pairs, b, random)
        yield _blend(joint, number / len(shares), share, logits, resting(joint.pairs, b), heaviest)


def _blend(
    joint: Joint, done: float, share: float, logits: Doubles, formula: Doubles, heaviest: float
) -> Blend:
    spread, flat = float(logits.std()), float(formula.std()) < 1e-9
    fit = None if flat else agreement(joint.pmi.ravel(), logits.ravel())
    return Blend(
        done=done,
        share=share,
        logits=logits,
        formula=formula,
        slope=None if fit is None else fit.slope,
        correlation=None if fit is None else fit.slope * float(joint.pmi.std()) / spread,
        off=float(np.abs(logits - formula).mean()),
        spread=spread,
        heaviest=heaviest,
    )
