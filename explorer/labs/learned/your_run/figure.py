"""Figure of learned logits against what a theory says of each pair of words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from plotly import graph_objects as go

from explorer.texts import say
from explorer.theme import OTHER, forces, scale, template

if TYPE_CHECKING:
    from explorer.labs.learned.your_run.view import Theory, View
    from explorer.parts.cells import Cells

HEIGHT = 310  # pixels
_SMALL, _LARGE = 3.0, 11.0  # of a pair hardly ever met, and of the commonest
_APART = 1.5  # nats left of the least prediction: where pairs that are never met stand


def against(view: View, theory: Theory, *, dark: bool) -> go.Figure:
    """Points coloured and sized by how often the pair is met, the line, and the cells at −∞."""
    figure = go.Figure(
        layout={"template": template(dark=dark), "height": HEIGHT, "showlegend": False}
    )
    low, high = view.reach
    figure.add_scatter(
        x=[low, high],
        y=[low, high],
        mode="lines",
        hoverinfo="skip",
        line={"color": forces(dark=dark)["push"], "dash": "dash", "width": 2},
    )
    figure.add_scatter(**_points(view.cells[theory], dark=dark, told=theory != "exact"))
    if view.unseen:
        figure.add_box(
            x=[low - _APART] * len(view.unseen),
            y=view.unseen,
            width=0.8,
            boxpoints=False,
            line={"color": OTHER, "width": 1.5},
            name=say("never met: −∞"),
        )
        figure.add_annotation(
            x=low - _APART - 0.4,
            y=max(view.unseen),
            text=say("never met: −∞"),
            showarrow=False,
            xanchor="left",
            yanchor="bottom",
            font={"size": 11},
        )
    figure.update_xaxes(title=say("what the theory says, in nats"))
    figure.update_yaxes(title=say("v·u as learned, in nats"))
    return figure


def _points(cells: Cells, *, dark: bool, told: bool) -> dict[str, object]:
    """The points of a scatter; `told` is whether the scale of colours stands beside them."""
    logs = [math.log10(max(count, 0.1)) for count in cells.weight]
    most = max([*logs, 0.0])
    sizes = [_SMALL + (_LARGE - _SMALL) * (log + 1) / (most + 1) for log in logs]
    return {
        "x": cells.x,
        "y": cells.y,
        "mode": "markers",
        "customdata": cells.weight,
        "hovertemplate": say(
            "{x} by theory · {y} learned · met {count} times",
            x="%{x:.2f}",
            y="%{y:.2f}",
            count="%{customdata:.1f}",
        )
        + "<extra></extra>",
        "marker": {
            "size": sizes,
            "color": logs,
            "cmin": -1,
            "cmax": max(most, 0.0),
            "opacity": 0.75,
            "colorscale": scale(dark=dark),
            "showscale": told,
            "colorbar": {
                "thickness": 8,
                "title": {"text": say("met"), "font": {"size": 11}},
                "tickvals": [-1, 0, 1, 2, 3, 4, 5],
                "ticktext": ["0.1", "1", "10", "100", "1,000", "10,000", "100,000"],
            },
        },
    }
