"""Measured against foretold v·u, and what a proposer leaves of the slope."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plotly import graph_objects as go

from explorer.texts import say
from explorer.theme import categories, forces, template

if TYPE_CHECKING:
    from explorer.labs.hard_negatives.known_world.view import View

HEIGHT = 300  # pixels
_LEAST = 0.5  # nats: where all v·u are equal the axis does not show rounding


def rest(view: View, *, dark: bool) -> go.Figure:
    """v·u of every pair against the formula: on the line where it holds."""
    colors = forces(dark=dark)
    figure = _figure(dark=dark)
    low, high = view.reach
    more = max(0.05 * (high - low), _LEAST - (high - low), 0.0)
    ends = [low - more, high + more]
    figure.add_scatter(
        x=view.cells.x,
        y=view.cells.y,
        mode="markers",
        name=say("a pair of words"),
        marker={"size": 4, "color": colors["pull"], "opacity": 0.55},
        hovertemplate="%{x:.2f}: %{y:.2f}<extra></extra>",
    )
    figure.add_scatter(
        x=ends,
        y=ends,
        mode="lines",
        name=say("as foretold"),
        hoverinfo="skip",
        line={"color": colors["push"], "dash": "dash", "width": 2},
    )
    figure.update_xaxes(title=say("v·u by the formula, in nats"), range=ends)
    figure.update_yaxes(title=say("v·u, in nats"), range=ends)
    return figure


def slopes(points: tuple[tuple[float, float], ...], now: float, *, dark: bool) -> go.Figure:
    """The slope of v·u on PMI against the share of proposed noise."""
    figure = _figure(dark=dark)
    figure.add_scatter(
        x=[share for share, _ in points],
        y=[slope for _, slope in points],
        mode="lines+markers",
        marker={"size": 8},
        line={"color": categories(dark=dark)[0]},
        hovertemplate="%{x:.0%}: %{y:.2f}<extra></extra>",
        showlegend=False,
    )
    figure.add_vline(x=now, line={"color": forces(dark=dark)["push"], "dash": "dot"})
    figure.update_xaxes(
        title=say("share of proposed noise λ"), range=[-0.05, 1.05], tickformat=".0%"
    )
    figure.update_yaxes(title=say("slope of v·u on PMI"), range=[-0.05, 1.15])
    return figure


def _figure(*, dark: bool) -> go.Figure:
    figure = go.Figure(layout={"template": template(dark=dark), "height": HEIGHT})
    return figure.update_layout(legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"})
