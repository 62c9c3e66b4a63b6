"""The run's text trained twice, without and with the mixture: neighbours and maps side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engine.ranges import range_of
from engine.settings import Knobs
from explorer import session
from explorer.labs.hard_negatives.draws import pane
from explorer.labs.hard_negatives.draws.view import first_word
from explorer.labs.hard_negatives.two_runs import figure as figures
from explorer.labs.hard_negatives.two_runs.view import MOST, training, view
from explorer.live.chart import chart
from explorer.parts import lab_page, lab_text, widget_sync
from explorer.parts.heading import heading
from explorer.parts.memo import figure_memo
from explorer.parts.settings.knobs import CHOICES, LABELS
from explorer.session import literal
from explorer.texts import say

if TYPE_CHECKING:
    from explorer.labs.hard_negatives.two_runs.view import Map, Twins, View

_CORRECTIONS = range_of(Knobs.__dataclass_fields__["correction"]).stops


@session.pane(every=1.0, working=True)
def pair() -> None:
    """The mixture, the word, and what became of its neighbours."""
    if session.value("negatives_word") is None:
        session.put("negatives_word", first_word(session.run()))
    if session.value("pair_how") is None:
        session.put("pair_how", "none")
    left, right = st.columns([2, 5], gap="large")
    with left:
        word = st.text_input(say("a word"), session.value("negatives_word"), key="negatives_word")
        label = LABELS["correction"]
        st.selectbox(
            say(label),
            _CORRECTIONS,
            widget_sync.place("pair_how", _CORRECTIONS),
            key="pair_how",
            format_func=lambda one: say(CHOICES[one]),
        )
        text = pane.mix("pair")
    with right:
        _seen(str(word or "").strip(), text, session.value("pair_how"))


def _seen(word: str, text: str, how: str) -> None:
    corpus = lab_text.text(MOST)
    heading(say("Neighbours of “{word}”, without and with", word=word), corpus.name)
    seen = lab_page.work("pair", (id(corpus), text, how), lambda: training(corpus, text, how))
    made: Twins | None = seen.steps[-1] if seen.steps else None
    if made is None or len(made.units) < 2:
        st.caption(say("The text is being trained twice, with the same chance."))
        return
    told: View = figure_memo("pair", (id(made), word), lambda: view(made, word))
    _told(told, made)
    titles = (say("Plain noise"), say("The mixture"))
    for column, title, near, seen_map in zip(
        st.columns(2, gap="medium"), titles, told.lists, told.maps, strict=True
    ):
        with column:
            st.markdown(f"**{literal(title)}**")
            _list(near)
            _chart(title, seen_map, told)
    lab_text.caption(corpus, say("Both began with the same vectors and drew the same chance."))


def _told(told: View, made: Twins) -> None:
    line = say(
        "{shared} of the neighbours of “{word}” are the same.",
        shared=f"{told.shared:.0%}",
        word=told.word,
    )
    plain, mixed = made.found
    more = (
        say(
            "Of the text's own analogies {plain} are found without, {mixed} with.",
            plain=f"{plain:.1%}",
            mixed=f"{mixed:.1%}",
        )
        if plain is not None and mixed is not None
        else ""
    )
    lab_page.answer(f"{line} {more}".rstrip())


def _list(near: tuple[tuple[str, float, bool], ...]) -> None:
    words = [
        f"{literal(word)} {cosine:.2f}" if both else f"**{literal(word)}** {cosine:.2f}"
        for word, cosine, both in near
    ]
    st.markdown(" · ".join(words))


def _chart(title: str, seen: Map, told: View) -> None:
    dark = session.dark()
    figure = figure_memo(f"map {title}", (id(seen),), lambda: figures.small_map(seen, dark=dark))
    alt = say("“{word}”, its neighbours, and the commonest words as dots", word=told.word)
    chart(figure, key=f"pair-map-{title}", alt=alt)
