"""Figures of one step: how often the signs hold, and the collapse where nothing pushes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plotly import graph_objects as go

from explorer.texts import say
from explorer.theme import categories, template

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.theory.experiments.spread import Spread
    from engine.theory.signs import Share

HEIGHT = 250  # pixels


def signs(shares: Sequence[Share], *, dark: bool) -> go.Figure:
    """The share of random steps in which every sign was right, against the dimensions."""
    figure = go.Figure(layout={"template": template(dark=dark), "height": HEIGHT})
    figure.add_scatter(
        x=[one.dimensions for one in shares],
        y=[one.share for one in shares],
        mode="lines+markers",
        hovertemplate="d = %{x}: %{y:.1%}<extra></extra>",
    )
    figure.update_xaxes(title=say("dimensions d"), type="log")
    figure.update_yaxes(title=say("share of random steps"), tickformat=".0%", range=[0, 1.02])
    return figure


def collapse(courses: Mapping[int, Sequence[Spread]], *, dark: bool) -> go.Figure:
    """The mean cosine of random pairs while training, for each k."""
    figure = go.Figure(layout={"template": template(dark=dark), "height": HEIGHT})
    colors = categories(dark=dark)
    for place, (k, course) in enumerate(courses.items()):
        figure.add_scatter(
            x=[one.tokens for one in course],
            y=[one.cosine for one in course],
            name=f"k = {k}",
            mode="lines+markers",
            line={"color": colors[place], "dash": ("solid", "dash")[place % 2]},
            customdata=[one.length for one in course],
            hovertemplate="%{y:.2f} · |v| %{customdata:.2f}<extra>%{fullData.name}</extra>",
        )
    figure.update_xaxes(title=say("tokens read"))
    figure.update_yaxes(title=say("mean cosine of two words"), range=[-0.1, 1.05])
    figure.update_layout(legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"})
    return figure
