"""The page of a lecture hall: map and loss, large, on white."""

from __future__ import annotations

import streamlit as st

from explorer.panes import header, live, projector


def render() -> None:
    """Draw the page."""
    st.set_page_config("Pushpull", page_icon=header.ICON, layout="wide")
    projector.style()
    header.notices()
    live.live_view()
    projector.leave()
