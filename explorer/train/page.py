"""The main page: one screen that moves, and below it what is asked for now and then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engine.errors import phrase
from explorer import session
from explorer.parts import header, lab_page
from explorer.parts.gold import categories, relations, word_pairs
from explorer.parts.section import Section
from explorer.parts.settings import knobs, recipe
from explorer.train import changed, loss_gap, my_data
from explorer.train.analogy import pane as analogy
from explorer.train.export import pane as export
from explorer.train.health import pane as health
from explorer.train.map import options
from explorer.train.map import pane as live
from explorer.train.presets import pane as presets
from explorer.train.score_curves import pane as tracks
from explorer.train.text import corpus
from explorer.train.transport import pane as transport
from explorer.train.word import search
from explorer.train.worked_step import pane as worked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def render(added: Sequence[Section] = ()) -> None:
    """Draw the page, with sections that other features add."""
    changes, *own = _BELOW
    sections = (changes, *added, *own)
    st.set_page_config("Pushpull", page_icon=header.ICON, layout="wide")
    header.style()
    header.busy(corpus.read_pending)  # before widgets are drawn that it changes
    with st.container(key="top", horizontal=True, vertical_alignment="center"):
        header.title()
        _shown("corpus", corpus.choice)
        _shown("words", search.search)
        _shown("presets", presets.experiments)
        _shown("labs", lab_page.page_menu)
        _shown("compare", lambda: lab_page.page_link("compare"))
        _shown("tune", lambda: lab_page.page_link("tune"))
        header.section_links(sections)
        header.language()
    header.notices()
    _stage(sections)
    for section in sections:
        if section.stands():
            with st.container(key=f"below-{section.name}"):
                _when_there(section.draw)


def _when_there(draw: Callable[[], None]) -> None:
    """Draw what is below the first screen when that is there: it would come half a second later."""
    if session.value("in sight") is not None:
        draw()


def _stage(sections: Sequence[Section]) -> None:
    """What moves, and the hands on it: cells of one grid (`live/page.css`)."""
    with st.container(key="stage"):
        aside, hands, below, corner, foot = (st.container(key=f"cell-{name}") for name in _CELLS)
        live.live_view(sections)  # before all that is slower to draw
        with below:
            transport.transport()
        with corner:
            _shown("map", options.options)
        with hands:
            knobs.knobs()
        with aside:
            worked.worked()
            _shown("words", search.drawer)
        with foot:
            loss_gap.above()
            if _SCORES.stands():
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
        relations.planted()
        word_pairs.pairs()
    with right:
        relations.uploaded()
        categories.categories()


def _text() -> None:
    left, right = st.columns([2, 3], gap="large")
    with left:
        corpus.own()
        _shown("recipe", recipe.recipe_form)
    with right:
        _shown("health", health.card)


def _away() -> None:
    export.export()
    my_data.mine()


_SCORES = Section("scores", phrase("Scores"), _scores, ("text",))
_BELOW = (
    Section("changed", "", changed.changed),
    Section("analogy", phrase("Analogies"), _analogies, ("text",)),
    _SCORES,
    Section("corpus", phrase("Text and settings"), _text),
    Section("export", phrase("Take away"), _away),
)


def _shown(name: str, draw: Callable[[], None]) -> None:
    """Draw a pane, unless the link hides it."""
    if session.shows(name):
        draw()
