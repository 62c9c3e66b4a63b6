"""Tune: many models of one text, trained with other settings, as a grid of maps."""

from __future__ import annotations

import streamlit as st

from explorer.panes import tune, tune_form


def render() -> None:
    """Draw the page."""
    tune.head()
    left, right = st.columns([2, 7], gap="large")
    with left:
        tune_form.form()
        tune.kept_studies()
    with right:
        tune.results()
