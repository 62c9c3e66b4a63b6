"""View of the run on screen: logits of its commonest words, against three theories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from engine.errors import phrase
from engine.sampling.subsample import keep_chances
from engine.theory.agreement import agreement
from engine.theory.loss_gap import ground
from engine.theory.scatter import by_count, scatter
from explorer.parts.cells import Cells, cells

if TYPE_CHECKING:
    from engine.arrays import Counts, Doubles
    from engine.model import Model
    from engine.settings import Knobs
    from engine.theory.agreement import Agreement
    from engine.theory.expected import Expected
    from engine.theory.loss_gap import Standing
    from engine.theory.scatter import Band, Scatter

Theory = Literal["exact", "textbook", "skip"]
THEORIES: Final[dict[Theory, str]] = {
    "exact": phrase("exact counts"),
    "textbook": phrase("the textbook's PMI − log k"),
    "skip": phrase("noise that skips the target"),
}
_OFTEN = (10.0, 1.0, 0.0)  # met so often: what is judged, if there are enough such cells
_ENOUGH = 50  # cells
_QUANTILES = 101  # of the cells never met


@dataclass(frozen=True, slots=True)
class View:
    """The cells under each theory, and how near the run is to each.

    `judged` are the theories on the cells met at least `often` times; None where the run has
    learned nothing yet. `unseen` are quantiles of v·u on the `never` cells that are never met,
    `below` its mean.
    """

    words: int
    cells: dict[Theory, Cells]
    reach: tuple[float, float]  # of all predictions, log k taken off
    shift: float  # log k
    often: float
    judged: dict[Theory, Agreement] | None
    bands: tuple[Band, ...]
    unseen: tuple[float, ...]
    never: int
    below: float | None
    standing: Standing
    kept: float  # share of the tokens that subsampling keeps

    @property
    def best(self) -> Theory:
        """The theory that is nearest to what was learned, to a hundredth of a nat."""
        assert self.judged is not None
        near = self.judged
        return min(near, key=lambda name: round(near[name].mae, 2))


def view(model: Model, counted: Expected, flat: Expected, counts: Counts, knobs: Knobs) -> View:
    """How the run stands on the words that `counted` and `flat` have pairs of.

    Raises `ParameterError` if k is 0.
    """
    found = scatter(model, counted, flat, counts, knobs)
    often, judged = _judged(found)
    drawn = {name: _cells(found, name) for name in THEORIES}
    all_x = [x for one in drawn.values() for x in one.x] or [0.0]
    return View(
        words=len(counted.pairs),
        cells=drawn,
        reach=(min(all_x), max(all_x)),
        shift=found.shift,
        often=often,
        judged=judged,
        bands=by_count(found),
        unseen=_spread(found.unseen),
        never=len(found.unseen),
        below=float(found.unseen.mean()) if len(found.unseen) else None,
        standing=ground(counted, counts, knobs).under(model),
        kept=float(keep_chances(counts, knobs.subsample) @ counts / counts.sum()),
    )


def _cells(found: Scatter, name: Theory) -> Cells:
    return cells(getattr(found, name) - found.shift, found.learned, found.count)


def _spread(values: Doubles) -> tuple[float, ...]:
    """Quantiles from the lowest to the highest, of which a box is drawn as of all values."""
    if not len(values):
        return ()
    return tuple(np.round(np.quantile(values, np.linspace(0, 1, _QUANTILES)), 3).tolist())


def _judged(found: Scatter) -> tuple[float, dict[Theory, Agreement] | None]:
    """The theories on the same cells, often met, where all of them predict a number."""
    finite = np.isfinite(found.exact) & np.isfinite(found.skip) & np.isfinite(found.textbook)
    for often in _OFTEN:
        here = finite & (found.count >= often)
        fits = {
            name: agreement(getattr(found, name)[here], found.learned[here], found.shift)
            for name in THEORIES
        }
        judged = {name: fit for name, fit in fits.items() if fit is not None}
        enough = int(here.sum()) >= _ENOUGH or often == _OFTEN[-1]
        if enough and len(judged) == len(THEORIES):
            return often, judged
    return 0.0, None
