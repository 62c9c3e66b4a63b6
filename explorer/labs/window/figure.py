"""Figures of the window: what neighbours have in common, and how far pairs stand apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plotly import graph_objects as go
from plotly.subplots import make_subplots

from explorer.texts import say
from explorer.theme import OTHER, SYMBOLS, categories, template

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.arrays import Doubles
    from explorer.labs.window.view import Side

HEIGHT = 280  # pixels
_SHOWN = 15  # distances
_LEAST = 5e-4  # of the pairs: less is not seen


def courses(seen: Side, sizes: Sequence[int], *, dark: bool) -> go.Figure:
    """Above, what neighbours have in common as parts of speech; below, as topics."""
    figure = make_subplots(2, 1, shared_xaxes=True, vertical_spacing=0.12)
    figure.update_layout(template=template(dark=dark), height=HEIGHT, showlegend=False)
    titles = (
        (say("same role"), say("same topic"))
        if seen.planted
        else (say("same ending"), say("same passage (times)"))
    )
    for row, which in enumerate(("syntax", "topic")):
        course = seen.course(which)
        figure.add_scatter(
            x=[f"{window}" for window, _ in course],
            y=[value for _, value in course],
            mode="lines+markers",
            row=row + 1,
            col=1,
            line={"color": categories(dark=dark)[row]},
            marker={"symbol": SYMBOLS[row], "size": 9},
            hovertemplate="%{y:.3~g}<extra></extra>",
        )
        figure.add_hline(y=seen.chance[row], line={"color": OTHER, "dash": "dot"}, row=row + 1)
        figure.update_yaxes(
            title=titles[row],
            tickformat=".0%" if seen.planted or row == 0 else "~g",
            rangemode="tozero",
            row=row + 1,
            col=1,
        )
    figure.update_xaxes(
        type="category",
        categoryorder="array",
        categoryarray=[f"{size}" for size in sizes],
        range=[-0.3, len(sizes) - 0.7],
    )
    figure.update_xaxes(title=say("window"), row=2, col=1)
    return figure


def distances(drawn: Sequence[float], counted: Doubles | None, *, dark: bool) -> go.Figure:
    """Bars of the pairs at each distance; dots for those of the text, dropped words counted."""
    colors = categories(dark=dark)
    figure = go.Figure(layout={"template": template(dark=dark), "height": HEIGHT})
    figure.add_bar(
        x=list(range(1, len(drawn) + 1)),
        y=list(drawn),
        name=say("if no word is dropped"),
        marker={"color": colors[0]},
        hovertemplate="%{x}: %{y:.1%}<extra></extra>",
    )
    if counted is not None:
        shown = [share for share in counted[:_SHOWN].tolist() if share >= _LEAST]
        figure.add_scatter(
            x=list(range(1, len(shown) + 1)),
            y=shown,
            name=say("in this text"),
            mode="markers",
            marker={"symbol": SYMBOLS[2], "size": 8, "color": colors[1]},
            hovertemplate="%{x}: %{y:.1%}<extra></extra>",
        )
    figure.update_xaxes(title=say("words apart in the text"), range=[0.4, _SHOWN + 0.6], dtick=1)
    figure.update_yaxes(title=say("share of the pairs"), tickformat=".0%", rangemode="tozero")
    figure.update_layout(legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"})
    return figure
