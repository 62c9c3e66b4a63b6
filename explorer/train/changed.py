"""Changes by a turned knob: words whose neighbours differ between the run and its ghost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from explorer import session
from explorer.parts import word_buttons
from explorer.parts.kept.changed_neighbours import compared
from explorer.parts.memo import memo
from explorer.session import literal
from explorer.texts import message, say

if TYPE_CHECKING:
    from explorer.parts.kept.changed_neighbours import Comparison
    from explorer.runs.ghost import Ghost
    from explorer.runs.run import Run

_FEW = 4  # neighbours named of a word
_STYLE = (
    "<style>.st-key-changed-words [data-testid=stVerticalBlock]{gap:.1rem}"
    ".st-key-changed-words button{min-height:1.5rem;padding:0 .2rem}"
    ".st-key-changed-words p{font-size:.86rem}</style>"
)


@session.pane()
def changed() -> None:
    """The list, for who opens it: nothing is computed while nobody looks."""
    box = st.expander(say("What the turn changed most"), key="changed", on_change="rerun")
    if box.open:
        with box:
            _list()


@session.pane(every=4.0, part="changed")
def _list() -> None:
    run = session.run()
    if run.ghost_lost is not None:
        st.caption(literal(message(run.ghost_lost)))
    ghost = run.ghost
    if ghost is None:
        st.caption(_how(run))
        return
    st.html(_STYLE)
    seen = _compared(run, ghost)
    st.caption(
        say(
            "Since {tokens} tokens your run has gone another way. Of the 10 nearest words of each"
            " of the {words} commonest, {share} % are the same in both.",
            tokens=f"{ghost.since:,}",
            words=f"{seen.among:,}",
            share=f"{100 * seen.stayed:.0f}",
        )
    )
    with st.container(key="changed-words"):
        _rows(seen)
    st.button(say("Forget the ghost"), key="forget_ghost", on_click=run.forget_ghost)


def _how(run: Run) -> str:
    if run.ghosts:
        return say("Turn a knob: the run as it was goes on in grey, and what differs stands here.")
    return say(
        "Switch on “Keep a ghost” under “More” and turn a knob: what differs from the run as it"
        " was stands here."
    )


def _compared(run: Run, ghost: Ghost) -> Comparison:
    """What was computed last, unless either has trained on."""
    now = (run.name, ghost.since, run.tokens, ghost.trainer.position.tokens)
    return memo(
        "compared", now, lambda: compared(run.vocabulary, run.vectors(), ghost.trainer.model.v)
    )


def _rows(seen: Comparison) -> None:
    """A word a row, clickable, and what it lost and won."""
    for one in seen.words:
        left, right = st.columns([2, 7], vertical_alignment="center")
        with left:
            word_buttons.word_button(one.word, f"{one.stayed}/{one.listed}", key="changed")
        with right:
            st.markdown(
                say(
                    "now near: {won} · without the turn: {lost}",
                    won=_named(one.won),
                    lost=_named(one.lost),
                )
            )


def _named(words: tuple[str, ...]) -> str:
    more = " …" if words[_FEW:] else ""
    return literal(", ".join(words[:_FEW]) + more)
