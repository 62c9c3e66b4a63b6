"""The word pairs that kinds of vectors are judged by: people's, or what the corpus itself says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from engine.errors import phrase
from engine.evaluation.derived_pairs import of_distance, of_groups

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.arrays import Doubles
    from engine.evaluation.questions import Pair
    from explorer.runs.run import Run

Made = Literal["given", "planted", "apart"]
SAID: Final[dict[Made, str]] = {
    "given": phrase("your pairs, {name}"),
    "planted": phrase(
        "no pairs were given, so pairs of words are judged by the groups they belong to: the same,"
        " or not"
    ),
    "apart": phrase(
        "no pairs were given, so pairs of words are judged by how often they stand {nearest} to"
        " {farthest} words apart, farther than the window reaches"
    ),
}
_SEEN = 0.99  # of all pairs of training are nearer


@dataclass(frozen=True, slots=True)
class Gold:
    """Pairs, where they are from, and the values that `SAID` takes.

    `mark` is the same for the same pairs: two tabs of a visitor share the work on them.
    """

    pairs: tuple[Pair, ...]
    made: Made
    values: Mapping[str, object]
    mark: int


def gold(run: Run, distances: Doubles, given: tuple[Pair, ...], name: str) -> Gold:
    """The pairs given, else the planted groups, else meetings that training did not see.

    `distances` (256,) are the pairs that training sees by how far apart their words stand.
    """
    if given:
        return _gold(given, "given", name=name)
    planted = of_groups(run.corpus, run.vocabulary)
    if planted:
        return _gold(planted, "planted")
    nearest = reach(distances) + 1
    made = of_distance(run.corpus, run.vocabulary, run.knobs, nearest)
    return _gold(made, "apart", nearest=nearest, farthest=nearest + 2 * run.knobs.window)


def _gold(pairs: Iterable[Pair], made: Made, **values: object) -> Gold:
    found = tuple(pairs)
    return Gold(found, made, values, hash(found))


def reach(distances: Doubles) -> int:
    """The distance within which all but a hundredth of the pairs of training stand."""
    seen = np.cumsum(distances) / max(distances.sum(), 1e-300)
    return int(np.searchsorted(seen, _SEEN)) + 1
