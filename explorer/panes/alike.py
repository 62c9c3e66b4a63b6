"""Do the vectors find alike what people find alike? Gold pairs of the visitor's own."""

from __future__ import annotations

import streamlit as st

from engine.errors import FormatError
from engine.evaluation.likeness import Likeness, likeness
from engine.evaluation.questions import Pair, read_pairs
from explorer import session
from explorer.panes.heading import heading
from explorer.runs.frame import Watch
from explorer.runs.scoring import COMMONEST, Scoring
from explorer.texts import say

LIMIT = 2  # MB of a file of pairs
_GIVEN, _MADE = "pairs given", "pairs scored"


def box() -> None:
    """The place for a file of pairs; what was given stays until it is taken away or replaced."""
    st.file_uploader(
        say("Score your own word pairs: two words and how alike they are"), key="pairs",
        max_upload_size=LIMIT, on_change=_given,
        help=say("A table: two words and a number in each line, as WordSim-353 and SimLex-999 have"
                 " them; {limit} MB at most.", limit=LIMIT),
    )  # fmt: skip


def gold() -> tuple[Pair, ...]:
    """The pairs that were given; none if there is no file. Raises `FormatError` for a bad one."""
    kept = _kept()
    return () if kept is None else tuple(kept.gold)


def gold_name() -> str:
    """The name of the file of pairs, or nothing."""
    given: tuple[str, bytes] | None = session.value(_GIVEN)
    return "" if given is None else given[0]


@session.pane()
def pairs() -> None:
    """A file of pairs, and how well the vectors rank them."""
    box()
    if _kept() is not None:
        _score()


def _given() -> None:
    file = session.value("pairs")
    session.put(_GIVEN, None if file is None else (file.name, file.getvalue()))
    session.take(_MADE)


def _kept() -> Scoring[Pair, Likeness] | None:
    given: tuple[str, bytes] | None = session.value(_GIVEN)
    if given is None:
        return None
    kept: Scoring[Pair, Likeness] | None = session.value(_MADE)
    if kept is None:
        name, content = given
        if len(content) > LIMIT << 20:
            raise FormatError(
                "{name}: a file of word pairs may have {limit} MB at most.", name=name, limit=LIMIT
            )
        kept = Scoring(tuple(read_pairs(name, content)), likeness)
        session.put(_MADE, kept)
    return kept


@session.pane(every=3.0, part="scores")
def _score() -> None:
    """ρ and what it rests on, as new as the scores are: those are made beside the page."""
    kept, run = _kept(), session.run()
    if kept is None or session.broken():
        return
    found = kept.of(run, run.look(Watch()).tokens)
    if found is None:
        st.caption(say("Scoring …"))
        return
    heading(
        say("Your pairs: {name}", name=gold_name()),
        "–" if found.spearman is None else f"ρ = {found.spearman:.2f}",
    )
    st.caption(covered(found, min(COMMONEST, len(run.vocabulary))))


def covered(found: Likeness, words: int) -> str:
    """What a ρ rests on: how many of the pairs could be asked."""
    if found.spearman is None:
        return say(
            "Only {pairs} of {all} pairs have both words among the {words} commonest: too few for"
            " a ranking.", pairs=f"{found.pairs:,}", all=f"{found.pairs + found.skipped:,}",
            words=f"{words:,}",
        )  # fmt: skip
    return say(
        "Spearman’s ρ of cosine and your scores, over {pairs} of {all} pairs ({share}); of the"
        " others a word is not among the {words} commonest. 1: the same order; vectors that know"
        " nothing would have 0 ± {chance} on so many pairs.",
        pairs=f"{found.pairs:,}", all=f"{found.pairs + found.skipped:,}",
        share=f"{found.coverage:.0%}", words=f"{words:,}", chance=f"{found.chance:.2f}",
    )  # fmt: skip
