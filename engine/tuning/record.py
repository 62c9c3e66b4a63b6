"""Record of a trial: where it stands, its settings, scores, curve, and a map of a few words.

In the database a trial has one JSON attribute, `result`; its map is an attribute of the study, for
a map by UMAP may come when the trial is over. Others may write to a database: what does not read as
it should is passed over.
"""

from __future__ import annotations

import base64
import binascii
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.errors import ParameterError
from engine.tuning.space import settings_with

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from optuna.trial import FrozenTrial

    from engine.arrays import Floats
    from engine.tuning.plan import Plan
    from engine.tuning.trial import Point

State = Literal["waiting", "running", "done", "pruned", "failed"]
Places: TypeAlias = NDArray[np.int16]
DIVERGED, UNSCORED, TOO_FEW = "diverged", "unscored", "too few"
FAULTS: Final = (DIVERGED, UNSCORED, TOO_FEW)
_REACH = 2.6  # root mean square distances from the centre to the edge of a map
_MOST = 200 * 4  # bytes of a map
_STATES: Final[dict[str, State]] = {
    "WAITING": "waiting",
    "RUNNING": "running",
    "COMPLETE": "done",
    "PRUNED": "pruned",
    "FAIL": "failed",
}


@dataclass(frozen=True, slots=True)
class Map:
    """Where the words of a thumbnail lie: `places` (M, 2), of which 32,767 is the edge."""

    kind: Literal["pca", "umap"]
    places: Places

    @property
    def positions(self) -> Floats:
        """The places between −1 and 1, (M, 2)."""
        return self.places.astype(np.float32) / np.float32(32_767)


@dataclass(frozen=True, slots=True)
class Rung:
    """A trial at a share (0 … 1) of its tokens: its loss since the last, in nats, and its score."""

    share: float
    loss: float | None
    score: float | None


@dataclass(frozen=True, slots=True)
class Trial:
    """One trial as it is now; `values` are the settings varied, by name."""

    number: int
    state: State
    values: dict[str, Any]
    share: float = 0.0
    scores: dict[str, float] = field(default_factory=dict)
    curve: tuple[Rung, ...] = ()
    fault: str = ""
    map: Map | None = None


def map_of(positions: Floats, kind: Literal["pca", "umap"]) -> Map:
    """The map of positions (M, 2) about their centre, at a root mean square distance of 1."""
    scaled = np.clip(positions / _REACH, -1.0, 1.0) * 32_767
    return Map(kind, np.round(np.nan_to_num(scaled)).astype(np.int16))


def rungs(points: Iterable[Point]) -> tuple[Rung, ...]:
    """What is kept of a curve."""
    return tuple(Rung(point.share, point.loss, point.score) for point in points)


def map_to_dict(found: Map) -> list[str]:
    """A map as plain JSON."""
    return [found.kind, base64.b64encode(found.places.astype("<i2").tobytes()).decode()]


def trial_to_dict(trial: Trial) -> dict[str, Any]:
    """What becomes the attribute `result`."""
    curve = [[rung.share, rung.loss, rung.score] for rung in trial.curve]
    return {"scores": trial.scores, "curve": curve, "fault": trial.fault}


def trial_from_frozen(
    frozen: FrozenTrial, plan: Plan, attributes: Mapping[str, Any]
) -> Trial | None:
    """The trial that a database tells of; None for one that was interrupted, or is none of ours."""
    values = {**frozen.system_attrs.get("fixed_params", {}), **frozen.params}
    state, result = _STATES[frozen.state.name], frozen.user_attrs.get("result")
    if not _ours(plan, values) or (result is None and state in {"failed", "pruned", "done"}):
        return None
    try:
        told = result or {"scores": {}, "curve": [], "fault": ""}
        curve = tuple(Rung(*map(_number, rung)) for rung in told["curve"])  # type: ignore[arg-type] # three of them
        scores = {str(name): float(score) for name, score in told["scores"].items()}
        fault = told["fault"] if told["fault"] in FAULTS else ""
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    share = 1.0 if state == "done" else curve[-1].share if curve else 0.0
    found = _map_of(attributes.get(f"map {frozen.number}"))
    return Trial(frozen.number, state, values, share, scores, curve, fault, found)


def _ours(plan: Plan, values: dict[str, Any]) -> bool:
    """Whether these are values of the plan's axes."""
    try:
        settings_with(plan.recipe, plan.knobs, values)
    except (ParameterError, TypeError):
        return False
    return set(values) == set(plan.names)


def _number(value: Any) -> float | None:  # noqa: ANN401 - whatever JSON holds
    number = None if value is None else float(value)
    return number if number is None or math.isfinite(number) else None


def _map_of(told: Any) -> Map | None:  # noqa: ANN401 - whatever JSON holds
    try:
        kind, text = told
        places = np.frombuffer(base64.b64decode(text, validate=True), "<i2").reshape(-1, 2)
    except (TypeError, ValueError, binascii.Error):
        return None
    fits = kind in {"pca", "umap"} and places.nbytes <= _MOST
    return Map(kind, places) if fits else None
