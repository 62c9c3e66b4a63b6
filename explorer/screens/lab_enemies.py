"""Lab 6: whom the noise draws, whether it is drawn so, and what helps."""

from __future__ import annotations

import streamlit as st

from explorer.panes import lab, lab_enemies


def render() -> None:
    """Draw the page."""
    lab.head("choose-your-enemies")
    lab_enemies.noise()
    left, right = st.columns(2, gap="large")
    with left:
        lab_enemies.draws()
    with right:
        lab_enemies.grid()
