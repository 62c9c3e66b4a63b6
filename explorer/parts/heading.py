"""The one look of a pane's heading."""

from __future__ import annotations

import streamlit as st

from explorer.session import literal


def heading(text: str, more: str = "") -> None:
    """A heading in bold, and what stands beside it."""
    st.markdown(f"**{literal(text)}** {literal(more)}".rstrip())
