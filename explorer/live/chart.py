"""A Plotly figure that changes while a model trains, kept in one node of the page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

if TYPE_CHECKING:
    from plotly import graph_objects as go

_SCRIPT: Final = """
const entry = new URL("pushpull/live/chart.js", document.baseURI).href;
export default async (component) => (await import(entry)).mount(component);
"""
_CONFIG: Final[dict[str, Any]] = {
    "displaylogo": False,
    "responsive": True,
    "modeBarButtons": [["toImage"]],
    "toImageButtonOptions": {"format": "svg"},
}
_component = st.components.v2.component("pushpull_chart", js=_SCRIPT, isolate_styles=False)


def chart(figure: go.Figure, *, key: str, alt: str) -> None:
    """Draw the figure; `alt` reads it out. The same key keeps the node and the zoom."""
    drawn = json.loads(figure.to_json())
    _component(
        key=key,
        data={"figure": drawn, "config": _CONFIG, "alt": alt, "name": key},
        height=figure.layout.height,
    )
