"""Gap between a model's loss and the least that any vectors could have, on the commonest words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.sampling.mixture import noise_law
from engine.theory.optimum import Floor, loss_floor, negatives_of

if TYPE_CHECKING:
    from engine.arrays import Counts, Doubles
    from engine.model import Model
    from engine.settings import Knobs
    from engine.theory.expected import Expected


@dataclass(frozen=True, slots=True)
class Standing:
    """The least loss on the commonest `words`, and how far a model is above it: nats a term."""

    words: int
    floor: Floor
    excess: float


@dataclass(frozen=True, slots=True)
class Ground:
    """Expected positives A and terms A + B of the cells (M, M), and the floor under them.

    It belongs to knobs, not to a model: made once, it judges each state of a run in a millisecond.
    """

    positives: Doubles
    terms: Doubles
    floor: Floor

    def under(self, model: Model) -> Standing:
        """Σ(A + B)·KL(A/(A+B) ‖ σ(x)) / Σ(A + B) of the model, x = v·u (docs/theory.md §3).

        Reckoned as its loss less the floor; −A ln σ(x) − B ln σ(−x) = (A + B) ln(1 + eˣ) − A x.
        """
        x = logits(model, len(self.positives))
        loss = float((self.terms * np.logaddexp(0.0, x) - self.positives * x).sum())
        least = (self.floor.loss or 0.0) * float(self.positives.sum())
        terms = float(self.terms.sum())
        excess = max(0.0, loss - least) / terms if terms else 0.0  # rounding may go below 0
        return Standing(len(x), self.floor, excess)


def ground(counted: Expected, counts: Counts, knobs: Knobs) -> Ground:
    """The ground of the present knobs on the words that were counted.

    `counted` belongs to the knobs' window and subsample; k and α may have turned since. `counts`
    (V,) are those of the vocabulary. Raises `ParameterError` where the noise is not one law.
    """
    a = counted.pairs
    noise = noise_law(counts, knobs)
    b = negatives_of(a, noise, knobs.negatives, counted.inputs)
    return Ground(a, a + b, loss_floor(a, b))


def logits(model: Model, words: int) -> Doubles:
    """v·u of the commonest words, (words, words)."""
    return np.asarray(model.v[:words] @ model.u[:words].T, np.float64)
