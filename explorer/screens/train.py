"""The main page: what it reads, what it does, where the words go, how well."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from explorer import session
from explorer.panes import (
    analogy,
    corpus,
    export,
    header,
    health,
    knobs,
    live,
    presets,
    recipe,
    scores,
    transport,
    words,
    worked,
)

if TYPE_CHECKING:
    from collections.abc import Callable


def render() -> None:
    """Draw the page."""
    st.set_page_config("Pushpull", page_icon=header.ICON, layout="wide")
    header.style()
    sidebar = st.sidebar.container()
    left, right = st.columns([3, 7], vertical_alignment="center")
    with left:
        header.title()
    with right:
        transport.transport()
    header.notices()
    knobs.knobs()
    aside = session.shows("words") or session.shows("analogy")
    left, right = st.columns([7, 3], gap="medium") if aside else (st.container(), st.container())
    with left:
        live.live_view()  # before all that is slower to draw
        worked.worked()
    with sidebar:
        header.language()
        _shown("presets", presets.experiments)
        _shown("corpus", corpus.corpus)
        _shown("recipe", recipe.recipe)
    with right:
        _shown("words", words.search)
        _shown("analogy", analogy.box)
    left, right = st.columns(2, gap="medium")
    with left:
        _shown("analogy", analogy.explanation)
        _shown("analogy", analogy.picture)
    with right:
        _shown("scores", scores.planted)
        _shown("scores", scores.uploaded)
    _shown("health", health.card)
    _shown("export", export.export)


def _shown(name: str, draw: Callable[[], None]) -> None:
    """Draw a pane, unless the link hides it."""
    if session.shows(name):
        draw()
