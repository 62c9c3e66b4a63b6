"""Lab 6: whom the noise draws, whether it is drawn so, and what helps."""

from __future__ import annotations

import streamlit as st

from explorer.labs.noise import pane
from explorer.parts import lab_page


def render() -> None:
    """Draw the page."""
    lab_page.head("choose-your-enemies")
    pane.noise()
    left, right = st.columns(2, gap="large")
    with left:
        pane.draws()
    with right:
        pane.grid()
