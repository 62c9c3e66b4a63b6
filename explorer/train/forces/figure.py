"""Two arrows, the pull and the push on a word, laid tip to tail, and the way they make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plotly import graph_objects as go

from explorer.texts import say
from explorer.theme import forces, template

if TYPE_CHECKING:
    from explorer.train.forces.view import Forces

_HEIGHT = 170


def arrows(view: Forces, *, dark: bool) -> go.Figure:
    """The pull along x, the push from its tip, the sum of both from the start."""
    colors = forces(dark=dark)
    (x, _), (dx, dy) = view.pull.arrow, view.push.arrow
    text = "#FAFAFA" if dark else "#31333F"
    figure = go.Figure(
        [
            _arrow((0, 0), (x, 0), say("pull"), color=colors["pull"], width=3),
            _arrow((x, 0), (x + dx, dy), say("push"), color=colors["push"], width=3, dash="dash"),
            _arrow((0, 0), (x + dx, dy), say("both together"), color=text, width=4),
        ]
    )
    figure.update_layout(
        template=template(dark=dark),
        height=_HEIGHT,
        margin={"l": 8, "r": 8, "t": 4, "b": 22},
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "font": {"size": 12}},
    )
    figure.update_xaxes(nticks=6, tickfont={"size": 11}, zeroline=False)
    figure.update_yaxes(
        scaleanchor="x", scaleratio=1, showticklabels=False, zeroline=False, showgrid=False
    )
    return figure


def _arrow(
    tail: tuple[float, float],
    tip: tuple[float, float],
    name: str,
    *,
    color: str,
    width: int,
    dash: str = "solid",
) -> go.Scatter:
    line: dict[str, Any] = {"color": color, "width": width, "dash": dash}
    head = {"symbol": "arrow", "size": [0, 13], "angleref": "previous", "color": color}
    return go.Scatter(
        x=[tail[0], tip[0]],
        y=[tail[1], tip[1]],
        name=name,
        mode="lines+markers",
        line=line,
        marker=head | {"opacity": 1, "line": {"width": 0}},
        hoverinfo="name",
    )
