"""Optimum and least loss, from what the kernels sample.

**The law.** Every word that is kept is a *target* c, a row of U. Its *inputs* w, rows of V, are the
words around it, as far as its window reaches among the kept words of its sentence. Each (w, c) is
one positive. For each target k noise words are drawn, independently, from q(c) ∝ count(c)^α over
the raw counts (neither subsampling nor the windows enter), and shared by all its inputs: each (w,
noise) is one negative. A draw that is the target, or was drawn before, stays and counts: collisions
are kept. A target without an input draws nothing.

**What follows.** Let A(w, c) be the expected positives of an epoch (`expected`) and n_w = Σ_c A(w,
c) over all targets. A draw does not depend on the target, so the expected negatives are exactly

    B(w, c) = k n_w q(c)

and sharing draws does not change an expectation. The cell's loss A·softplus(−x) + B·softplus(x) in
x = v_w·u_c is least at

    x*(w, c) = log A − log B = log P(c|w) − log(k q(c))        (Levy & Goldberg 2014, with this q)

word2vec.c and gensim skip a draw that is the target. Noise for (w, c) then comes only with the
other targets of w: B(w, c) = k q(c) (n_w − A(w, c)), and x* is higher by −log(1 − P(c|w)).

Tables are (M, M), [row of V, row of U]. With `pairs` of the M commonest words only, n_w must come
from `Expected.inputs`, or what those words meet beyond the M is forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.arrays import Doubles, Floats

_ROUNDING = 1e-12  # relative: n_w and A are sums in another order
_ROWS = 256  # of a table at once, so that its temporaries stay small


@dataclass(frozen=True, slots=True)
class Floor:
    """The least loss in nats, whatever the vectors: an infimum, reached if d is large enough.

    `pull` a positive, `push` a negative, `loss` a pair (pull + push·ΣB/ΣA: over whole tables pull +
    k·push), on the scale of `Progress`; None where there is no term to take a mean of.
    """

    pull: float | None
    push: float | None
    loss: float | None


def negatives_of(
    pairs: Doubles, noise: Doubles, negatives: int, inputs: Doubles | None = None
) -> Doubles:
    """B(w, c) = k n_w q(c), (M, M): how often an epoch presents c to input w as noise.

    `pairs` (M, M) are A, `noise` (V,) is q with V ≥ M, `inputs` (V,) are n_w; without them the
    rows of `pairs` are summed.
    """
    rows, columns = pairs.shape
    n = pairs.sum(axis=1) if inputs is None else inputs[:rows]
    return negatives * np.outer(n, noise[:columns])


def negatives_by_target(pairs: Doubles, law: Doubles, negatives: int) -> Doubles:
    """B = k·A·Q, (M, M): noise drawn for the target t by a law of its own, Q(c|t), (M, M).

    ``B(w, c) = k Σ_t A(w, t) Q(c|t)`` (docs/theory.md §2); with one law for all:
    `negatives_of`. `pairs` must be whole: a target that is left out draws noise too.
    """
    return np.asarray(negatives * pairs @ law)


def negatives_by_input(pairs: Doubles, law: Doubles, negatives: int) -> Doubles:
    """B(w, c) = k n_w Q(c|w), (M, M): noise drawn for the input w by a law of its own, (M, M)."""
    return np.asarray(negatives * pairs.sum(axis=1, keepdims=True) * law)


def resting(a: Doubles, b: Doubles) -> Doubles:
    """x* = log A − log B, (M, M): −∞ where A is 0, +∞ where only B is."""
    return _log_ratio(a, b)


def optimum(
    pairs: Doubles, noise: Doubles, negatives: int, inputs: Doubles | None = None
) -> Doubles:
    """x*(w, c) = log A(w, c) − log(k n_w q(c)), (M, M), of this engine; arguments as above.

    −∞ where A is 0, +∞ where only B is (k = 0).
    """
    return _log_ratio(pairs, negatives_of(pairs, noise, negatives, inputs))


def skip_optimum(
    pairs: Doubles, noise: Doubles, negatives: int, inputs: Doubles | None = None
) -> Doubles:
    """x*(w, c) = log A − log(k q(c) (n_w − A)), (M, M), of word2vec.c and gensim, to compare with.

    −∞ where A is 0, +∞ where w has met no target but c.
    """
    rows, columns = pairs.shape
    n = pairs.sum(axis=1) if inputs is None else inputs[:rows]
    others = n[:, None] - pairs
    others[others < _ROUNDING * n[:, None]] = 0.0
    return _log_ratio(pairs, negatives * others * noise[:columns])


def _log_ratio(a: Doubles, b: Doubles) -> Doubles:
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio: Doubles = np.log(a) - np.log(b)
    ratio[a == 0] = -np.inf
    return ratio


def loss_floor(a: Doubles, b: Doubles) -> Floor:
    """The infimum of the loss over all logits, for expected positives A and negatives B (M, M).

    pull Σ A ln(1 + B/A) / ΣA, push Σ B ln(1 + A/B) / ΣB. A cell where A or B is 0 adds 0: its logit
    may run to infinity; ΣB counts it nevertheless.
    """
    pull = push = 0.0
    for rows in _blocks(a):
        pulls, pushes = _least(a[rows], b[rows])
        pull += float(pulls.sum())
        push += float(pushes.sum())
    positives, negatives = float(a.sum()), float(b.sum())
    return Floor(
        pull / positives if positives else None,
        push / negatives if negatives else None,
        (pull + push) / positives if positives else None,
    )


def excess(a: Doubles, b: Doubles, x: Floats | Doubles) -> float:
    """How far logits x (M, M) are above the floor: Σ(A + B)·KL(A/(A+B) ‖ σ(x)) / Σ(A + B).

    Nats a term, ≥ 0, and free of the noise of a training loss; 0 where nothing is presented.
    """
    above = terms = 0.0
    for rows in _blocks(a):
        pulls, pushes = _least(a[rows], b[rows])
        logits = x[rows].astype(np.float64)
        loss = a[rows] * np.logaddexp(0.0, -logits) + b[rows] * np.logaddexp(0.0, logits)
        above += float(np.maximum(loss - pulls - pushes, 0.0).sum())  # rounding may go below 0
        terms += float(a[rows].sum() + b[rows].sum())
    return above / terms if terms else 0.0


def _least(a: Doubles, b: Doubles) -> tuple[Doubles, Doubles]:
    """A ln(1 + B/A) and B ln(1 + A/B) of each cell, 0 where one of them is 0."""
    both = (a > 0) & (b > 0)
    pulls = a * np.log1p(np.divide(b, a, out=np.zeros_like(a), where=both))
    pushes = b * np.log1p(np.divide(a, b, out=np.zeros_like(a), where=both))
    return pulls, pushes


def _blocks(table: Doubles) -> Iterator[slice]:
    return (slice(first, first + _ROWS) for first in range(0, len(table), _ROWS))
