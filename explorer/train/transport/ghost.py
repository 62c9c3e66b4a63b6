"""The switch for the ghost, and going on from an earlier moment."""

from __future__ import annotations

import streamlit as st

from explorer import session
from explorer.texts import say


def switch() -> None:
    """Whether a turned knob leaves a ghost."""
    run = session.run()
    if session.value("ghost") is None:
        session.put("ghost", run.ghosts)
    model = run.recipe.dimensions * len(run.vocabulary) * 8
    st.toggle(
        say("Keep a ghost"),
        session.value("ghost"),
        key="ghost",
        on_change=_set,
        help=say(
            "When you turn a knob, the run as it was goes on beside yours, in grey: same draws, old"
            " knobs. It is a second model of {size} MB. At full speed yours goes about half as"
            " fast, calm as before. Off forgets it.",
            size=f"{max(model / 1e6, 0.1):,.1f}",
        ),
    )


def _set() -> None:
    session.run().keep_ghosts(on=bool(session.value("ghost")))


def go_on(tokens: object) -> None:
    """Train on from the last model kept by then, and say from where."""
    if not isinstance(tokens, int | float) or not 0 <= tokens < float("inf"):
        return
    run = session.run()
    there = f"{run.branch(int(tokens)):,}"
    told = say("It goes on from {tokens} tokens, with the knobs of now.", tokens=there)
    if run.recipe.threads > 1:
        told += " " + say("Several threads train, so not bit for bit as it went before.")
    st.toast(told)
