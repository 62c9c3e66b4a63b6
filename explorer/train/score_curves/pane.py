"""The scores of the run as curves: taken every few seconds wherever the visitor looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engine.evaluation.scorecard import scorecard
from explorer import session
from explorer.live.chart import chart
from explorer.parts.gold.gold import gold
from explorer.parts.gold.scorecard import covered, named
from explorer.parts.heading import heading
from explorer.runs.jobs.scoring import Scoring
from explorer.runs.tracks import Tracks
from explorer.texts import say
from explorer.train.score_curves.figure import tracks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.arrays import Floats
    from engine.evaluation.scorecard import Gold, Score
    from engine.vocabulary import Vocabulary
    from explorer.runs.run import Run

_EVERY = 4.0  # seconds
_KEPT, _JUDGE = "tracks", "tracks judged by"


@session.pane(every=_EVERY)
def listen() -> None:
    """Take the scores of now down; draws nothing, and judges beside the page."""
    run = session.run()
    if run.state == "error" or not run.tokens:
        return
    judge = _judge(gold(run))
    judge.of(run, run.tokens)
    if judge.last is not None and judge.last.run == run.name:
        _tracks(run).add(judge.last.tokens, judge.last.found)


@session.pane(every=_EVERY, part="scores")
def curves() -> None:
    """A line for every score that applies to this text."""
    run = session.run()
    kept = _tracks(run)
    if not kept.last or run.state == "error":
        return
    heading(say("Scores while it trains"))
    drawn = kept.curves
    read = "; ".join(named(score.kind, covered(score)) for score in kept.last)
    chart(tracks(drawn, kept.last, dark=session.dark()), key="tracks", alt=read)
    st.caption(
        say(
            "In brackets: the share of a test whose words this text has, where that is not all."
            " Tests come from the text itself until you give your own."
        )
    )


def _tracks(run: Run) -> Tracks:
    """What was taken down of this run in this tab."""
    kept: Tracks | None = session.value(_KEPT)
    if kept is None or kept.run != run.name:
        kept = Tracks(run.name)
        session.put(_KEPT, kept)
    return kept


def _judge(asked: Gold) -> Scoring[Gold, tuple[Score, ...]]:
    """What scores by these tests, kept as long as they are the same."""
    kept: Scoring[Gold, tuple[Score, ...]] | None = session.value(_JUDGE)
    if kept is None or kept.gold[0] != asked:
        kept = Scoring((asked,), _scored, every=_EVERY)
        session.put(_JUDGE, kept)
    return kept


def _scored(words: Vocabulary, rows: Floats, tests: Sequence[Gold]) -> tuple[Score, ...]:
    return scorecard(tests[0], words, rows)
