"""Lab 1: what one step does, whether its signs hold, and what happens where nothing pushes."""

from __future__ import annotations

import streamlit as st

from explorer.labs.one_step import pane
from explorer.parts import lab_page


def render() -> None:
    """Draw the page."""
    lab_page.head("one-step")
    pane.step()
    left, right = st.columns(2, gap="large")
    with left:
        pane.signs()
    with right:
        pane.ray()
