"""Cost of full softmax beside three rivals: rows, seconds, and the time of a whole text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from engine.errors import phrase
from engine.theory.experiments.cost import projected, rows_touched, seconds_at, slope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.theory.experiments.cost import Timing
    from engine.theory.experiments.race import Lap

NAMES: Final = {
    "softmax": phrase("full softmax"),
    "hierarchical": phrase("hierarchical softmax"),
    "nce": phrase("noise-contrastive estimation (NCE)"),
    "negative": phrase("negative sampling"),
}
WORDS: Final = (100, 300, 1_000, 3_000, 10_000, 30_000, 50_000, 100_000)  # vocabularies to look at
TIMED: Final = (100, 1_000, 10_000, 30_000, 100_000)  # those that are measured
MONTH: Final = 30 * 86_400.0  # seconds
_TOKENS = 1e9  # that the counts of a made vocabulary stand for


@dataclass(frozen=True, slots=True)
class Bill:
    """What a whole run costs by one objective: microseconds a pair, seconds in all."""

    objective: str
    micros: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Standing:
    """A lane of the race as it is now; `laps` are its course, in the order they were made."""

    objective: str
    laps: tuple[Lap, ...]

    @property
    def last(self) -> Lap:
        """Where it stands."""
        return self.laps[-1]


@lru_cache(64)
def rows(negatives: int) -> dict[str, tuple[float, ...]]:
    """Output vectors a pair touches at each of `WORDS`, by objective; counts are Zipf's."""
    counts = [np.ceil(_TOKENS / np.arange(1, size + 1)).astype(np.int64) for size in WORDS]
    return {name: tuple(rows_touched(name, each, negatives) for each in counts) for name in NAMES}


def slopes(timings: Sequence[Timing]) -> dict[str, float | None]:
    """The exponent of V in the seconds of a pair, from 10,000 words on; None until it is known."""
    return {name: slope(timings, name) for name in NAMES}


def complete(timings: Sequence[Timing]) -> bool:
    """Whether every objective was measured at two sizes, so that a time can be foretold."""
    return all(len({t.words for t in timings if t.objective == name}) > 1 for name in NAMES)


def bills(timings: Sequence[Timing], words: int, steps: float) -> tuple[Bill, ...]:
    """The time of so many pairs among so many words, for every objective in their order."""
    return tuple(
        Bill(one.objective, 1e6 * seconds_at(timings, one.objective, words), one.seconds)
        for one in projected(timings, words, steps)
    )


def times(bill: Sequence[Bill]) -> float:
    """How many times as long full softmax takes as negative sampling."""
    taken = {one.objective: one.seconds for one in bill}
    return taken["softmax"] / taken["negative"]


def lanes(laps: Sequence[Lap]) -> tuple[Standing, ...]:
    """The laps of a race, lane by lane, in the order in which lanes began."""
    names = dict.fromkeys(lap.objective for lap in laps)
    return tuple(
        Standing(name, tuple(lap for lap in laps if lap.objective == name)) for name in names
    )


def ahead(standings: Sequence[Standing]) -> Standing:
    """Who foretells the pairs that were held out best."""
    return min(standings, key=lambda one: one.last.loss)


def halfway(standings: Sequence[Standing], chance: float) -> dict[str, float]:
    """Seconds in which each came halfway from the loss of pure chance to the best seen here.

    Who has not come so far is not in it. The fastest is first.
    """
    level = (chance + min(lap.loss for one in standings for lap in one.laps)) / 2
    found = {
        one.objective: next((lap.seconds for lap in one.laps if lap.pairs and lap.loss <= level), 0)
        for one in standings
    }
    return {name: float(s) for name, s in sorted(found.items(), key=lambda each: each[1]) if s}


def spell(seconds: float) -> tuple[str, str]:
    """A duration as a template and its number, in the unit that suits it."""
    for size, text in (
        (365 * 86_400.0, phrase("{n} years")),
        (MONTH, phrase("{n} months")),
        (86_400.0, phrase("{n} days")),
        (3_600.0, phrase("{n} hours")),
        (60.0, phrase("{n} minutes")),
    ):
        if seconds >= 2 * size:
            return text, f"{seconds / size:,.0f}"
    return phrase("{n} seconds"), f"{seconds:.0f}" if seconds >= 10 else f"{seconds:.2g}"
