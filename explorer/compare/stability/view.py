"""View of ten trainings: stable words, neighbours with counts, scores with their spread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.evaluation.stability import spread, stability
from explorer.runs.map.layouts import sized

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.arrays import Floats
    from engine.evaluation.rerun import Rerun
    from engine.evaluation.scorecard import Kind
    from engine.evaluation.stability import Spread

WORDS = 2000  # commonest, which are asked for their neighbours among themselves
_SHAKY = 12  # least stable words


@dataclass(frozen=True, slots=True)
class Bar:
    """One score over all trainings."""

    kind: Kind
    spread: Spread


@dataclass(frozen=True, slots=True)
class Stability:
    """What `times` trainings say: `stability` (M,) in 0 … 1, `places` (at most 250, 2) of a map."""

    times: int
    words: tuple[str, ...]
    stability: Floats
    places: Floats
    bars: tuple[Bar, ...]

    @property
    def mean(self) -> float:
        """The mean stability of the words."""
        return float(self.stability.mean())

    def shaky(self) -> list[tuple[str, float]]:
        """The words whose neighbours agree least, of the 250 commonest; the worst first."""
        few = self.stability[: len(self.places)]
        order = np.argsort(few, kind="stable")[:_SHAKY]
        return [(self.words[i], float(few[i])) for i in order]


def stability_view(results: Sequence[Rerun], words: tuple[str, ...]) -> Stability:
    """The agreement of one training or more."""
    return Stability(
        times=len(results),
        words=words,
        stability=stability([one.lists for one in results]),
        places=sized(results[0].places),
        bars=tuple(_bars(results)),
    )


def _bars(results: Sequence[Rerun]) -> list[Bar]:
    values: dict[Kind, list[float]] = {}
    for one in results:
        for score in one.scores:
            if score.value is not None:
                values.setdefault(score.kind, []).append(score.value)
    return [Bar(kind, spread(several)) for kind, several in values.items()]
