"""One step, worked: every row that took part, before and after, and the force between each two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit

if TYPE_CHECKING:
    from engine.arrays import Doubles
    from engine.settings import Knobs
    from engine.training.progress import Progress
    from engine.training.target import Target
    from engine.training.trainer import SkipGram


@dataclass(frozen=True, slots=True)
class Worked:
    """The step of a target: rows of its n inputs (n, D) and of its outputs (k + 1, D).

    Column 0 of what is (n, k + 1) belongs to the target, the others to its noise words.
    """

    target: Target
    v: Doubles
    u: Doubles
    v_after: Doubles
    u_after: Doubles

    @property
    def logits(self) -> Doubles:
        """v·u before the step, (n, k + 1)."""
        return self.v @ self.u.T

    @property
    def logits_after(self) -> Doubles:
        """v·u of the same rows after it, (n, k + 1)."""
        return self.v_after @ self.u_after.T

    @property
    def sigmas(self) -> Doubles:
        """σ(v·u) before the step, (n, k + 1)."""
        return np.asarray(expit(self.logits))

    @property
    def errors(self) -> Doubles:
        """1 − σ for the target, −σ for a noise word, (n, k + 1)."""
        return np.asarray(np.eye(1, len(self.u)) - self.sigmas)

    def arrows(self, i: int) -> Doubles:
        """What each output did to input i: rate · error · u, (k + 1, D)."""
        return np.asarray(self.target.rate * self.errors[i][:, None] * self.u)

    def times(self, i: int) -> int:
        """How often the word of input i stands in the window: it took its sum so many times."""
        return self.target.inputs.count(self.target.inputs[i])


def worked_step(trainer: SkipGram, knobs: Knobs) -> tuple[Worked | None, Progress]:
    """Train one target and say how; None in place of that if there was none left.

    Raises `DivergenceError` as the trainer does.
    """
    target = trainer.upcoming(knobs)
    if target is None:
        return None, trainer.targets(knobs, 1)
    inputs, outputs = list(target.inputs), list(target.outputs)

    def rows() -> tuple[Doubles, Doubles]:
        v, u = trainer.model.v[inputs], trainer.model.u[outputs]  # copies
        return v.astype(np.float64), u.astype(np.float64)

    before = rows()
    progress = trainer.targets(knobs, 1)
    return Worked(target, *before, *rows()), progress
