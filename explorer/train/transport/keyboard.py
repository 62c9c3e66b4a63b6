"""Keyboard of the page: the transport, and a knob turned stop by stop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from explorer.parts import widget_sync
from explorer.parts.settings import knobs
from explorer.train.transport import ghost, pane

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

KNOBS: Final = ("negatives", "window", "subsample", "noise_exponent")  # keys 1 to 4
_MOST: Final = 100  # stops at once
_ACTS: Final[Mapping[str, Callable[[], None]]] = {
    "toggle": pane.toggle,
    "step": pane.one_step,
    "rewind": pane.rewind,
}


def pressed(what: Mapping[str, object]) -> None:
    """Do what a key asked for; what no key of ours asks for is not done."""
    act, knob, by = what.get("act"), what.get("knob"), what.get("by")
    if act == "turn" and knob in KNOBS and isinstance(by, int | float) and abs(by) <= _MOST:
        widget_sync.set_knob(str(knob), knobs.stop_after(str(knob), round(by)))
    elif act == "branch":
        ghost.go_on(what.get("tokens"))
    elif isinstance(act, str) and act in _ACTS:
        _ACTS[act]()
