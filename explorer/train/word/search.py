"""A word searched for, or clicked somewhere: the drawer below the box opens for it."""

from __future__ import annotations

import streamlit as st

from explorer import session
from explorer.parts import widget_sync
from explorer.texts import say
from explorer.train.word import drawer as drawers


@session.guarded
def search() -> None:
    """The box to search a word in."""
    st.text_input(
        say("A word, looked into"),
        session.value("search", ""),
        key="search",
        label_visibility="collapsed",
        width=190,
        placeholder=say("look into a word"),
        icon=":material/search:",
        on_change=_heard,
        args=(widget_sync.boxes("search"),),
        validate=widget_sync.another("search"),
    )
    widget_sync.drawn("search")


def _heard(box: int) -> None:
    widget_sync.hear("search", box)


@session.guarded
def drawer() -> None:
    """The drawer of the word; without one it is closed and nothing is computed."""
    if str(session.value("search") or "").strip():
        drawers.drawer()
    else:
        drawers.close()
