"""Lab 2: what a pair costs by full softmax and by its rivals, and who learns first."""

from __future__ import annotations

import streamlit as st

from explorer.panes import lab, lab_rest, lab_softmax


def render() -> None:
    """Draw the page."""
    lab.head("why-not-softmax")
    left, right = st.columns(2, gap="large")
    with left:
        lab_softmax.rows()
    with right:
        lab_softmax.times()
    left, right = st.columns(2, gap="large")
    with left:
        lab_softmax.race()
    with right:
        lab_softmax.bill()
        lab_rest.rest()
