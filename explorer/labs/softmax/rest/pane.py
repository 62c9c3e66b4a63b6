"""Objectives at rest: what the ways of training agree and disagree about."""

from __future__ import annotations

import streamlit as st

from explorer import session
from explorer.labs.softmax.cost.view import NAMES
from explorer.labs.softmax.rest.view import LAWS, WORDS, rests
from explorer.parts import lab_page
from explorer.parts.heading import heading
from explorer.session import literal
from explorer.texts import say


@session.pane(every=1.0, working=True)
def rest() -> None:
    """Three objectives on a law that is known, until nothing moves any more."""
    heading(say("Do they learn the same numbers?"))
    negatives = st.slider(say("noise words k"), 1, 15, 5, key="lab_rest_k")
    seen = lab_page.work("rest", negatives, lambda: rests(negatives))
    found = {one.objective: one for one in seen.steps}
    with st.container(key="numbers-rest"):
        st.table(
            [
                {
                    say("way"): literal(say(NAMES[one.objective])),
                    say("from ln P(c|w)"): f"{one.chances:.4f}",
                    say("from ln P(c|w) − ln(k·q)"): f"{one.shifted:.4f}",
                    "Σ eˣ": f"{one.mass:,.3f}",
                }
                for one in found.values()
            ]
        )
    if len(found) < len(LAWS):
        return
    nce, negative = found["nce"], found["negative"]
    lab_page.answer(
        say(
            "With k = {k} NCE ends {nce} nats from ln P(c|w), and its eˣ add up to {mass}. Negative"
            " sampling, its simpler form, ends {own} nats from ln P(c|w) − ln(k·q) and {apart} from"
            " ln P(c|w): it learns another number.",
            k=negatives,
            nce=f"{nce.chances:.4f}",
            mass=f"{nce.mass:.3f}",
            own=f"{negative.shifted:.4f}",
            apart=f"{negative.chances:.2f}",
        )
    )
    st.caption(
        say(
            "Mean distances in nats over all pairs of {words} words whose P(c|w) is given; q are"
            " the chances of the noise. Full softmax may add any number to all logits of a word.",
            words=WORDS,
        )
    )
