"""Relations that the vectors have found: planted or uploaded ones."""

from __future__ import annotations

import streamlit as st

from engine.evaluation.analogies import accuracy
from engine.evaluation.questions import read_analogies
from explorer import session
from explorer.live.chart import chart
from explorer.parts.gold.gold_file import LIMIT, GoldFile
from explorer.parts.gold.relations_figure import accuracy_bars, read_accuracy
from explorer.parts.heading import heading
from explorer.runs.jobs.scoring import COMMONEST
from explorer.texts import say

FILE = GoldFile("questions", read_analogies, accuracy)
_SHOWN = 30  # sections


@session.pane(every=5.0, part="scores")
def planted() -> None:
    """A bar a planted relation; nothing where the corpus has none."""
    run = session.run()
    if not run.corpus.questions or run.state == "error":
        return
    scored = accuracy(run.vocabulary, run.unit(), run.corpus.questions)
    share = scored.share or 0.0
    heading(say("Planted relations found"), f"{share:.0%}")
    chart(
        accuracy_bars(scored, dark=session.dark()),
        key="accuracy",
        alt=read_accuracy(scored),
    )
    st.caption(
        say(
            "{asked} analogies by 3CosAdd over all {words} words, the three words asked with left"
            " out.",
            asked=f"{scored.asked:,}",
            words=f"{len(run.vocabulary):,}",
        )
    )


@session.pane()
def uploaded() -> None:
    """A question file of the visitor's own, and a bar for each of its sections."""
    FILE.box(
        say("Score your own analogies: a questions-words file"),
        say(
            "Four words a line, “a b c d” for a is to b as c is to d; a line that begins with a"
            " colon names a section. {limit} MB at most.",
            limit=LIMIT,
        ),
    )
    if FILE.kept() is not None:
        _sections()


@session.pane(every=3.0, part="scores")
def _sections() -> None:
    """The bars, as new as the scores are: those are made beside the page."""
    if (scored := FILE.found()) is None:
        return
    run = session.run()
    words = f"{min(COMMONEST, len(run.vocabulary)):,}"
    if scored.share is None:
        st.caption(
            say(
                "None of the {skipped} analogies could be asked: of each, a word is not among the "
                "{words} commonest.",
                skipped=f"{scored.skipped:,}",
                words=words,
            )
        )
        return
    heading(say("Your analogies: {name}", name=FILE.name()), f"{scored.share:.0%}")
    chart(
        accuracy_bars(scored, dark=session.dark(), most=_SHOWN),
        key="uploaded-accuracy",
        alt=read_accuracy(scored, most=_SHOWN),
    )
    st.caption(
        say(
            "{asked} of {all} analogies asked ({share}), {skipped} skipped: one of their words is"
            " not among the {words} commonest.",
            asked=f"{scored.asked:,}",
            all=f"{scored.asked + scored.skipped:,}",
            share=f"{scored.coverage:.0%}",
            skipped=f"{scored.skipped:,}",
            words=words,
        )
    )
    if len(scored.sections) > _SHOWN:
        st.caption(say("The first {count} sections are shown.", count=_SHOWN))
