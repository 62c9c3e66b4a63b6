"""How many of the relations known to hold the vectors have found: planted or uploaded ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engine.errors import FormatError
from engine.evaluation.analogies import accuracy
from engine.evaluation.questions import read_analogies
from explorer import session
from explorer.figures.readings import read_accuracy
from explorer.figures.scores import accuracy_bars
from explorer.live.chart import chart
from explorer.panes.heading import heading
from explorer.runs.frame import Watch
from explorer.runs.scoring import COMMONEST, Scoring
from explorer.texts import say

if TYPE_CHECKING:
    from engine.corpus.stream import Question

LIMIT = 2  # MB of a question file
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
    file = st.file_uploader(
        say("Score your own analogies: a questions-words file"), key="questions",
        max_upload_size=LIMIT,
        help=say(
            "Four words a line, “a b c d” for a is to b as c is to d; a line that begins with a"
            " colon names a section. {limit} MB at most.", limit=LIMIT,
        ),
    )  # fmt: skip
    if file is None:
        session.take("scoring")
        return
    kept = session.value("scoring")
    if kept is None or kept[0] != file.file_id:
        session.take("scoring")
        kept = (file.file_id, Scoring(_questions(file.name, file.getvalue()), accuracy))
        session.put("scoring", kept)
    _sections()


def uploaded_questions() -> tuple[Question, ...]:
    """The questions the visitor uploaded; none if there is no file."""
    kept = session.value("scoring")
    return () if kept is None else tuple(kept[1].gold)


def _questions(name: str, content: bytes) -> tuple[Question, ...]:
    if len(content) > LIMIT << 20:
        raise FormatError(
            "{name}: a question file may have {limit} MB at most.", name=name, limit=LIMIT
        )
    return tuple(read_analogies(name, content))


@session.pane(every=3.0)
def _sections() -> None:
    """The bars, as new as the scores are: those are made beside the page."""
    kept, run = session.value("scoring"), session.run()
    if kept is None or session.broken():
        return
    scored = kept[1].of(run, run.look(Watch()).tokens)
    if scored is None:
        st.caption(say("Scoring …"))
        return
    words = f"{min(COMMONEST, len(run.vocabulary)):,}"
    if scored.share is None:
        st.caption(
            say("None of the {skipped} analogies could be asked: of each, a word is not among the "
                "{words} commonest.", skipped=f"{scored.skipped:,}", words=words)
        )  # fmt: skip
        return
    heading(say("Your analogies"), f"{scored.share:.0%}")
    chart(
        accuracy_bars(scored, dark=session.dark(), most=_SHOWN),
        key="uploaded-accuracy",
        alt=read_accuracy(scored, most=_SHOWN),
    )
    st.caption(
        say("{asked} of {all} analogies asked ({share}), {skipped} skipped: one of their words is"
            " not among the {words} commonest.", asked=f"{scored.asked:,}",
            all=f"{scored.asked + scored.skipped:,}", share=f"{scored.coverage:.0%}",
            skipped=f"{scored.skipped:,}", words=words)
    )  # fmt: skip
    if len(scored.sections) > _SHOWN:
        st.caption(say("The first {count} sections are shown.", count=_SHOWN))
