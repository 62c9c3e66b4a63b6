"""Frame of a run, and the watch that asks for it: frozen, so that nothing moves under a reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from explorer.runs.map.map_view import MapView

if TYPE_CHECKING:
    from engine.errors import EngineError
    from engine.settings import Knobs
    from engine.training.progress import Progress
    from engine.training.target import Target
    from explorer.runs.ghost import GhostView
    from explorer.runs.history import Change, Speed
    from explorer.runs.map.colours import Paint
    from explorer.runs.map.layout import Layout

State = Literal["running", "paused", "done", "error"]


@dataclass(frozen=True, slots=True)
class Watch:
    """What is on screen: how many words the map shows, and the word selected.

    `moment` asks for the map as it was after so many tokens instead of the newest; `plane` says
    what kind of map.
    """

    words: int = 0
    moment: int | None = None
    selection: str | None = None
    neighbours: int = 10
    plane: MapView = field(default_factory=MapView)


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
    paint: Paint | None = None  # colours that the words themselves do not bring
    moments: tuple[int, ...]  # tokens at which there is a map
    selection: str | None
    neighbours: tuple[tuple[str, float], ...]
    target: Target | None  # what is trained next, or was in the step on screen; None at the goal
    made: bool  # whether a step is on screen
    line: str = ""  # stays when a run goes on from an earlier moment, while `run` changes
    checkpoints: tuple[int, ...] = (0,)  # tokens from which the run can go on
    ghost: GhostView | None = None
    partner: str = ""  # of a k-mer selected its reverse complement
