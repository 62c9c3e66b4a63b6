"""The knobs: what a visitor turns while a run trains."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, cast

import streamlit as st

from engine.errors import phrase
from engine.ranges import range_of
from engine.settings import Knobs, accepts
from explorer import session
from explorer.parts import widget_sync
from explorer.parts.settings import sampler
from explorer.texts import say

if TYPE_CHECKING:
    from dataclasses import Field

    from explorer.runs.run import Run

LABELS = {
    "negatives": phrase("negatives k"),
    "window": phrase("window"),
    "subsample": phrase("subsample t"),
    "noise_exponent": phrase("noise exponent α"),
    "learning_rate": phrase("learning rate"),
    "schedule": phrase("schedule"),
    "epochs": phrase("epochs"),
    "correction": phrase("other noise than by frequency"),
    "p": phrase("return p"),
    "q": phrase("in–out q"),
    "walk_length": phrase("walk length"),
    "walks_per_node": phrase("walks per node"),
}
LIVE = (
    "negatives",
    "window",
    "subsample",
    "noise_exponent",
    "learning_rate",
    "p",
    "q",
)
MORE = ("schedule", "epochs", "walk_length", "walks_per_node")
NOISE = ("correction",)  # below the sampler
CHOICES = {
    "linear": phrase("falls to almost nothing"),
    "constant": phrase("stays as it is"),
    "none": phrase("pushes as it is drawn"),
    "weight": phrase("is weighed, as if it were by frequency"),
    "mask": phrase("spares words that meet in the text"),
}
_SEEN = 50  # values of a knob
_ITEMS = {item.name: item for item in fields(Knobs)}


def knob(name: str, key: str) -> None:
    """The widget of one knob; a turn takes hold at the next block."""
    item = _ITEMS[name]
    if not accepts(item, session.value(key)):  # a label of another language
        session.put(key, getattr(session.run().knobs, name))
    span, label = range_of(item), say(LABELS[name])
    asked: dict[str, Any] = {
        "key": key,
        "on_change": widget_sync.turn,
        "args": (name, key),
        "help": say(span.help),
    }
    if span.kind == "choice":
        st.selectbox(
            label,
            span.stops,
            widget_sync.place(key, span.stops),
            format_func=lambda stop: say(CHOICES[stop]),
            **asked,
        )
    elif span.kind == "linear":
        _slider(item, label, asked)
    else:
        stops = _stops(item, session.value(key))
        st.select_slider(
            label,
            stops,
            session.value(key),
            format_func=lambda stop: _shown(stop, span.off),
            **asked,
        )


def _slider(item: Field[Any], label: str, asked: dict[str, Any]) -> None:
    span = range_of(item)
    kind: Any = type(item.default)
    now = kind(session.value(asked["key"]))
    low, high = _ends(item, now)
    st.slider(label, kind(low), kind(high), now, step=kind(span.step), **asked)


def _ends(item: Field[Any], now: float) -> tuple[float, float]:
    """Where the slider of a linear knob begins and ends."""
    span, seen = range_of(item), _seen(item, now)
    low, high = span.stops[0], span.stops[-1]
    return min(low, *seen), high if max(seen) <= high else span.high


def stop_after(name: str, by: int) -> float:
    """The value that a knob has so many stops further up its slider (down: less than 0)."""
    item, now = _ITEMS[name], getattr(session.run().knobs, name)
    span = range_of(item)
    if span.kind == "linear":
        low, high = _ends(item, now)
        kind: Any = type(item.default)
        return cast("float", kind(min(max(now + by * span.step, low), high)))
    stops = _stops(item, now)
    return cast("float", stops[min(max(stops.index(now) + by, 0), len(stops) - 1)])


def _stops(item: Field[Any], now: float) -> list[Any]:
    """The stops and the values that links have brought, in order; off (0) stays last."""
    found = {*range_of(item).stops, *_seen(item, now)}
    return sorted(found, key=lambda stop: (stop == 0, stop))


def _seen(item: Field[Any], now: float) -> tuple[float, ...]:
    """The values, that of now among them, which this tab has seen the knob have.

    A slider that has shown one keeps room for it: with other ends or stops it would be another
    widget, and the turns of a quick hand would go to the one before.
    """
    seen: tuple[float, ...] = session.value(f"seen {item.name}", ())
    if now not in seen:
        seen = (*seen, now)[-_SEEN:]
        session.put(f"seen {item.name}", seen)
    return seen


def _shown(stop: float, off: float | None) -> str:
    return say("off") if stop == off else f"{stop:g}"


def _concerns(name: str) -> bool:
    """Whether the corpus is of a kind that the knob means anything to."""
    return range_of(_ITEMS[name]).concerns(session.run().corpus.kind)


@session.pane()
def knobs() -> None:
    """The live knobs, and at their end the seldom ones; one that a link hides keeps its value."""
    shown = [name for name in LIVE if _concerns(name) and session.shows(name)]
    widget_sync.follow(session.run().knobs, "knobs", shown)
    with st.container(key="knobs"):
        for name in shown:
            knob(name, name)
        with st.container(key="seldom"):
            _seldom()


def _seldom() -> None:
    run = session.run()
    with st.popover(say("More"), icon=":material/tune:"):
        for name in filter(session.shows, filter(_concerns, MORE)):
            _held(name, run)
        # How many is said when it is drawn: a press that is reported twice counts once.
        st.button(
            say("One more epoch"),
            key="one_more_epoch",
            on_click=run.one_more_epoch,
            args=(run.one_more,),
        )
        if session.shows("sampler"):
            sampler.sampler()
        for name in filter(session.shows, NOISE):
            _held(name, run)


def _held(name: str, run: Run) -> None:
    """A knob that is another widget after each turn, in a place that keeps the keyboard."""
    with st.container(key=f"hold-{name}"):
        knob(name, widget_sync.fresh(name, getattr(run.knobs, name)))
