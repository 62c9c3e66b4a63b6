"""The transport: rewind, play, pause, single steps, the speed, and a new model."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from engine.errors import phrase
from explorer import session
from explorer.parts import widget_sync
from explorer.runs.pace import SPEEDS
from explorer.texts import say
from explorer.train.transport import ghost

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPEEDS = {
    "one": phrase("1 step a second"),
    "ten": phrase("10 steps a second"),
    "calm": phrase("calm"),
    "full": phrase("full speed"),
}
_MANY = 1000


@session.pane()
def transport() -> None:
    """The buttons in a row; no help on them: with it Streamlit puts two under one key."""
    run = session.run()
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="transport"):
        st.button(say("Rewind"), key="rewind", icon=":material/skip_previous:", on_click=rewind)
        st.button(say("Play"), key="play", icon=":material/play_arrow:", on_click=play)
        st.button(say("Pause"), key="pause", icon=":material/pause:", on_click=run.pause)
        st.button(say("1 step"), key="one_step", icon=":material/skip_next:", on_click=one_step)
        st.button(
            say("1,000"),
            key="thousand_steps",
            icon=":material/fast_forward:",
            on_click=_thousand_steps,
        )
        _speed()
        seed = (run.recipe.seed + 1) % 2**31
        st.button(
            say("New model, seed {seed}", seed=seed),
            key="new_seed",
            type="tertiary",
            on_click=_new_seed,
            args=(seed,),
        )
        ghost.switch()
        with st.container(key="apart"):
            st.caption(
                say("Keys: space play or pause · → 1 step · R rewind · 1–4 a knob, + and − turn it")
            )


@contextmanager
def _whole_page() -> Iterator[None]:
    """Draw the other panes too if a worked step came or went."""
    before = session.run().worked
    yield
    if session.run().worked is not before:
        st.rerun()


def _speed() -> None:
    if session.value("speed") is None:
        session.put("speed", session.run().speed)
    st.select_slider(
        say("speed"),
        SPEEDS,
        widget_sync.chosen("speed", SPEEDS),
        key="speed",
        on_change=_set_speed,
        width=140,
        label_visibility="collapsed",
        format_func=lambda speed: say(_SPEEDS[speed]),
        help=say(
            "Calm: a run takes about a minute and a half, so that you can watch and turn. "
            "Full speed: as fast as this machine trains."
        ),
    )


def _set_speed() -> None:
    session.run().go_at(widget_sync.chosen("speed", SPEEDS))


def play() -> None:
    """Go on; a run at its goal takes one more epoch."""
    run = session.run()
    with _whole_page():
        if run.state == "done":
            run.one_more_epoch()
        else:
            run.play()


def toggle() -> None:
    """Pause a run that plays, play one that does not."""
    run = session.run()
    if run.playing:
        run.pause()
    else:
        play()


def rewind() -> None:
    """Back to the same start."""
    with _whole_page():
        session.run().rewind()


def one_step() -> None:
    """Rest, and make one step: one target, its window and its noise words."""
    with _whole_page():
        session.run().step()


def _thousand_steps() -> None:
    with _whole_page():
        session.run().step(_MANY)


def _new_seed(seed: int) -> None:
    with _whole_page():
        session.run().rewind(seed)
        session.remember_link()
