"""Reasons for the answer to an analogy; closed it costs nothing."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING

import streamlit as st

from engine.corpus.pairs import search
from engine.evaluation.hubs import reach
from explorer import session
from explorer.live.chart import chart
from explorer.parts.gold import relations
from explorer.runs.frame import Watch
from explorer.session import literal
from explorer.texts import say
from explorer.train.why.figure import score_bars
from explorer.train.why.verdict import verdict
from explorer.train.why.view import known, why

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.arrays import Floats
    from engine.corpus.pairs import Line, Search, Together
    from explorer.runs.run import Run
    from explorer.train.why.view import Candidate, Why


@session.pane()
def panel(words: Callable[[], tuple[str, str, str] | None]) -> None:
    """The explanation of what `words` asks, on demand."""
    box = st.expander(say("Why this answer?"), key="why", on_change="rerun")
    if box.open:
        with box:
            _explanation(words)


@session.pane(every=4.0, part="analogy")
def _explanation(words: Callable[[], tuple[str, str, str] | None]) -> None:
    asked, run = words(), session.run()
    if asked is None:
        st.caption(say("Write a word into each of the three boxes."))
        return
    if session.broken():
        return
    view = _view(run, asked)
    said = verdict(view)
    sentence = literal(say(said.template, **said.values))
    figure = score_bars(view, dark=session.dark())  # slow: made before anything is drawn anew
    (st.success if said.right else st.info)(sentence)
    chart(figure, key="why-bars", alt=_reading(view))
    st.caption(
        say(
            "Every word's score is the sum of its three parts; the number after a word is its place"
            " among all words. ▸ was asked with, ✓ is known to be right."
        )
    )
    _numbers(view)
    _without(view)
    if view.seen is not None:
        _lines(view, view.seen, run)


def _reading(view: Why) -> str:
    """The bars as words."""
    return "; ".join(
        say(
            "{rank}. {word}: {b} to b, {a} to a, {c} to c, score {score}",
            rank=one.rank,
            word=one.word,
            score=f"{one.score:.2f}",
            b=f"{one.parts[0]:.2f}",
            a=f"{one.parts[1]:.2f}",
            c=f"{one.parts[2]:.2f}",
        )
        for one in view.candidates
    )


def _view(run: Run, asked: tuple[str, str, str]) -> Why:
    """Everything known of the analogy now; what changes seldom is kept."""
    unit, vocabulary = run.unit(), run.vocabulary
    right = known(vocabulary, (*run.corpus.questions, *relations.FILE.gold()), asked)
    a, b, c = (vocabulary.id_of(word) for word in asked)
    d = vocabulary.find(right)
    pairs = ((a, b),) if d is None else ((a, b), (c, d))
    return why(
        vocabulary,
        unit,
        asked,
        _reach(unit),
        right=right,
        passes=run.look(Watch()).epoch,
        seen=_seen(run, pairs),
    )


def _reach(unit: Floats) -> Floats:
    """What makes a hub, once for the vectors of one moment."""
    kept = session.value("why reach")
    if kept is None or kept[0]() is not unit:  # weak: old vectors are not held for this
        kept = (weakref.ref(unit), reach(unit))
        session.put("why reach", kept)
    found: Floats = kept[1]
    return found


def _seen(run: Run, pairs: tuple[tuple[int, int], ...]) -> Search:
    """The lines of the text, looked for once for each question."""
    asked = (pairs, run.knobs.window)
    kept = session.value("why seen")
    if kept is None or kept[0]() is not run or kept[1] != asked:
        kept = (weakref.ref(run), asked, search(run.corpus.source, pairs, run.knobs.window))
        session.put("why seen", kept)
    found: Search = kept[2]
    return found


def _numbers(view: Why) -> None:
    """Frequency and hubness of each candidate."""
    st.table([_row(one) for one in view.candidates])
    st.caption(
        say(
            "In lists: among the {listed} nearest of how many of the {sampled} commonest words;"
            " about {listed} are to be expected, many more make a hub.",
            listed=view.listed,
            sampled=f"{view.sampled:,}",
        )
    )


def _row(one: Candidate) -> dict[str, str]:
    mark = "▸ " if one.asked else ""
    return {
        say("word"): mark + literal(one.word),
        say("seen"): f"{one.count:,}",
        say("by frequency"): f"{one.place:,}",
        say("in lists"): f"{one.lists:,}",
    }


def _without(view: Why) -> None:
    """The answers when the offset is dropped."""
    _, b, c = view.words
    st.markdown(
        literal(
            say(
                "Without the offset: nearest to “{c}” is “{near_c}”, nearest to “{b}” is “{near_b}”"
                " (the words asked with left out).",
                c=c,
                b=b,
                near_c=view.near_c or "—",
                near_b=view.near_b or "—",
            )
        )
    )


def _lines(view: Why, seen: Search, run: Run) -> None:
    """The lines that hold the pairs, and how much of the text was looked at."""
    a, b, c = view.words
    for (one, other), found in zip(((a, b), (c, view.right)), seen.found, strict=False):
        _pair(one, other, found, run.corpus.symbols)
    st.caption(
        say(
            "{looked} of the {size} words of the text were looked at, windows of {window}.",
            looked=f"{seen.looked:,}",
            size=f"{seen.size:,}",
            window=run.knobs.window,
        )
    )


def _pair(one: str, other: str, found: Together, symbols: Sequence[str]) -> None:
    said = say(
        "“{one}” stands near “{other}” {count} times",
        one=one,
        other=other,
        count=f"{found.count:,}",
    )
    st.markdown(literal(said))
    for line in found.lines:
        st.markdown(f"> {_text(line, symbols)}")


def _text(line: Line, symbols: Sequence[str]) -> str:
    words = [
        f"**{literal(symbols[word])}**" if i in line.pair else literal(symbols[word])
        for i, word in enumerate(line.ids)
    ]
    return " ".join(["" if line.begins else "…", *words, "" if line.ends else "…"]).strip()
