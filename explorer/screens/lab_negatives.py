"""Lab 8: noise that could be mistaken for the true word, drawn, foretold and tried."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engine.errors import phrase
from explorer import session
from explorer.panes import lab, lab_blend, lab_negatives, lab_pair
from explorer.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable

_PARTS: Final[dict[str, tuple[str, Callable[[], None]]]] = {
    "drawn": (phrase("What is drawn"), lab_negatives.negatives),
    "pair": (phrase("What it does to neighbours"), lab_pair.pair),
    "blend": (phrase("A world we know"), lab_blend.blend),
}


def render() -> None:
    """Draw the page: one part at a time, so that nothing is computed for what is not seen."""
    lab.head("hard-negatives")
    if session.value("negatives_part") is None:
        session.put("negatives_part", "drawn")
    st.segmented_control(
        say("What to look at"), list(_PARTS), key="negatives_part", required=True,
        label_visibility="collapsed", format_func=lambda part: say(_PARTS[part][0]),
    )  # fmt: skip
    _, draw = _PARTS[session.value("negatives_part")]
    draw()
