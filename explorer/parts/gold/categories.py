"""Categories of the visitor's own, and the purity of clusters against them."""

from __future__ import annotations

import streamlit as st

from engine.evaluation.categories import Purity, purity, read_categories
from explorer import session
from explorer.parts.gold.gold_file import LIMIT, GoldFile
from explorer.parts.heading import heading
from explorer.runs.jobs.scoring import COMMONEST
from explorer.texts import say

FILE = GoldFile("categories", read_categories, purity)


@session.pane()
def categories() -> None:
    """A file of words and their categories, and how pure clusters of the vectors are."""
    FILE.box(
        say("Score your own categories: a word and its category a line"),
        say(
            "Two columns, parted by a tab or a comma, as in “oak, tree”; {limit} MB at most.",
            limit=LIMIT,
        ),
    )
    if FILE.kept() is not None:
        _score()


@session.pane(every=3.0, part="scores")
def _score() -> None:
    """Purity and what it rests on, as new as the scores are: those are made beside the page."""
    if (found := FILE.found()) is None:
        return
    heading(
        say("Your categories: {name}", name=FILE.name()),
        "–" if found.purity is None else f"{found.purity:.0%}",
    )
    st.caption(_rests_on(found, min(COMMONEST, len(session.run().vocabulary))))


def _rests_on(found: Purity, words: int) -> str:
    if found.purity is None:
        return say(
            "Only {words} of {all} words are among the {known} commonest, of fewer than two"
            " categories: too few to be told apart.",
            words=f"{found.words:,}",
            all=f"{found.words + found.skipped:,}",
            known=f"{words:,}",
        )
    return say(
        "Purity: the share of words in a cluster (k-means, as many as categories) of which their"
        " category has the most. {words} of {all} words ({share}) in {categories} categories; one"
        " cluster of everything would have {chance}.",
        words=f"{found.words:,}",
        all=f"{found.words + found.skipped:,}",
        share=f"{found.coverage:.0%}",
        categories=found.categories,
        chance=f"{found.chance:.0%}",
    )
