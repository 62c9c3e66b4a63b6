"""A word searched for or clicked, and its neighbours as they are now."""

from __future__ import annotations

import streamlit as st

from engine.evaluation.neighbours import neighbours
from explorer import session
from explorer.session import literal
from explorer.texts import say

SHOWN = 7


@session.guarded
def search() -> None:
    """The box to search a word in; the list below follows it."""
    st.text_input(
        say("Neighbours of"), key="search", placeholder=say("a word, or click one on the map")
    )
    nearest()


@session.pane(every=3.0)
def nearest() -> None:
    """The nearest words by cosine, in the space of the vectors, not on the map."""
    run = session.run()
    if session.broken():
        return
    word = session.value("search") or session.value("analogy_c") or run.vocabulary.symbols[0]
    found = neighbours(run.vocabulary, run.unit(), word, SHOWN)
    place = run.vocabulary.id_of(word)
    st.caption(
        say(
            "{word}: seen {count} times; nearest by cosine",
            word=literal(run.vocabulary.symbols[place]),
            count=f"{run.vocabulary.counts[place]:,}",
        )
    )
    st.table(
        [{say("word"): literal(other), say("cosine"): f"{cosine:.3f}"} for other, cosine in found]
    )
