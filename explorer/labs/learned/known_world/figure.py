"""Points that climb onto the line PMI − log k, and how near they have come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plotly import graph_objects as go

from explorer.texts import say
from explorer.theme import categories, forces, template

if TYPE_CHECKING:
    from explorer.labs.learned.known_world.view import Band, View

HEIGHT = 310  # pixels


def climb(view: View, *, dark: bool) -> go.Figure:
    """v·u of every pair of words against its PMI, the textbook's line, and the band of chance."""
    colors = forces(dark=dark)
    figure = go.Figure(layout={"template": template(dark=dark), "height": HEIGHT})
    if view.band is not None:
        _shade(figure, view.band, colors["push"])
    low, high = view.reach
    figure.add_scatter(
        x=view.cells.x,
        y=view.cells.y,
        mode="markers",
        name=say("a pair of words"),
        marker={"size": 4, "color": colors["pull"], "opacity": 0.55},
        hovertemplate=say("PMI {x} · v·u {y}", x="%{x:.2f}", y="%{y:.2f}") + "<extra></extra>",
    )
    figure.add_scatter(
        x=[low, high],
        y=[low - view.shift, high - view.shift],
        mode="lines",
        name=say("PMI − log k"),
        line={"color": colors["push"], "dash": "dash", "width": 2},
        hoverinfo="skip",
    )
    figure.update_xaxes(title=say("PMI, in nats"))
    figure.update_yaxes(
        title=say("v·u, in nats"), range=[low - view.shift - 0.6, high - view.shift + 0.6]
    )
    return _legend(figure)


def _shade(figure: go.Figure, band: Band, color: str) -> None:
    common = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    figure.add_scatter(x=band.x, y=band.low, showlegend=False, **common)
    figure.add_scatter(
        x=band.x,
        y=band.high,
        fill="tonexty",
        name=say("what chance alone does"),
        fillcolor=f"rgba({_channels(color)},0.18)",
        **common,
    )


def _channels(color: str) -> str:
    return ",".join(str(int(color[at : at + 2], 16)) for at in (1, 3, 5))


def course(view: View, *, dark: bool, of: str) -> go.Figure:
    """The slope and R² of the points, against the pairs or steps so far, which `of` names."""
    figure = go.Figure(layout={"template": template(dark=dark), "height": HEIGHT})
    seen = [moment.seen for moment in view.course]
    lines = (
        (say("slope"), [moment.slope for moment in view.course], "solid", "circle"),
        ("R²", [moment.r2 for moment in view.course], "dot", "square"),
    )
    for color, (name, values, dash, symbol) in zip(categories(dark=dark), lines, strict=False):
        figure.add_scatter(
            x=seen,
            y=values,
            name=name,
            mode="lines+markers",
            marker={"symbol": symbol, "size": 5},
            line={"color": color, "dash": dash},
            hovertemplate="%{x:,}: %{y:.3f}<extra>%{fullData.name}</extra>",
        )
    figure.add_hline(y=1, line={"color": forces(dark=dark)["push"], "dash": "dash", "width": 2})
    figure.update_xaxes(title=of, rangemode="tozero", tickformat="~s")
    figure.update_yaxes(title=say("1 if the theory holds"), range=[-0.05, 1.15])
    return _legend(figure)


def _legend(figure: go.Figure) -> go.Figure:
    return figure.update_layout(legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"})
