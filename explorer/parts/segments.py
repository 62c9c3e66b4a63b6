"""Buttons in a row, one of which is chosen; or the parts of a page, one of which is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from explorer import session
from explorer.parts import widget_sync
from explorer.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def segments(label: str, key: str, names: Mapping[str, str]) -> str:
    """The key of the name chosen, at first the first; the label is only read out."""
    chosen = widget_sync.chosen(key, names)
    st.segmented_control(
        label,
        list(names),
        default=chosen,
        key=key,
        required=True,
        label_visibility="collapsed",
        format_func=lambda name: say(names[name]),
    )
    return str(session.value(key))


def part(key: str, parts: Mapping[str, tuple[str, Callable[[], None]]]) -> None:
    """Draw the part that is chosen, so that nothing is computed for what is not seen."""
    names = {name: title for name, (title, _) in parts.items()}
    _, draw = parts[segments(say("What to look at"), key, names)]
    draw()
