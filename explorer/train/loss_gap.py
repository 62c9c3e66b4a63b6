"""Loss above the least that any vectors could have, on the main page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from engine.sampling.mixture import rank_one
from engine.theory.loss_gap import Ground, Standing, ground
from explorer import session
from explorer.parts import pair_counts
from explorer.texts import say

if TYPE_CHECKING:
    from engine.theory.expected import Expected
    from explorer.runs.run import Run

_WORDS = 300  # the commonest
_FROM = 30_000  # tokens: before, the start of a run has the machine to itself
_KEPT, _GROUND = "standing kept", "standing ground"


@session.pane(every=6.0)
def above() -> None:
    """One line in the corner of the loss; nothing for a text that takes long to count."""
    seen = _seen()
    if seen is None:
        return
    line = say(
        "{words} commonest words: {excess} nats a term above the least loss possible",
        words=seen.words,
        excess=f"{seen.excess:.4f}",
    )
    more = say(
        "No vectors, however long, could lose less than {floor} nats a pair on these words:"
        " chance decides the rest. What is above it is still to be learned.",
        floor=f"{seen.floor.loss or 0:.3f}",
    )
    st.html(f"<p class='pp-standing' title='{escape(more)}'>{escape(line)}</p>")


def _seen() -> Standing | None:
    """The standing of now; the last one while the run rests."""
    run = session.run()
    if run.state == "error" or run.tokens < _FROM or not rank_one(run.knobs):
        return None
    pairs = pair_counts.quietly(run)
    if pairs is None:
        return None
    asked = (run.name, run.tokens, run.knobs, id(pairs))
    kept = session.value(_KEPT)
    if kept is None or kept[0] != asked:
        kept = (asked, _ground(run, pairs).under(run.model))
        session.put(_KEPT, kept)
    found: Standing = kept[1]
    return found


def _ground(run: Run, pairs: Expected) -> Ground:
    """What the run stands on, until a knob is turned; the pairs are held, so their id is theirs."""
    knobs = run.knobs
    noise = (knobs.noise_exponent, knobs.sampler, knobs.correction)
    asked = (id(pairs), knobs.negatives, noise)
    kept: tuple[object, Expected, Ground] | None = session.value(_GROUND)
    if kept is None or kept[0] != asked:
        made = ground(pairs.commonest(_WORDS), run.vocabulary.counts, knobs)
        kept = (asked, pairs, made)
        session.put(_GROUND, kept)
    return kept[2]
