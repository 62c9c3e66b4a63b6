"""Pace of a run: from one step a second, to be read, to all that the machine can."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from engine.training.slices import slices

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.settings import Knobs
    from engine.training.progress import Progress
    from engine.training.trainer import SkipGram

Speed = Literal["one", "ten", "calm", "full"]
SPEEDS: Final[tuple[Speed, ...]] = ("one", "ten", "calm", "full")
CALM: Final = 90.0  # seconds a calm run takes for the epochs it began with, if the machine can
_STEPS: Final[Mapping[str, float]] = {"one": 1.0, "ten": 10.0}  # targets a second
_SLICE = 0.05  # seconds a slot is held
_CALM_SLICE = 0.1  # seconds between the slices of a calm run
_MOST = 10_000  # targets of one calm slice: a turned knob waits no longer


def one_slice(
    trainer: SkipGram, knobs: Callable[[], Knobs], speed: Speed, calm: float, last: Progress | None
) -> Progress | None:
    """Train what the speed has in a slice; None at the goal.

    `calm` is the tokens a second of a calm run and `last` what was measured before this slice.
    """
    if speed == "full":
        return next(slices(trainer, knobs, _SLICE), None)
    now = knobs()
    if trainer.finished(now):
        return None
    return trainer.targets(now, 1 if speed in _STEPS else _calm_targets(calm, last))


def _calm_targets(calm: float, last: Progress | None) -> int:
    """As many as there are in a tenth of a second's tokens, by the share that were targets."""
    share = 0.5 if last is None else last.targets / max(1, last.passed)
    return min(1 + int(calm * _CALM_SLICE * max(share, 0.01)), _MOST)


def seconds(speed: Speed, progress: Progress, calm: float) -> float:
    """How long a slice is to take, its rest included; 0: as short as it can."""
    if speed in _STEPS:
        return progress.targets / _STEPS[speed]
    return progress.passed / calm if speed == "calm" else 0.0
