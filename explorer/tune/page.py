"""Tune: many models of one text, trained with other settings, as a grid of maps."""

from __future__ import annotations

import streamlit as st

from explorer.tune import form, pane


def render() -> None:
    """Draw the page."""
    pane.head()
    left, right = st.columns([2, 7], gap="large")
    with left:
        form.form()
        pane.kept_studies()
    with right:
        pane.results()
