"""Sources of noise words: three shares, and what is left for frequency."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engine.errors import phrase
from engine.mixture import HARD, SPELLING, UNIFORM, UNIGRAM, mixture, turned
from explorer import session
from explorer.parts import widget_sync
from explorer.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable

SOURCES: Final = {
    UNIFORM: (phrase("all words alike"), phrase("the share of noise words drawn evenly from all")),
    HARD: (
        phrase("words taken for the true one"),
        phrase("the share drawn from the words that this run finds most like the target"),
    ),
    SPELLING: (
        phrase("words spelt like the true one"),
        phrase("the share drawn from the words that differ from the target by few letters"),
    ),
}
_STEP = 5  # hundredths


def sampler() -> None:
    """The sampler of the run; a turn takes hold at the next block."""
    st.markdown(say("**Noise words are drawn from**"))
    sliders(session.run().knobs.sampler, "sampler", _turn)


def sliders(text: str, name: str, moved: Callable[[str, str, str], None]) -> None:
    """A slider a source, in hundredths; `moved` is told the mixture, the source and the key."""
    weights = mixture(text)
    assert weights is not None
    for source, (label, more) in SOURCES.items():
        now = round(100 * weights[source])
        key = widget_sync.fresh(f"{name}-{source}-{text.replace(' ', '-')}", now)
        with st.container(key=f"hold-{name}-{source}"):
            st.slider(
                say(label),
                0,
                100,
                now,
                step=_STEP,
                key=key,
                format="%d%%",
                help=say(more),
                on_change=moved,
                args=(text, source, key),
            )
    st.caption(say("{share} are drawn by frequency, with α.", share=f"{weights[UNIGRAM]:.0%}"))


def moved_to(text: str, source: str, key: str) -> str:
    """The mixture that a moved slider asks for; the others keep the sum at 1."""
    return turned(text, source, float(session.value(key)) / 100)


def _turn(text: str, source: str, key: str) -> None:
    run = session.run()
    if run.knobs.sampler == text:  # else another hand was quicker, and the slider is gone
        run.turn(sampler=moved_to(text, source, key))
        session.remember_link()
