"""Vectors that were trained beside vectors that were counted, on the same text."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from explorer import session
from explorer.labs.learned.baselines.figure import bars
from explorer.labs.learned.baselines.view import (
    KINDS,
    STEPS,
    View,
    by_counting,
    by_training,
    near,
    view,
)
from explorer.labs.learned.baselines.view import counted as counted_of
from explorer.labs.learned.baselines.word_pairs import SAID, Gold
from explorer.labs.learned.baselines.word_pairs import gold as gold_of
from explorer.live.chart import chart
from explorer.parts import lab_page, pair_counts
from explorer.parts.gold import word_pairs
from explorer.parts.heading import heading
from explorer.parts.memo import Same, memo
from explorer.session import literal
from explorer.texts import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.theory.expected import Expected
    from explorer.labs.learned.baselines.view import Baseline, Counted, Kind
    from explorer.runs.run import Run

_PAIRS = "lab rivals pairs"  # those to judge by, and what they were made of
_KEPT = "lab rivals kept"  # the last view and what it was made of, for a run at rest
_WORDS = ("king", "god", "people")  # asked about unless the visitor has asked for another
_SAME = 3.0  # times chance: two kinds that are alike


def rivals() -> None:
    """Four kinds of vectors, and the place for word pairs to judge them by."""
    _compared()
    _given()


@session.pane()
def _given() -> None:
    word_pairs.box()


@session.pane(every=2.0)
def _compared() -> None:
    """Neighbours, analogies, word pairs and loss of four kinds of vectors."""
    run = session.run()
    heading(say("The same text, trained and counted"), run.corpus.name)
    if session.broken():
        return
    first, second, third = st.columns([2, 1, 1], gap="large", vertical_alignment="bottom")
    with first:
        word = _word(run)
    with second:
        pairs = pair_counts.exact(run)
    if pairs is None:
        st.caption(say("Counting how often each pair of words is met …"))
        return
    knobs = run.knobs
    gold = _gold(run, pairs)
    made_of = counted_of(run, pairs, gold.pairs)
    stamp = (id(pairs), gold.mark, knobs.negatives, knobs.noise_exponent, run.recipe.dimensions)
    work = partial(by_counting, made_of, run.recipe.dimensions)
    with third:
        seen = lab_page.work("rivals", stamp, work, STEPS)
    if not seen.steps:
        return
    made = _view(run, made_of, seen.steps)
    _told(made)
    left, right = st.columns(2, gap="large")
    with left:
        _bars(made)
    with right:
        st.table(_rows(near(made.rivals, run.vocabulary, word)))
    st.caption(_alike(made, gold))
    st.caption(_judged(made))


def _gold(run: Run, pairs: Expected) -> Gold:
    """The pairs to judge by, made once for each file and each count."""
    given = word_pairs.FILE.gold()
    name = word_pairs.FILE.name()
    asked = (Same(given), Same(pairs))
    return memo(_PAIRS, asked, lambda: gold_of(run, pairs.distances, given, name))


def _alike(made: View, gold: Gold) -> str:
    """How each kind ranks the pairs, where those are from, and how many could be asked."""
    asked = made.rivals["sgns"].alike
    ranks = ", ".join(
        " ".join((say(KINDS[kind]), "–" if rho is None else f"{rho:.2f}"))
        for kind, rho in ((kind, rival.alike.spearman) for kind, rival in made.rivals.items())
    )
    return say(
        "Word pairs ranked: {ranks} (Spearman’s ρ). Judged by: {source}. {pairs} of {all} pairs"
        " ({share}) have both words among the {words} commonest; the same ones for each kind.",
        ranks=ranks,
        source=say(SAID[gold.made], **gold.values),
        pairs=f"{asked.pairs:,}",
        all=f"{asked.pairs + asked.skipped:,}",
        share=f"{asked.coverage:.0%}",
        words=f"{made.ranked:,}",
    )


def _word(run: Run) -> str:
    """The word looked at: the visitor's, or one that the text has."""
    if session.value("rivals_word") is None:
        asked = (session.value("search") or "", *_WORDS)
        known = [word for word in asked if word and run.vocabulary.find(word) is not None]
        session.put("rivals_word", known[0] if known else run.vocabulary.symbols[0])
    return str(
        st.text_input(
            say("Neighbours of"), session.value("rivals_word"), key="rivals_word", width=220
        )
    )


def _view(run: Run, made_of: Counted, others: tuple[Baseline, ...]) -> View:
    """The view of now; the last one if nothing has moved."""
    counted = (Same(made_of.pairs), Same(made_of.gold), len(others))
    return memo(
        _KEPT,
        (run.name, run.tokens, run.knobs, *counted),
        lambda: view(by_training(made_of, run.model), others, made_of),
    )


def _told(made: View) -> None:
    """One sentence: how much the kind most like training is like it."""
    most = max(made.common, key=lambda kind: made.common[kind])
    lab_page.answer(
        say(
            "Of a common word's {listed} nearest by training, {name} names {count} too; by chance"
            " it would be {chance}.",
            listed=made.listed,
            name=say(KINDS[most]),
            count=f"{made.common[most]:.1f}",
            chance=f"{made.chance:.1f}",
        ),
        good=made.common[most] >= _SAME * made.chance,
    )


def _bars(made: View) -> None:
    chart(
        bars(
            [say(KINDS[kind]) for kind in made.rivals],
            [1.0, *(count / made.listed for count in made.common.values())],
            [rival.found for rival in made.rivals.values()],
            [rival.alike.spearman for rival in made.rivals.values()],
            dark=session.dark(),
        ),
        key="rivals",
        alt=_alt(made),
    )


def _alt(made: View) -> str:
    shares = ", ".join(
        " ".join((say(KINDS[kind]), f"{count:.1f}")) for kind, count in made.common.items()
    )
    return say(
        "Neighbours in common with training, of {listed}: {shares}",
        listed=made.listed,
        shares=shares,
    )


def _judged(made: View) -> str:
    """What the textbook says of the two sides of the coin, and what each is worth as a fit."""
    above = ", ".join(
        " ".join((say(KINDS[kind]), f"{rival.above:.0%}"))
        for kind, rival in made.rivals.items()
        if rival.above is not None
    )
    words = say("Compared on the {count} commonest words.", count=len(made.rivals["sgns"].unit))
    more = say(
        "The textbook calls training and counting with SVD two sides of one coin. As a fit they are"
        " not alike; so far above the least loss on the {words} commonest words are: {above},"
        " vectors of zeros {zero}. SVD takes pairs that are never met for 0, training pushes them"
        " far below.",
        words=made.judged,
        above=above,
        zero=f"{made.zero:.0%}",
    )
    return f"{words} {more}"


def _rows(found: Mapping[Kind, list[str]]) -> list[dict[str, str]]:
    """The neighbours of the word, a column a kind; what training names too is in bold."""
    trained = set(found["sgns"])
    return [
        {say(KINDS[kind]): _marked(words, place, trained) for kind, words in found.items()}
        for place in range(max(len(words) for words in found.values()))
    ]


def _marked(words: list[str], place: int, trained: set[str]) -> str:
    if place >= len(words):
        return ""
    word = literal(words[place])
    return f"**{word}**" if words[place] in trained else word
