"""Compare: the runs that are kept, runs side by side, and how sure one can be of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engine.errors import phrase
from explorer import session
from explorer.panes import beside, lab, shelf, sure
from explorer.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable

_PARTS: Final[dict[str, tuple[str, Callable[[], None]]]] = {
    "shelf": (phrase("The shelf"), shelf.shelf),
    "beside": (phrase("Side by side"), beside.beside),
    "sure": (phrase("How sure?"), sure.sure),
}


def render() -> None:
    """Draw the page: one part at a time, so that nothing is computed for what is not seen."""
    lab.head("compare")
    if session.value("compare_part") is None:
        session.put("compare_part", "shelf")
    st.segmented_control(
        say("What to look at"), list(_PARTS), key="compare_part", required=True,
        label_visibility="collapsed", format_func=lambda part: say(_PARTS[part][0]),
    )  # fmt: skip
    _, draw = _PARTS[session.value("compare_part")]
    draw()
