"""Network section of the main page: the drawn graph, and what its vectors know."""

from __future__ import annotations

import streamlit as st

from engine.errors import phrase
from explorer.network.drawing import pane as network
from explorer.network.scores import pane as network_scores
from explorer.parts.section import Section


def _draw() -> None:
    left, right = st.columns([3, 2], gap="large")
    with left:
        network.drawing()
    with right:
        network_scores.scores()


SECTION = Section("network", phrase("Network"), _draw, ("graph",), network.LIVE_NODES)
