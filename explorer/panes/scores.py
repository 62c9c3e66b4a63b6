"""How many of the relations known to hold the vectors have found."""

from __future__ import annotations

import streamlit as st

from engine.evaluation.analogies import accuracy
from explorer import session
from explorer.figures.scores import accuracy_bars
from explorer.live.chart import chart
from explorer.panes.heading import heading
from explorer.texts import say


@session.pane(every=5.0)
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
        alt=say("{right} of {asked} analogies right", right=scored.right, asked=scored.asked),
    )
    st.caption(
        say(
            "{asked} analogies by 3CosAdd over all {words} words, the three words asked with left"
            " out.",
            asked=f"{scored.asked:,}",
            words=f"{len(run.vocabulary):,}",
        )
    )
