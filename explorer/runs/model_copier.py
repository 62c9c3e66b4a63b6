"""Copier of a run's model, between two slices, when nothing moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.errors import EngineError
from explorer.runs.history import History

if TYPE_CHECKING:
    import threading

    from engine.training.checkpoint import Checkpoint
    from explorer.runs.trajectory import Trajectory

_PATIENCE = 10.0  # seconds


class ModelCopier:
    """Guarded by the run's gate; the thread serves it, anybody may ask."""

    def __init__(self, gate: threading.Condition) -> None:
        self._gate = gate
        self._asking = 0
        self._copy: tuple[Checkpoint, History] | None = None

    def serve(self, trajectory: Trajectory) -> None:
        """Make the copy that is asked for; the run's thread, which holds the gate."""
        if self._asking and self._copy is None:
            self._copy = _copied(trajectory)
            self._gate.notify_all()

    def copy(self, trajectory: Trajectory, thread: threading.Thread) -> tuple[Checkpoint, History]:
        """The model and its record at one moment; those who ask at once share a copy.

        Of a run that is closed it is made here. Raises `EngineError` after ten seconds.
        """
        with self._gate:
            self._asking += 1
            self._gate.notify_all()
            try:
                self._gate.wait_for(
                    lambda: self._copy is not None or not thread.is_alive(), timeout=_PATIENCE
                )
                if self._copy is not None:
                    return self._copy
            finally:
                self._asking -= 1
                if not self._asking:
                    self._copy = None
        if thread.is_alive():
            raise EngineError("The run is too busy to be copied now; pause it and try again.")
        return _copied(trajectory)


def _copied(trajectory: Trajectory) -> tuple[Checkpoint, History]:
    record = trajectory.record
    return trajectory.trainer.checkpoint(), History.of(record.history, record.changes)
