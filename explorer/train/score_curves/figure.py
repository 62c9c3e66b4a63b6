"""Curves of a run's scores over the tokens it has trained, beside its loss in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plotly import graph_objects as go

from explorer.parts.gold.scorecard import covered, named, number
from explorer.texts import say
from explorer.theme import SYMBOLS, categories, template

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.evaluation.scorecard import Kind, Score

HEIGHT = 240  # pixels


def tracks(
    curves: Mapping[Kind, Sequence[tuple[int, float]]], last: Sequence[Score], *, dark: bool
) -> go.Figure:
    """A line a score; its name has the newest value, and in brackets what share of it was asked."""
    figure = go.Figure(layout={"template": template(dark=dark), "height": HEIGHT})
    colours = categories(dark=dark)
    for place, score in enumerate(last):
        points = curves[score.kind]
        figure.add_scatter(
            x=[tokens for tokens, _ in points],
            y=[value for _, value in points],
            name=named(score.kind, covered(score)),
            mode="lines+markers",
            line={"color": colours[place % len(colours)]},
            marker={"symbol": SYMBOLS[place % len(SYMBOLS)], "size": 6},
            text=[number(score.kind, value) for _, value in points],
            hovertemplate="%{text}<extra></extra>",
        )
    values = [value for points in curves.values() for _, value in points]
    figure.update_yaxes(range=[min(0.0, *values, 0.0), 1.04])
    figure.update_xaxes(title=say("tokens read"), rangemode="tozero")
    return figure.update_layout(
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        showlegend=True,
        uirevision="tracks",
    )
