"""Projector view around the live component: no chrome, a white ground, a way back."""

from __future__ import annotations

import streamlit as st

from explorer import session
from explorer.texts import say
from explorer.train.presets.pane import door


def style() -> None:
    """Nothing of Streamlit's is seen; what has to be said lies above the map."""
    st.html(
        "<style>"
        ".stAppHeader,section.stSidebar,[data-testid=stStatusWidget],"
        "[data-testid=stSidebarCollapsedControl]{display:none!important}"
        ".stApp{background:#fff!important;color-scheme:light}"
        ".st-key-notices{position:fixed;inset:.5rem 20% auto;z-index:1000;background:#fff;"
        "border-radius:8px}"
        ".st-key-notices *{color:#1a1a1a!important}"
        ".st-key-leave{position:fixed;top:4px;right:12px;z-index:1000;width:auto}"
        ".st-key-leave a{font-size:24px;color:#5b5f6b;text-decoration:none}"
        ".st-key-leave a:hover,.st-key-leave a:focus-visible{text-decoration:underline}"
        "</style>"
    )


@session.guarded
def leave_link() -> None:
    """The way back to the whole page."""
    with st.container(key="leave"):
        st.html(door(say("Leave (key P)"), {"view": ""}))
