"""View of three objectives at rest on a known law: each at its own logits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from engine.theory.known_joint import known_joint
from engine.theory.objectives import resting, settle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.theory.objectives import Law

LAWS: Final[tuple[Law, ...]] = ("softmax", "nce", "negative")
WORDS: Final = 12
_ALPHA = 0.75


@dataclass(frozen=True, slots=True)
class Rest:
    """How far the logits of an objective are, on average and in nats, from two laws.

    `chances` from ln P(c|w), `shifted` from ln P(c|w) − ln(k q(c)); `mass` is the mean Σ eˣ.
    """

    objective: Law
    chances: float
    shifted: float
    mass: float


def rests(negatives: int) -> Iterator[Rest]:
    """One after the other on the whole law, by L-BFGS in float64, 200 steps a state; d = |V|."""
    joint = known_joint(WORDS, np.random.default_rng(1))
    noise = joint.noise(_ALPHA)
    for law in LAWS:
        for state in settle(law, joint.pairs, noise, negatives, np.random.default_rng(2)):
            chances, shifted = (
                float(np.abs(state.logits - resting(other, joint.pairs, noise, negatives)).mean())
                for other in ("nce", "negative")
            )
            yield Rest(law, chances, shifted, float(np.exp(state.logits).sum(axis=1).mean()))
