"""The way from another page to the run on the main one."""

from __future__ import annotations

import streamlit as st

from explorer import session

_PAGE = "main page"  # the page itself: the entry script puts it there
_ASKED = "go home"


def ask_home() -> None:
    """Turn to the main page when the pane is drawn next: a pane that asks begins with `follow`."""
    session.put(_ASKED, True)


def follow() -> None:
    """Turn to the main page if that was asked for."""
    if session.take(_ASKED):
        go_home()


def go_home() -> None:
    """Turn to the top of the main page, whatever is on it now."""
    session.put("go to", "top")
    st.switch_page(session.value(_PAGE), query_params=session.link())
