"""One step of negative sampling on a few small vectors, in float64, with every number on the table.

An input w is paired with a target c and k noise words n. The step climbs

    J = ln σ(v_w·u_c) + Σ ln σ(−v_w·u_n)                             (Mikolov et al. 2013b, eq. 4)

by a rate times its exact gradient: each output row pulls or pushes v_w by its error, 1 − σ for the
target and −σ for a noise word, along itself, and is moved by the same error along v_w. A word drawn
twice counts twice; a noise word may be the target, or the input's own word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit, log_expit

from engine.errors import ParameterError

if TYPE_CHECKING:
    from engine.arrays import Doubles

_FEW = 1000  # words: this is for tables that are looked at


@dataclass(frozen=True, slots=True)
class Vectors:
    """A few named words with their input vectors `v` and output vectors `u`, (n, D) each."""

    words: tuple[str, ...]
    v: Doubles
    u: Doubles


@dataclass(frozen=True, slots=True)
class Pair:
    """An input, its target and its noise words, as places among the words."""

    input: int
    target: int
    noise: tuple[int, ...]

    @property
    def outputs(self) -> tuple[int, ...]:
        """The target and behind it the noise words, as drawn: k + 1 places."""
        return (self.target, *self.noise)


@dataclass(frozen=True, slots=True)
class Step:
    """A step from `before` to `after`. Columns of what is (k + 1,) are those of `pair.outputs`.

    `gradient_v` (D,) is ∂J/∂v of the input, `gradient_u` (n, D) are ∂J/∂u of all words, 0 where a
    word has no part. `objective` is J in nats.
    """

    pair: Pair
    rate: float
    before: Vectors
    after: Vectors
    gradient_v: Doubles
    gradient_u: Doubles

    @property
    def dots(self) -> Doubles:
        """v·u before the step, (k + 1,)."""
        return dots(self.before, self.pair)

    @property
    def dots_after(self) -> Doubles:
        """v·u of the same rows after it, (k + 1,)."""
        return dots(self.after, self.pair)

    @property
    def sigmas(self) -> Doubles:
        """σ(v·u) before the step, (k + 1,)."""
        return sigmoid(self.dots)

    @property
    def errors(self) -> Doubles:
        """1 − σ for the target, −σ for a noise word, (k + 1,): how strong each pulls or pushes."""
        return errors(self.before, self.pair)

    @property
    def objective(self) -> float:
        """J before the step."""
        return objective(self.before, self.pair)

    @property
    def objective_after(self) -> float:
        """J after it."""
        return objective(self.after, self.pair)

    @property
    def arrows_v(self) -> Doubles:
        """What each output does to v of the input, (k + 1, D); their sum is its move."""
        rows = self.before.u[list(self.pair.outputs)]
        return np.asarray(self.rate * self.errors[:, None] * rows)

    @property
    def arrows_u(self) -> Doubles:
        """What the input does to u of each output, (k + 1, D); a word drawn twice has two."""
        return np.asarray(self.rate * np.outer(self.errors, self.before.v[self.pair.input]))


def sigmoid(x: Doubles) -> Doubles:
    """σ(x) = 1 / (1 + e⁻ˣ), without overflow; σ(x) + σ(−x) is 1 to one unit in the last place."""
    return np.asarray(expit(x))


def log_sigmoid(x: Doubles) -> Doubles:
    """Ln σ(x) = −ln(1 + e⁻ˣ), finite for every finite x."""
    return np.asarray(log_expit(x))


def dots(vectors: Vectors, pair: Pair) -> Doubles:
    """v·u of the input with the target and with each noise word, (k + 1,)."""
    return np.asarray(vectors.u[list(pair.outputs)] @ vectors.v[pair.input])


def errors(vectors: Vectors, pair: Pair) -> Doubles:
    """∂J/∂x of each x = v·u, (k + 1,): 1 − σ(x) for the target, −σ(x) for a noise word."""
    x = dots(vectors, pair)
    return np.concatenate([sigmoid(-x[:1]), -sigmoid(x[1:])])


def objective(vectors: Vectors, pair: Pair) -> float:
    """J of a pair in nats, ≤ 0: the sum over its k noise words, not their mean."""
    x = dots(vectors, pair)
    return float(log_sigmoid(x[:1]).sum() + log_sigmoid(-x[1:]).sum())


def gradient(vectors: Vectors, pair: Pair) -> tuple[Doubles, Doubles]:
    """∂J/∂v of the input, (D,), and ∂J/∂u of every word, (n, D)."""
    slopes, along = errors(vectors, pair), np.zeros_like(vectors.u)
    np.add.at(along, list(pair.outputs), np.outer(slopes, vectors.v[pair.input]))
    return np.asarray(slopes @ vectors.u[list(pair.outputs)]), along


def step(vectors: Vectors, pair: Pair, rate: float) -> Step:
    """The step of a pair: `vectors` stay as they are, and `after` are new.

    Raises
    ------
    ParameterError
        If the vectors do not fit the words, or the pair names a word that is not there.
    """
    check(vectors, pair)
    by_v, by_u = gradient(vectors, pair)
    v = vectors.v.copy()
    v[pair.input] += rate * by_v
    after = Vectors(vectors.words, v, vectors.u + rate * by_u)
    return Step(pair, rate, vectors, after, by_v, by_u)


def check(vectors: Vectors, pair: Pair) -> None:
    """Raise `ParameterError` where `step` would."""
    size, shape = len(vectors.words), vectors.v.shape
    if not (len(shape) == 2 and shape[0] == size <= _FEW and vectors.u.shape == shape):
        raise ParameterError(
            "vectors of shape {shape}: {words} words need two tables of as many rows, at most"
            " {most}.",
            shape=shape,
            words=size,
            most=_FEW,
        )
    for place in (pair.input, *pair.outputs):
        if not 0 <= place < size:
            raise ParameterError(
                "word {place}: must be between 0 and {last}, a place among the words given.",
                place=place,
                last=size - 1,
            )


def worked_example() -> tuple[Vectors, Pair, float]:
    """Three words in the plane, the pair b → a with noise words b and c, and the rate 0.1.

    The exercise of the textbook, with the numbers that this project works it with. Only v
    of b and the three u have a part; v of a and c are there to be looked at.
    """
    v = np.array([[0.3, 0.6], [0.5, -0.3], [-0.4, 0.2]])
    u = np.array([[0.2, 0.4], [-0.1, 0.3], [0.6, -0.5]])
    return Vectors(("a", "b", "c"), v, u), Pair(1, 0, (1, 2)), 0.1
