"""A word searched for, or clicked somewhere: the drawer below the box opens for it."""

from __future__ import annotations

import streamlit as st

from explorer import session
from explorer.panes import drawer
from explorer.texts import say


@session.guarded
def search() -> None:
    """The box to search a word in; empty, the drawer is closed and nothing is computed."""
    st.text_input(
        say("A word, looked into"), key="search", placeholder=say("a word, or click one on the map")
    )
    if str(session.value("search") or "").strip():
        drawer.drawer()
    else:
        drawer.closed()
