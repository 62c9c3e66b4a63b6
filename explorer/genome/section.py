"""Sequences section of the main page: what was read, and four questions to the vectors."""

from __future__ import annotations

import streamlit as st

from engine.errors import phrase
from explorer.genome import facts, pane
from explorer.parts.section import Section


def _draw() -> None:
    left, right = st.columns([2, 3], gap="large")
    with left:
        facts.facts()
    with right:
        pane.questions()


SECTION = Section("sequences", phrase("Sequences"), _draw, ("genome",))
