"""A Plotly figure that changes while a model trains, kept in one node of the page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable

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


def chart(
    figure: go.Figure,
    *,
    key: str,
    alt: str,
    on_picked: Callable[[], None] | None = None,
    on_brushed: Callable[[], None] | None = None,
) -> None:
    """Draw the figure; `alt` reads it out. The same key keeps the node and the zoom.

    `on_picked` is called after a click on a point that has a name (`customdata`), which then is the
    component's `picked`; `on_brushed` after parallel coordinates were brushed: `brushed` is JSON,
    the stretches that stay by the name of the dimension.
    """
    drawn = json.loads(figure.to_json())
    _component(
        key=key,
        data={
            "figure": drawn,
            "config": _CONFIG,
            "alt": alt,
            "name": key,
            "picks": on_picked is not None,
            "brushes": on_brushed is not None,
        },
        height=figure.layout.height,
        on_picked_change=on_picked or _nothing,
        on_brushed_change=on_brushed or _nothing,
    )


def _nothing() -> None:
    """Stand in for a listener: Streamlit reports a trigger only where one listens."""
