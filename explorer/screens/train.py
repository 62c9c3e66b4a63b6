"""The main page: what it reads, what it does, where the words go, how well."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from explorer.panes import (
    analogy,
    corpus,
    export,
    header,
    health,
    knobs,
    live,
    recipe,
    scores,
    transport,
    words,
    worked,
)

_ICON = Path(__file__).parent.parent / "icon.png"  # a named icon would be fetched from afar


def render() -> None:
    """Draw the page."""
    st.set_page_config("Pushpull", page_icon=_ICON, layout="wide")
    header.style()
    sidebar = st.sidebar.container()
    left, right = st.columns([3, 7], vertical_alignment="center")
    with left:
        header.title()
    with right:
        transport.transport()
    header.notices()
    knobs.knobs()
    left, right = st.columns([7, 3], gap="medium")
    with left:
        live.live_view()  # before all that is slower to draw
        worked.worked()
    with sidebar:
        header.language()
        corpus.corpus()
        recipe.recipe()
    with right:
        words.search()
        analogy.box()
    left, right = st.columns(2, gap="medium")
    with left:
        analogy.picture()
    with right:
        scores.planted()
    health.card()
    export.export()
