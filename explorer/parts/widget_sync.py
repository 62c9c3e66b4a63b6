"""Widgets and settings kept in step: what a visitor turns, and what was turned elsewhere.

A browser sends the values of all its widgets with every event. A value that Python has just set may
not have reached it yet, and its next event brings the old one back as if somebody had turned it: an
echo. So a widget that is overruled is remembered for a moment, and its old value is not believed.
"""

from __future__ import annotations

import time
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from engine.settings import Knobs, accepts
from explorer import session

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from engine.settings import Reading, Recipe

_ITEMS = {item.name: item for item in fields(Knobs)}
_ECHO = 4.0  # seconds; a busy server hears of what it set itself only so late


def follow(settings: Recipe | Knobs | Reading, mark: str, names: Iterable[str]) -> None:
    """Let widgets show settings that were changed elsewhere: by a link, a button, another tab.

    Only the widgets that the calling pane draws may be named. `mark` tells panes apart.
    """
    values = {name: getattr(settings, name) for name in names}
    new = session.value(f"shown {mark}") != values
    for name, now in values.items():
        shown = session.value(name)
        if shown is None or (new and shown != now):
            overrule(name, now)
    session.put(f"shown {mark}", values)


def overrule(key: str, value: object) -> None:
    """Let a widget show this, and believe none of the values it showed lately."""
    shown = (*_late(key), session.value(key))
    late = tuple(one for one in shown if one != value)
    session.put(f"overruled {key}", (late, time.monotonic(), value))
    session.put(key, value)


def hear(key: str, box: int) -> None:
    """A box has told its value: an echo is answered with what overruled it.

    So is a box whose place another takes (`refill`), whatever it says. Once that one stands there
    nobody hears the old one, of which a browser tells a last time with what is typed into the new.
    """
    if box != boxes(key) and session.value(f"drawn {key}") == boxes(key):
        return
    if box != boxes(key) or session.value(key) in _late(key):
        session.put(key, session.value(f"overruled {key}")[2])


def chosen(key: str, options: Collection[Any]) -> Any:  # noqa: ANN401 - one of any options
    """What a widget holds of these options; what it held last, or the first, if it is none of them.

    A browser tells options by their labels. In the moment in which the language changes it tells
    those of the language before, which are none of these.
    """
    now = session.value(key)
    if now not in options:
        last = session.value(f"chosen {key}")
        now = last if last in options else next(iter(options))
        session.put(key, now)
    session.put(f"chosen {key}", now)
    return now


def chosen_all(key: str, options: Collection[Any]) -> list[Any]:
    """Those of these options that a widget of several holds; as `chosen`, but it may be none."""
    now = session.value(key)
    found = [one for one in now if one in options]
    if len(found) < len(now):
        last = session.value(f"chosen {key}", [])
        session.put(key, found := [one for one in last if one in options] or found)
    session.put(f"chosen {key}", found)
    return found


def place(key: str, options: Sequence[object]) -> int:
    """Where the value of a widget stands among its options.

    Every widget whose value Python sets is given that as its default too. The value set is told
    once, in one run; a browser that draws only the next one would show the least there is, and
    tell it as if somebody had turned it. The default is told in every run.
    """
    return options.index(chosen(key, options))


def refill(key: str, value: str = "") -> None:
    """Let a box that holds this take a box's place under the same key.

    What was in the one before cannot come back by an echo, however late, so whatever a visitor
    types next is believed, also what was there.
    """
    session.put(f"boxes {key}", boxes(key) + 1)
    session.put(f"overruled {key}", ((), 0.0, value))
    session.put(key, value)


def boxes(key: str) -> int:
    """How many boxes have stood under this key before the one of now."""
    return int(session.value(f"boxes {key}", 0))


def drawn(key: str) -> None:
    """The box of now stands on the page."""
    session.put(f"drawn {key}", boxes(key))


def another(key: str) -> str:
    """What makes a box another one to Streamlit: a rule that every text fulfils, for `validate`."""
    return rf"[\s\S]*|{boxes(key)}"


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
    if asked in _late(key) or not accepts(_ITEMS[name], asked):  # a label of another language
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
