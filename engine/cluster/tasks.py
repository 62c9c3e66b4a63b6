"""Protocol of whatever carries out trials for `pool.Trials`."""

from __future__ import annotations

from typing import Any, Protocol

Step = tuple[int, Any] | tuple[int]  # a trial's number and its next value; without one: its end


class Tasks(Protocol):
    """Trials under way, each known by a number."""

    def start(self, number: int, job: Any) -> None:  # noqa: ANN401 - whatever the caller's jobs are
        """Begin a trial."""

    def step(self) -> Step:
        """Wait for the next value of any trial, or for the end of one.

        Raises
        ------
        Lost
            If the machine of a trial died.
        """

    def drop(self, number: int) -> None:
        """Make no further value of a trial; its end is still told."""

    def close(self) -> None:
        """Drop all."""


class Lost(Exception):  # noqa: N818 - not an error yet: the trial is begun anew
    """The machine of a trial is gone; `number` says of which."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number
