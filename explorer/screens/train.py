"""The main page: one screen that moves, and below it what is asked for now and then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from explorer import session
from explorer.panes import (
    alike,
    analogy,
    changed,
    corpus,
    export,
    genome,
    header,
    health,
    kinds_of_words,
    knobs,
    lab,
    live,
    map_options,
    mine,
    network,
    network_scores,
    presets,
    recipe,
    scores,
    sequences,
    standing,
    tracks,
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
    header.busy(corpus.read_pending)  # before widgets are drawn that it changes
    with st.container(key="top", horizontal=True, vertical_alignment="center"):
        header.title()
        _shown("corpus", corpus.choice)
        _shown("words", words.search)
        _shown("presets", presets.experiments)
        _shown("labs", lab.doors)
        _shown("compare", lambda: lab.door("compare"))
        _shown("tune", lambda: lab.door("tune"))
        header.ways(name for name, _ in _BELOW if _stands(name) and name != "changed")
        header.language()
    header.notices()
    _stage()
    for name, draw in _BELOW:
        if _stands(name):
            with st.container(key=f"below-{name}"):
                _when_there(draw)


def _when_there(draw: Callable[[], None]) -> None:
    """Draw what is below the first screen when that is there: it would come half a second later."""
    if session.value("in sight") is not None:
        draw()


def _stage() -> None:
    """What moves, and the hands on it: cells of one grid (`live/page.css`)."""
    with st.container(key="stage"):
        aside, hands, below, corner, foot = (st.container(key=f"cell-{name}") for name in _CELLS)
        live.live_view()  # before all that is slower to draw
        with below:
            transport.transport()
        with corner:
            _shown("map", map_options.options)
        with hands:
            knobs.knobs()
        with aside:
            worked.worked()
            _shown("words", words.drawer)
        with foot:
            standing.above()
            if _stands("scores"):
                tracks.listen()


_CELLS = ("aside", "hands", "below", "corner", "foot")


def _analogies() -> None:
    left, right = st.columns([2, 3], gap="large")
    with left:
        analogy.box()
    with right:
        analogy.explanation()
        analogy.picture()


def _scores() -> None:
    tracks.curves()
    left, right = st.columns(2, gap="large")
    with left:
        scores.planted()
        alike.pairs()
    with right:
        scores.uploaded()
        kinds_of_words.categories()


def _sequences() -> None:
    left, right = st.columns([2, 3], gap="large")
    with left:
        genome.facts()
    with right:
        sequences.questions()


def _text() -> None:
    left, right = st.columns([2, 3], gap="large")
    with left:
        corpus.own()
        _shown("recipe", recipe.recipe)
    with right:
        _shown("health", health.card)


def _away() -> None:
    export.export()
    mine.mine()


def _network() -> None:
    left, right = st.columns([3, 2], gap="large")
    with left:
        network.drawing()
    with right:
        network_scores.scores()


_BELOW = (
    ("changed", changed.changed),
    ("network", _network),
    ("analogy", _analogies),
    ("scores", _scores),
    ("sequences", _sequences),
    ("corpus", _text),
    ("export", _away),
)


_OF = {  # parts that concern some kinds of corpora
    "analogy": ("text",),
    "scores": ("text",),
    "network": ("graph",),
    "sequences": ("genome",),
}


def _stands(name: str) -> bool:
    """Whether a part is on this page: it may be hidden, or concern other corpora."""
    kind = session.run().corpus.kind
    return session.shows(name) and kind in _OF.get(name, (kind,))


def _shown(name: str, draw: Callable[[], None]) -> None:
    """Draw a pane, unless the link hides it."""
    if session.shows(name):
        draw()
