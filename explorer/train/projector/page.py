"""The page of a lecture hall: map and loss, large, on white."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from explorer.parts import header
from explorer.train.map import pane as live
from explorer.train.projector import pane as projector

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.parts.section import Section


def render(added: Sequence[Section] = ()) -> None:
    """Draw the page; of sections added by other features it takes what the map says."""
    st.set_page_config("Pushpull", page_icon=header.ICON, layout="wide")
    projector.style()
    header.notices()
    live.live_view(added)
    projector.leave_link()
