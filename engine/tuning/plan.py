"""Plan of a study: made once when it begins, kept beside its trials, and never changed."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from engine.errors import ParameterError, StudyError
from engine.settings import Knobs, Recipe
from engine.tuning.objectives import LOSS, SCORES, SPEED
from engine.tuning.space import Axis

if TYPE_CHECKING:
    from collections.abc import Mapping

GRID, RANDOM, TPE, QMC = "grid", "random", "tpe", "qmc"
SAMPLERS: Final = (GRID, RANDOM, TPE, QMC)
NO_PRUNER, MEDIAN, HALVING = "none", "median", "halving"
PRUNERS: Final = (NO_PRUNER, MEDIAN, HALVING)
MOST: Final = 500  # trials
MOST_AXES: Final = 6
# Each changes which sum a model minimises, so that its least loss is another.
_OTHER_SUMS: Final = (
    "negatives",
    "window",
    "subsample",
    "noise_exponent",
    "sampler",
    "correction",
    "min_count",
    "p",
    "q",
    "walk_length",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The axes, one or two scores to reach, how points are chosen and bad trials cut short.

    `recipe` and `knobs` are what every model has beside the axes; `digest` names the text.

    Raises
    ------
    ParameterError
        If the parts do not go together.
    """

    axes: tuple[Axis, ...]
    goals: tuple[str, ...]
    sampler: str
    pruner: str
    trials: int
    recipe: Recipe
    knobs: Knobs
    digest: str
    seed: int = 1

    def __post_init__(self) -> None:
        self._check_names()
        self._check_size()
        self._check_goals()
        for axis in self.axes:
            axis.distribution(grid=self.grid)

    @property
    def grid(self) -> bool:
        """Whether every combination is tried."""
        return self.sampler == GRID

    @property
    def names(self) -> tuple[str, ...]:
        """The settings that are varied."""
        return tuple(axis.name for axis in self.axes)

    @property
    def combinations(self) -> int:
        """How many there are of all stops."""
        return math.prod(len(axis.stops) for axis in self.axes)

    @property
    def widest(self) -> int:
        """The widest window of all trials."""
        tried = [axis.stops for axis in self.axes if axis.name == "window"]
        return int(max(*tried[0]) if tried else self.knobs.window)

    def to_dict(self) -> dict[str, Any]:
        """The plan as plain JSON."""
        return asdict(self)

    def _check_names(self) -> None:
        for name, value, known in (
            ("sampler", self.sampler, SAMPLERS),
            ("pruner", self.pruner, PRUNERS),
            *(("goal", goal, SCORES) for goal in self.goals),
        ):
            if value not in known:
                raise ParameterError(
                    "{name}={value}: must be {rule}.",
                    name=name,
                    value=str(value)[:40],
                    rule=" | ".join(known),
                )

    def _check_size(self) -> None:
        if not self.axes or len(set(self.names)) < len(self.axes) or len(self.axes) > MOST_AXES:
            raise ParameterError(
                "{count} settings to vary: choose between 1 and {most}, each once.",
                count=len(self.axes),
                most=MOST_AXES,
            )
        trials = self.combinations if self.grid else self.trials
        if not 1 <= trials <= MOST:
            raise ParameterError(
                "{trials} trials: between 1 and {most} can be asked for; leave out values or"
                " settings, or draw some of them by chance.",
                trials=f"{trials:,}",
                most=MOST,
            )

    def _check_goals(self) -> None:
        if not 1 <= len(self.goals) <= 2 or len(set(self.goals)) < len(self.goals):
            raise ParameterError(
                "{count} scores to reach: choose one, or two that differ.", count=len(self.goals)
            )
        others = [name for name in self.names if name in _OTHER_SUMS]
        if LOSS in self.goals and others:
            raise ParameterError(
                "loss: with another {name} a model minimises another sum, so losses cannot be"
                " compared; choose a score of the vectors, or do not vary {name}.",
                name=others[0],
            )
        if self.pruner != NO_PRUNER and (len(self.goals) > 1 or SPEED in self.goals):
            raise ParameterError(
                "pruner={pruner}: trials can be cut short by one score of the vectors or the loss;"
                " choose such a goal, or none.",
                pruner=self.pruner,
            )


def from_dict(said: Mapping[str, Any]) -> Plan:
    """The plan that `to_dict` took apart.

    Raises
    ------
    StudyError
        If it was not written by this version.
    """
    try:
        axes = tuple(Axis(one["name"], tuple(one["stops"])) for one in said["axes"])
        more = {
            "axes": axes,
            "goals": tuple(said["goals"]),
            "recipe": Recipe(**said["recipe"]),
            "knobs": Knobs(**said["knobs"]),
        }
        return Plan(**{**said, **more})
    except (KeyError, TypeError, ValueError) as cause:  # ParameterError is a ValueError
        raise StudyError(
            "This study was kept by another version of Pushpull and cannot be opened; begin a new"
            " one."
        ) from cause
