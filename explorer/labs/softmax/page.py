"""Lab 2: what a pair costs by full softmax and by its rivals, and who learns first."""

from __future__ import annotations

import streamlit as st

from explorer.labs.softmax.cost import pane as lab_softmax
from explorer.labs.softmax.rest import pane as lab_rest
from explorer.parts import lab_page


def render() -> None:
    """Draw the page."""
    lab_page.head("why-not-softmax")
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
