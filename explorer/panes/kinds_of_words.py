"""Do words of one kind lie together? Categories of the visitor's own."""

from __future__ import annotations

import streamlit as st

from engine.errors import FormatError
from engine.evaluation.categories import Member, Purity, purity, read_categories
from explorer import session
from explorer.panes.heading import heading
from explorer.runs.frame import Watch
from explorer.runs.scoring import COMMONEST, Scoring
from explorer.texts import say

LIMIT = 2  # MB of a file of categories
_GIVEN, _MADE = "categories given", "categories scored"


@session.pane()
def categories() -> None:
    """A file of words and their categories, and how pure clusters of the vectors are."""
    st.file_uploader(
        say("Score your own categories: a word and its category a line"), key="categories",
        max_upload_size=LIMIT, on_change=_given,
        help=say("Two columns, parted by a tab or a comma, as in “oak, tree”; {limit} MB at most.",
                 limit=LIMIT),
    )  # fmt: skip
    if _kept() is not None:
        _score()


def gold() -> tuple[Member, ...]:
    """The categories given; none if there is no file. Raises `FormatError` for a bad one."""
    kept = _kept()
    return () if kept is None else tuple(kept.gold)


def _given() -> None:
    file = session.value("categories")
    session.put(_GIVEN, None if file is None else (file.name, file.getvalue()))
    session.take(_MADE)


def _kept() -> Scoring[Member, Purity] | None:
    given: tuple[str, bytes] | None = session.value(_GIVEN)
    if given is None:
        return None
    kept: Scoring[Member, Purity] | None = session.value(_MADE)
    if kept is None:
        name, content = given
        if len(content) > LIMIT << 20:
            raise FormatError(
                "{name}: a file of categories may have {limit} MB at most.", name=name, limit=LIMIT
            )
        kept = Scoring(tuple(read_categories(name, content)), purity)
        session.put(_MADE, kept)
    return kept


@session.pane(every=3.0, part="scores")
def _score() -> None:
    """Purity and what it rests on, as new as the scores are: those are made beside the page."""
    kept, run = _kept(), session.run()
    if kept is None or session.broken():
        return
    found = kept.of(run, run.look(Watch()).tokens)
    if found is None:
        st.caption(say("Scoring …"))
        return
    heading(say("Your categories"), "–" if found.purity is None else f"{found.purity:.0%}")
    st.caption(_rests_on(found, min(COMMONEST, len(run.vocabulary))))


def _rests_on(found: Purity, words: int) -> str:
    if found.purity is None:
        return say(
            "Only {words} of {all} words are among the {known} commonest, of fewer than two"
            " categories: too few to be told apart.", words=f"{found.words:,}",
            all=f"{found.words + found.skipped:,}", known=f"{words:,}",
        )  # fmt: skip
    return say(
        "Purity: the share of words in a cluster (k-means, as many as categories) of which their"
        " category has the most. {words} of {all} words ({share}) in {categories} categories; one"
        " cluster of everything would have {chance}.",
        words=f"{found.words:,}", all=f"{found.words + found.skipped:,}",
        share=f"{found.coverage:.0%}", categories=found.categories, chance=f"{found.chance:.0%}",
    )  # fmt: skip
