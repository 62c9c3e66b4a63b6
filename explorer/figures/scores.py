"""Accuracy of each planted relation, as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plotly import graph_objects as go

from explorer.figures.theme import forces, template
from explorer.texts import say

if TYPE_CHECKING:
    from engine.evaluation.analogies import Accuracy


def accuracy_bars(scored: Accuracy, *, dark: bool) -> go.Figure:
    """A bar a relation: share of its questions answered right, with the numbers beside it."""
    names = list(reversed(scored.sections))
    shares = [scored.sections[name][0] / scored.sections[name][1] for name in names]
    figure = go.Figure(
        go.Bar(
            x=shares, y=[say(name) for name in names], orientation="h",
            marker={"color": forces(dark=dark)["pull"]},
            text=["{:.0%} ({}/{})".format(share, *scored.sections[name])
                  for share, name in zip(shares, names, strict=True)],
            textposition="auto", hoverinfo="skip", cliponaxis=False,
            insidetextfont={"color": "#10222E" if dark else "#FFFFFF"},
        )
    )  # fmt: skip
    figure.update_layout(
        template=template(dark=dark), height=260, showlegend=False, bargap=0.25,
        margin={"l": 8, "r": 12, "t": 4, "b": 28},
    )  # fmt: skip
    figure.update_xaxes(range=[0, 1], tickformat=".0%", dtick=0.25)
    return figure
