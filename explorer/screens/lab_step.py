"""Lab 1: what one step does, whether its signs hold, and what happens where nothing pushes."""

from __future__ import annotations

import streamlit as st

from explorer.panes import lab, lab_step


def render() -> None:
    """Draw the page."""
    lab.head("one-step")
    lab_step.step()
    left, right = st.columns(2, gap="large")
    with left:
        lab_step.signs()
    with right:
        lab_step.ray()
