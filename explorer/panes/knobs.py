"""Transport and knobs: what a visitor does to a run while it trains."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

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
    now = session.value(asked["key"])
    low, high = min(span.stops[0], now), span.stops[-1] if now <= span.stops[-1] else span.high
    st.slider(label, kind(low), kind(high), step=kind(span.step), **asked)


def _with(stops: tuple[Any, ...], value: float) -> list[Any]:
    """The stops and a value that a link brought, in order; off (0) stays last."""
    return sorted({*stops, value}, key=lambda stop: (stop == 0, stop))


def _shown(stop: float, off: float | None) -> str:
    return say("off") if stop == off else f"{stop:g}"


@session.pane()
def transport() -> None:
    """Play, pause, rewind, and what else a run can be told."""
    run = session.run()
    with st.container(horizontal=True, gap="small", key="transport"):
        # No help on these: with it Streamlit puts two buttons under one key.
        st.button(say("Rewind"), key="rewind", icon=":material/skip_previous:", on_click=_rewind)
        st.button(say("Play"), key="play", icon=":material/play_arrow:", on_click=_play)
        st.button(say("Pause"), key="pause", icon=":material/pause:", on_click=run.pause)
        st.segmented_control(
            say("speed"), [True, False], key="calm", required=True, label_visibility="collapsed",
            default=run.calm, on_change=_set_speed,
            format_func=lambda calm: say("calm") if calm else say("full speed"),
            help=say("Calm: a run takes about a minute and a half, so that you can watch and turn. "
                     "Full speed: as fast as this machine trains."),
        )  # fmt: skip
        with st.popover(say("More"), icon=":material/tune:"):
            for name in filter(session.shows, MORE):
                knob(name, turning.fresh(name, getattr(run.knobs, name)))
            st.button(say("One more epoch"), key="one_more_epoch", on_click=run.one_more_epoch)
            st.button(
                say("New seed (now {seed})", seed=run.recipe.seed), key="new_seed",
                on_click=_new_seed, help=say("Begin again from another random start"),
            )  # fmt: skip


@session.pane()
def knobs() -> None:
    """The live knobs in a row; one that a link hides keeps its value."""
    shown = [name for name in LIVE if session.shows(name)]
    turning.follow(session.run().knobs, "knobs", shown)
    for column, name in zip(st.columns(len(shown) or 1, gap="medium"), shown, strict=False):
        with column:
            knob(name, name)


def _play() -> None:
    run = session.run()
    if run.state == "done":
        run.one_more_epoch()
    else:
        run.play()


def _rewind() -> None:
    session.run().rewind()


def _new_seed() -> None:
    run = session.run()
    run.rewind((run.recipe.seed + 1) % 2**31)
    session.remember_link()


def _set_speed() -> None:
    session.run().calm = bool(session.value("calm", default=True))
