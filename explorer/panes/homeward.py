"""The way from another page to the run on the main one."""

from __future__ import annotations

import time

import streamlit as st

from explorer import session

_PAGE = "main page"  # the page itself: the entry script puts it there
_ASKED, _FRESH = "go home", 5.0  # seconds


def ask_home() -> None:
    """Turn to the main page when the pane is drawn next: a pane that asks begins with `follow`."""
    session.put(_ASKED, time.monotonic())


def follow() -> None:
    """Turn to the main page if that was asked for."""
    asked: float | None = session.take(_ASKED)
    if asked is not None and time.monotonic() - asked < _FRESH:  # who left meanwhile stays there
        go_home()


def go_home() -> None:
    """Turn to the top of the main page, whatever is on it now."""
    session.put("go to", "top")
    st.switch_page(session.value(_PAGE), query_params=session.link())
