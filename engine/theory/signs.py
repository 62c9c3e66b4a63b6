"""Signs of a step: when v·u of the target rises, and that of the noise falls.

It says so without a condition. Both rows of a product move at once, so after a step of rate η it
is, exactly,

    (v + ηg)·(u + ηh) = v·u + η (g·u + h·v) + η² g·h          g = ∂J/∂v, h = ∂J/∂u

For a noise word n drawn once the slope is (1 − σ_c) u_c·u_n − Σ_j σ_j u_j·u_n − σ_n‖v‖², so that
v·u_n rises, to first order in η, if and only if

    (1 − σ_c) u_c·u_n  >  σ_n (‖u_n‖² + ‖v‖²) + Σ_{j≠n} σ_j u_j·u_n

that is, if u_n points where the target pulls. And h is a multiple of v, so that a long step may
turn a sign that is right for a short one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.theory.step import Pair, Vectors, check, dots, gradient, sigmoid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.arrays import Doubles

_TRIALS = 4096  # at once


@dataclass(frozen=True, slots=True)
class Turn:
    """How v·u of the input with one word changes in a step: by ``rate·slope + rate²·bend``.

    `wanted` is 1 for the target, which should rise, and −1 for a noise word.
    """

    word: int
    wanted: int
    slope: float
    bend: float

    def change(self, rate: float) -> float:
        """What a step of that rate adds to v·u, exactly."""
        return rate * self.slope + rate * rate * self.bend

    def holds(self, rate: float = 0.0) -> bool:
        """Whether v·u goes where it should, with the smallest of steps or one of that rate."""
        return self.wanted * (self.slope + rate * self.bend) > 0

    @property
    def turns_at(self) -> float | None:
        """The rate beyond which the sign is another than for short steps; None if there is none."""
        if self.slope * self.bend >= 0:
            return None
        return -self.slope / self.bend


@dataclass(frozen=True, slots=True)
class Balance:
    """The condition for a noise word, drawn once, to rise: `lifts` > `sinks` (first order).

    `lifts` is (1 − σ_c) u_c·u_n, `sinks` σ_n(‖u_n‖² + ‖v‖²) + Σ σ_j u_j·u_n over the other noise.
    """

    word: int
    lifts: float
    sinks: float


@dataclass(frozen=True, slots=True)
class Share:
    """Of so many random steps in `dimensions`, the share in which every sign was as it should."""

    dimensions: int
    trials: int
    share: float


def turns(vectors: Vectors, pair: Pair) -> tuple[Turn, ...]:
    """The change of v·u with the target and with every noise word that is not it, each word once.

    Raises `ParameterError` as `step` does.
    """
    check(vectors, pair)
    by_v, by_u = gradient(vectors, pair)
    v = vectors.v[pair.input]
    return tuple(
        Turn(
            word,
            1 if word == pair.target else -1,
            float(by_v @ vectors.u[word] + by_u[word] @ v),
            float(by_v @ by_u[word]),
        )
        for word in dict.fromkeys(pair.outputs)
    )


def balances(vectors: Vectors, pair: Pair) -> tuple[Balance, ...]:
    """The two sides of the condition, for every noise word drawn once that is not the target."""
    sigmas, rows = sigmoid(dots(vectors, pair)), vectors.u[list(pair.outputs)]
    v = vectors.v[pair.input]
    found = []
    for column, word in enumerate(pair.outputs):
        if pair.outputs.count(word) == 1 and column > 0:
            near = rows @ rows[column]
            others = float(sigmas[1:] @ near[1:]) - sigmas[column] * near[column]
            own = sigmas[column] * (near[column] + v @ v)
            lifts = float((1.0 - sigmas[0]) * near[0])
            found.append(Balance(word, lifts, float(own + others)))
    return tuple(found)


def counterexample() -> tuple[Vectors, Pair]:
    """Three words in the plane of which v·u with a noise word, b, rises: u_b lies along u_a."""
    v = np.array([[0.0, 0.1], [0.1, 0.0], [0.1, 0.1]])
    u = np.array([[2.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    return Vectors(("a", "b", "c"), v, u), Pair(1, 0, (1, 2))


def share_that_holds(
    dimensions: int,
    trials: int,
    chance: np.random.Generator,
    *,
    negatives: int = 2,
    scale: float = 1.0,
    start: bool = False,
) -> Share:
    """How often all signs hold for random vectors and the smallest of steps.

    Entries of v and of k + 1 different u are normal with a deviation of `scale`/√D, so that lengths
    are about `scale` in any dimension; `start`: v uniform in (−½, ½)/D and u 0, as training starts.
    """
    held = 0
    for first in range(0, trials, _TRIALS):
        count = min(_TRIALS, trials - first)
        if start:
            v = (chance.random((count, dimensions)) - 0.5) / dimensions
            u = np.zeros((count, negatives + 1, dimensions))
        else:
            drawn = chance.normal(0, scale / dimensions**0.5, (count, negatives + 2, dimensions))
            v, u = drawn[:, 0], drawn[:, 1:]
        held += int(_all_hold(v, u).sum())
    return Share(dimensions, trials, held / trials)


def shares_that_hold(
    dimensions: Sequence[int], trials: int, seed: int, *, negatives: int = 2, scale: float = 1.0
) -> Iterator[Share]:
    """`share_that_holds` in each number of dimensions, every one with chance of its own."""
    for d in dimensions:
        chance = np.random.default_rng([seed, d])
        yield share_that_holds(d, trials, chance, negatives=negatives, scale=scale)


def _all_hold(v: Doubles, u: Doubles) -> Doubles:
    """Of rows v (T, D) and their outputs u (T, k + 1, D), which have every sign right, (T,)."""
    wanted = np.where(np.arange(u.shape[1]) == 0, 1.0, -1.0)
    x = np.einsum("td,tkd->tk", v, u)
    slopes = wanted * sigmoid(-wanted * x)
    by_v = np.einsum("tk,tkd->td", slopes, u)
    moved = np.einsum("td,tkd->tk", by_v, u) + slopes * (v * v).sum(axis=1)[:, None]
    return np.asarray((wanted * moved > 0).all(axis=1))
