"""Optima of four objectives, and how good a model of P(c|w) each has become.

With enough dimensions, pairs of a joint distribution P(w, c), and k noise words drawn from q, the
logits x = v_w·u_c end at

    softmax    ln P(c|w) + any constant of w        the sum over V makes up for it
    nce        ln P(c|w)                            Σ eˣ = 1 by itself (Gutmann & Hyvärinen 2012)
    negative   ln P(c|w) − ln(k q(c))               nothing sums to 1 (Levy & Goldberg 2014, eq. 7)

and for `hierarchical` the turns of the tree have the right chances. So that all four are judged
alike, each is asked for its distribution: softmax of x, of x again for `nce`, of x + ln q for
`negative`, and the product of the turns.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal

import numpy as np

from engine.theory.descent import descent
from engine.theory.step import log_sigmoid, sigmoid
from engine.training.objectives import Pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.arrays import Doubles, Floats, Ids
    from engine.kernels.objectives import Targets

    Table = Floats | Doubles

Law = Literal["softmax", "nce", "negative"]  # objectives that have one logit for each cell

_START = 0.1  # deviation of the first vectors
_STEPS, _MOST = 200, 5_000  # of L-BFGS: steps between two moments, most steps
_ENTRIES = 1 << 22  # logits held at once: 32 MB


@dataclass(frozen=True, slots=True)
class Settling:
    """After `steps` of L-BFGS: nats a pair, and the logits v·u (V, V)."""

    steps: int
    loss: float
    logits: Doubles


def conditional(joint: Doubles) -> Doubles:
    """P(c|w), (V, V) with rows that sum to 1, of a joint P(w, c) in any unit."""
    return np.asarray(joint / joint.sum(axis=1, keepdims=True))


def resting(objective: Law, joint: Doubles, noise: Doubles, negatives: int) -> Doubles:
    """The logits (V, V) at which `nce`, `negative` or `softmax` comes to rest, as above.

    `noise` (V,) are the chances q. Rows of `softmax` are those with Σ eˣ = 1.
    """
    logs = np.log(conditional(joint))
    if objective == "negative":
        logs = logs - np.log(negatives * noise)
    return np.asarray(logs)


def batch_loss(
    objective: Law, joint: Doubles, noise: Doubles, negatives: int, logits: Doubles
) -> tuple[float, Doubles]:
    """What `softmax`, `nce` or `negative` loses on a whole joint, in nats a pair, and its slope.

    The slope (V, V) is that in every logit. Pairs and noise words are taken as often as they are
    expected: (w, c) with P(w, c), and c as noise of w with k·P(w)·q(c).
    """
    given, inputs = conditional(joint), joint.sum(axis=1, keepdims=True) / joint.sum()
    if objective == "softmax":
        logs = logits - _log_sums(logits)[:, None]
        return float(-(inputs * given * logs).sum()), inputs * (np.exp(logs) - given)
    x = logits - np.log(negatives * noise) if objective == "nce" else logits
    pull, push = inputs * given, inputs * negatives * noise
    loss = -(pull * log_sigmoid(x)).sum() - (push * log_sigmoid(-x)).sum()
    return float(loss), push * sigmoid(x) - pull * sigmoid(-x)


def settle(
    objective: Law, joint: Doubles, noise: Doubles, negatives: int, chance: np.random.Generator
) -> Iterator[Settling]:
    """Vectors of V dimensions descend the whole joint by L-BFGS in float64, until they rest.

    A moment after every 200 steps, and the last one; `joint` (V, V), `noise` (V,) as above.
    """
    size = len(joint)

    def loss(at: Doubles) -> tuple[float, Doubles]:
        v, u = at.reshape(2, size, size)
        value, slope = batch_loss(objective, joint, noise, negatives, v @ u.T)
        return value, np.concatenate([(slope @ u).ravel(), (slope.T @ v).ravel()])

    points, steps = descent(loss, chance.normal(0.0, _START, 2 * size * size)), 0
    while passed := list(islice(points, min(_STEPS, _MOST - steps))):
        at, steps = passed[-1], steps + len(passed)
        v, u = at.reshape(2, size, size)
        yield Settling(steps, loss(at)[0], np.asarray(v @ u.T))


def pairs_of(joint: Doubles, count: int, chance: np.random.Generator) -> Pairs:
    """So many independent pairs of a joint distribution (V, V), with keys of their own."""
    size = joint.shape[1]
    drawn = chance.choice(joint.size, count, p=(joint / joint.sum()).ravel())
    keys = chance.integers(0, 2**64, count, np.uint64)
    return Pairs((drawn // size).astype(np.int32), (drawn % size).astype(np.int32), keys)


def log_chances(objective: str, v: Table, u: Table, inputs: Ids, targets: Targets) -> Doubles:
    """Ln P(c|w) of every target c for inputs w, (n, V), by the objective's own distribution.

    `v` and `u` (V, D) are the tables it trains. Holds n·V numbers, for `hierarchical` some ten
    times as many.
    """
    logits = _logits(v, u, inputs)
    if objective == "hierarchical":
        ways = _signs(targets) * logits[:, targets.nodes]
        return np.asarray(np.add.reduceat(log_sigmoid(ways), targets.paths[:-1], axis=1))
    if objective == "negative":
        logits += targets.shifts  # ln q and a constant
    return np.asarray(logits - _log_sums(logits)[:, None])


def log_likelihood(objective: str, v: Table, u: Table, pairs: Pairs, targets: Targets) -> float:
    """The mean ln P(c|w) of pairs in nats, ≤ 0, by the objective's own distribution.

    −ln V is that of a model that knows nothing. Costs pairs · V · D multiplications, but for
    `hierarchical`, which knows the one chance without the others.
    """
    total, some = 0.0, max(1, _ENTRIES // len(u))
    for first in range(0, len(pairs), some):
        part = pairs.part(first, first + some)
        if objective == "hierarchical":
            total += _ways(v, u, part, targets)
        else:
            logs = log_chances(objective, v, u, part.inputs, targets)
            total += float(logs[np.arange(len(part)), part.targets].sum())
    return total / len(pairs)


def masses(v: Table, u: Table, inputs: Ids) -> Doubles:
    """Σ eˣ over all targets for each input, (n,): 1 where a model has normalised itself."""
    with np.errstate(over="ignore"):  # nothing keeps the sums of the other objectives finite
        return np.exp(_log_sums(_logits(v, u, inputs)))


def _logits(v: Table, u: Table, inputs: Ids) -> Doubles:
    return (v[inputs] @ u.T).astype(np.float64)


def _signs(targets: Targets) -> Doubles:
    return np.where(targets.turns, 1.0, -1.0)


def _ways(v: Table, u: Table, pairs: Pairs, targets: Targets) -> float:
    """Σ ln P(c|w) of pairs, over the ways to their own targets alone."""
    lengths = np.diff(targets.paths)[pairs.targets]
    begins = np.cumsum(lengths) - lengths
    places = np.arange(lengths.sum()) + np.repeat(targets.paths[pairs.targets] - begins, lengths)
    near = v[np.repeat(pairs.inputs, lengths)].astype(np.float64)
    x = np.einsum("nd,nd->n", near, u[targets.nodes[places]])
    return float(log_sigmoid(_signs(targets)[places] * x).sum())


def _log_sums(logits: Doubles) -> Doubles:
    """Ln Σ eˣ of each row."""
    highest = logits.max(axis=1, keepdims=True)
    return np.asarray(np.log(np.exp(logits - highest).sum(axis=1)) + highest[:, 0])
