"""The knobs: what a visitor turns while a run trains."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, cast

import streamlit as st

from engine.errors import phrase
from engine.settings import Knobs, range_of
from explorer import session
from explorer.panes import turning
from explorer.texts import say

if TYPE_CHECKING:
    from dataclasses import Field

LABELS = {
    "negatives": phrase("negatives k"),
    "window": phrase("window"),
    "subsample": phrase("subsample t"),
    "noise_exponent": phrase("noise exponent α"),
    "learning_rate": phrase("learning rate"),
    "schedule": phrase("schedule"),
    "epochs": phrase("epochs"),
}
LIVE = ("negatives", "window", "subsample", "noise_exponent", "learning_rate")
MORE = ("schedule", "epochs")
CHOICES = {
    "linear": phrase("falls to almost nothing"),
    "constant": phrase("stays as it is"),
}
_ITEMS = {item.name: item for item in fields(Knobs)}


def knob(name: str, key: str) -> None:
    """The widget of one knob; a turn takes hold at the next block."""
    item = _ITEMS[name]
    span, label = range_of(item), say(LABELS[name])
    asked: dict[str, Any] = {
        "key": key,
        "on_change": turning.turn,
        "args": (name, key),
        "help": say(span.help),
    }
    if span.kind == "choice":
        st.selectbox(label, span.stops, format_func=lambda stop: say(CHOICES[stop]), **asked)
    elif span.kind == "linear":
        _slider(item, label, asked)
    else:
        stops = _with(span.stops, session.value(key))
        st.select_slider(label, stops, format_func=lambda stop: _shown(stop, span.off), **asked)


def _slider(item: Field[Any], label: str, asked: dict[str, Any]) -> None:
    span = range_of(item)
    kind: Any = type(item.default)
    low, high = _ends(item, session.value(asked["key"]))
    st.slider(label, kind(low), kind(high), step=kind(span.step), **asked)


def _ends(item: Field[Any], now: float) -> tuple[float, float]:
    """Where the slider of a linear knob begins and ends."""
    span = range_of(item)
    low, high = span.stops[0], span.stops[-1]
    return min(low, now), high if now <= high else span.high


def stop_after(name: str, by: int) -> float:
    """The value that a knob has so many stops further up its slider (down: less than 0)."""
    item, now = _ITEMS[name], getattr(session.run().knobs, name)
    span = range_of(item)
    if span.kind == "linear":
        low, high = _ends(item, now)
        kind: Any = type(item.default)
        return cast("float", kind(min(max(now + by * span.step, low), high)))
    stops = _with(span.stops, now)
    return cast("float", stops[min(max(stops.index(now) + by, 0), len(stops) - 1)])


def _with(stops: tuple[Any, ...], value: float) -> list[Any]:
    """The stops and a value that a link brought, in order; off (0) stays last."""
    return sorted({*stops, value}, key=lambda stop: (stop == 0, stop))


def _shown(stop: float, off: float | None) -> str:
    return say("off") if stop == off else f"{stop:g}"


@session.pane()
def knobs() -> None:
    """The live knobs in a row; one that a link hides keeps its value."""
    shown = [name for name in LIVE if session.shows(name)]
    turning.follow(session.run().knobs, "knobs", shown)
    for column, name in zip(st.columns(len(shown) or 1, gap="medium"), shown, strict=False):
        with column:
            knob(name, name)
