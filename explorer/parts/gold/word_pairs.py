"""Gold word pairs of the visitor's own, and how far the vectors agree with them."""

from __future__ import annotations

import streamlit as st

from engine.evaluation.questions import read_pairs
from engine.evaluation.word_similarity import WordSimilarity, word_similarity
from explorer import session
from explorer.parts.gold.gold_file import LIMIT, GoldFile
from explorer.parts.heading import heading
from explorer.runs.jobs.scoring import COMMONEST
from explorer.texts import say

FILE = GoldFile("pairs", read_pairs, word_similarity)


def box() -> None:
    """The place for a file of pairs."""
    FILE.box(
        say("Score your own word pairs: two words and how alike they are"),
        say(
            "A table: two words and a number in each line, as WordSim-353 and SimLex-999 have"
            " them; {limit} MB at most.",
            limit=LIMIT,
        ),
    )


@session.pane()
def pairs() -> None:
    """A file of pairs, and how well the vectors rank them."""
    box()
    if FILE.kept() is not None:
        _score()


@session.pane(every=3.0, part="scores")
def _score() -> None:
    """ρ and what it rests on, as new as the scores are: those are made beside the page."""
    if (found := FILE.found()) is None:
        return
    heading(
        say("Your pairs: {name}", name=FILE.name()),
        "–" if found.spearman is None else f"ρ = {found.spearman:.2f}",
    )
    st.caption(covered(found, min(COMMONEST, len(session.run().vocabulary))))


def covered(found: WordSimilarity, words: int) -> str:
    """What a ρ rests on: how many of the pairs could be asked."""
    if found.spearman is None:
        return say(
            "Only {pairs} of {all} pairs have both words among the {words} commonest: too few for"
            " a ranking.",
            pairs=f"{found.pairs:,}",
            all=f"{found.pairs + found.skipped:,}",
            words=f"{words:,}",
        )
    return say(
        "Spearman’s ρ of cosine and your scores, over {pairs} of {all} pairs ({share}); of the"
        " others a word is not among the {words} commonest. 1: the same order; vectors that know"
        " nothing would have 0 ± {chance} on so many pairs.",
        pairs=f"{found.pairs:,}",
        all=f"{found.pairs + found.skipped:,}",
        share=f"{found.coverage:.0%}",
        words=f"{words:,}",
        chance=f"{found.chance:.2f}",
    )
