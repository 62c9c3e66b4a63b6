"""What a run reads at this moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.settings import Knobs
    from engine.training.target import Target
    from engine.training.trainer import SkipGram
    from engine.training.worked import Worked


def coming(trainer: SkipGram, knobs: Knobs, worked: Worked | None) -> Target | None:
    """The target of the step on screen, else of the next one; None at the goal.

    Asked while the run's thread trains, it is one that was next a moment ago.
    """
    return worked.target if worked is not None else trainer.upcoming(knobs)
