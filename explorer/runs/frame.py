"""What a reader asks of a run, and what it gets: frozen, so that nothing moves under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from engine.errors import EngineError
    from engine.settings import Knobs
    from engine.training.progress import Progress
    from explorer.runs.projector import Layout
    from explorer.runs.record import Change, Speed

State = Literal["running", "paused", "done", "error"]


@dataclass(frozen=True, slots=True)
class Watch:
    """What is on screen: how many words the map shows, and the word selected.

    `moment` asks for the map as it was after so many tokens instead of the newest.
    """

    words: int = 0
    moment: int | None = None
    selection: str | None = None
    neighbours: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A run at one moment; `layout` and `neighbours` only if the Watch asked for them."""

    run: str
    state: State
    error: EngineError | None
    tokens: int
    goal: int
    epoch: float
    knobs: Knobs
    learning_rate: float
    speed: Speed | None
    history: tuple[Progress, ...]
    changes: tuple[Change, ...]
    layout: Layout | None
    moments: tuple[int, ...]  # tokens at which there is a map
    selection: str | None
    neighbours: tuple[tuple[str, float], ...]
