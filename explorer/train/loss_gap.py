"""Loss above the least that any vectors could have, on the main page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from engine.sampling.mixture import rank_one
from engine.theory.loss_gap import Ground, Standing, ground
from explorer import session
from explorer.parts import pair_counts
from explorer.parts.memo import Same, memo
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
    asked = (run.name, run.tokens, run.knobs, Same(pairs))
    return memo(_KEPT, asked, lambda: _ground(run, pairs).under(run.model))


def _ground(run: Run, pairs: Expected) -> Ground:
    """What the run stands on, until a knob is turned; the pairs are held, so their id is theirs."""
    knobs = run.knobs
    noise = (knobs.noise_exponent, knobs.sampler, knobs.correction)
    counts, few = run.vocabulary.counts, pairs.commonest(_WORDS)
    return memo(_GROUND, (Same(pairs), knobs.negatives, noise), lambda: ground(few, counts, knobs))
