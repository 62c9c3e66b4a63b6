"""Widgets and settings kept in step: what a visitor turns, and what was turned elsewhere.

A browser sends the values of all its widgets with every event. A value that Python has just set may
not have reached it yet, and its next event brings the old one back as if somebody had turned it: an
echo. So a widget that is overruled is remembered for a moment, and its old value is not believed.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from explorer import session

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.settings import Knobs, Reading, Recipe

_ECHO = 4.0  # seconds; a busy server hears of what it set itself only so late


def follow(settings: Recipe | Knobs | Reading, mark: str, names: Iterable[str]) -> None:
    """Let widgets show settings that were changed elsewhere: by a link, a button, another tab.

    Only the widgets that the calling pane draws may be named. `mark` tells panes apart.
    """
    values = {name: getattr(settings, name) for name in names}
    new = session.value(f"shown {mark}") != values
    if any(session.value(name) is None for name in values):
        session.put(f"came {mark}", time.monotonic())
    coming = time.monotonic() - session.value(f"came {mark}", 0.0) < _ECHO
    for name, now in values.items():
        shown = session.value(name)
        if shown is None or (new and shown != now):
            overrule(name, now)
        elif coming and shown == now:
            # A busy browser draws the second of two runs: it must hear the value there too.
            session.put(name, now)
    session.put(f"shown {mark}", values)


def overrule(key: str, value: object) -> None:
    """Let a widget show this, and believe none of the values it showed lately."""
    shown = (*_late(key), session.value(key))
    late = tuple(one for one in shown if one != value)
    session.put(f"overruled {key}", (late, time.monotonic(), value))
    session.put(key, value)


def hear(key: str) -> None:
    """A widget has told its value: an echo is answered with what overruled it."""
    if session.value(key) in _late(key):
        session.put(key, session.value(f"overruled {key}")[2])


def _late(key: str) -> tuple[object, ...]:
    """What a widget showed before it was overruled, while an echo of that may come."""
    values, when, _ = session.value(f"overruled {key}", ((), 0.0, None))
    return tuple(values) if time.monotonic() - when < _ECHO else ()


def set_knob(name: str, value: Any) -> None:  # noqa: ANN401 - a value of a knob
    """Turn a knob by another hand than its widget's, which follows."""
    session.run().turn(**{name: value})
    overrule(name, value)
    session.remember_link()


def turn(name: str, key: str) -> None:
    """Ask for the knob that the widget of that key holds, unless it is an echo."""
    run, asked = session.run(), session.value(key)
    now = getattr(run.knobs, name)
    if key not in {name, _fresh(name, now)}:
        return  # a widget that another has replaced
    if asked in _late(key):
        session.put(key, now)
    elif asked != now:
        run.turn(**{name: asked})
        session.remember_link()


def fresh(name: str, value: object) -> str:
    """A key for a widget that only ever shows this value: with another it is another widget.

    For widgets that may be out of the page (in a popover that is shut), which no echo must reach.
    It is said in every run: a browser that opens the popover only now has never heard it.
    """
    key = _fresh(name, value)
    session.put(key, value)
    return key


def _fresh(name: str, value: object) -> str:
    return f"{name}-{value}"
