"""A model in training with all that is written down of it; a rewind or a branch begins another."""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING

from engine.errors import DivergenceError, EngineError
from explorer.runs.checkpoints import Checkpoints
from explorer.runs.ghost import Ghost, leaves_one
from explorer.runs.history import History
from explorer.runs.snapshot import Snapshot

if TYPE_CHECKING:
    from engine.settings import Knobs
    from engine.training.trainer import SkipGram
    from explorer.runs.map.maps import Maps

_log = logging.getLogger(__name__)


class Trajectory:
    """What readers see together changes together: a run replaces its trajectory whole.

    Only the run's thread trains it and writes into it.
    """

    def __init__(
        self,
        trainer: SkipGram,
        knobs: Knobs,
        maps: Maps,
        record: History | None = None,
        checkpoints: Checkpoints | None = None,
    ) -> None:
        self.name = secrets.token_hex(8)  # screens forget what they know of another
        self.trainer, self.in_force, self.maps = trainer, knobs, maps
        self.record = record or History()
        goal = knobs.epochs * trainer.epoch_size
        self.checkpoints = checkpoints or Checkpoints(trainer, goal)
        self.snapshot = Snapshot(trainer)
        self.error: EngineError | None = None
        self.ghost: Ghost | None = None
        self.lost: EngineError | None = None  # why there is no ghost any more

    def take(self, knobs: Knobs, *, ghosts: bool) -> None:
        """Bring the knobs of the next block into force; what differs is written down."""
        if knobs == self.in_force or self.trainer.finished(knobs):
            return
        if ghosts and self.ghost is None and leaves_one(self.in_force, knobs):
            self._fork()
        self.record.turned(self.in_force, knobs, self.trainer.position.tokens)
        self.in_force = knobs

    def _fork(self) -> None:
        """Let the run go on unturned beside itself, as long as nobody forgets it."""
        try:
            self.ghost, self.lost = Ghost(self.trainer, self.in_force), None
        except Exception as error:
            self._lose(error)

    @property
    def ghost_behind(self) -> bool:
        """Whether the ghost has not yet come as far."""
        ghost = self.ghost
        return ghost is not None and ghost.behind(self.trainer.position, self.in_force.epochs)

    def lead(self) -> None:
        """Let the ghost train for a slice; one that fails is dropped."""
        ghost = self.ghost
        try:
            if ghost is not None:
                ghost.follow(self.trainer.position, self.in_force.epochs)
        except Exception as error:
            self._lose(error)

    def _lose(self, error: Exception) -> None:
        """The ghost is gone, with a sentence; whatever befell it, the run goes on."""
        self.ghost = None
        if isinstance(error, DivergenceError):
            self.lost = EngineError(
                "Without the turn the vectors grew beyond all bounds: the ghost was dropped, and"
                " your run goes on."
            )
        elif isinstance(error, EngineError):
            self.lost = error
        else:
            _log.error("a ghost failed", exc_info=error)
            self.lost = EngineError("The ghost failed and was dropped; your run goes on.")

    def forget_ghost(self) -> None:
        """No ghost any more; the next turn may leave another."""
        self.ghost = self.lost = None

    def back_to(self, trainer: SkipGram, knobs: Knobs) -> Trajectory:
        """Another trajectory of a trainer that was taken back: what came after it is forgotten."""
        tokens = trainer.position.tokens
        self.maps.back_to(tokens)
        record, checkpoints = self.record.back_to(tokens), self.checkpoints.back_to(tokens)
        return Trajectory(trainer, knobs, self.maps, record, checkpoints)
