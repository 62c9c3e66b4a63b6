"""The parallelogram of an analogy."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from plotly import graph_objects as go

from explorer.texts import say
from explorer.theme import escaped, forces, template

if TYPE_CHECKING:
    from explorer.train.analogy.view import Analogy


def parallelogram(view: Analogy, *, dark: bool) -> go.Figure:
    """Two arrows, a → b and c → b − a + c, in the plane of a, b and c; and the answer."""
    colors = forces(dark=dark)
    *named, (_, x, y) = view.corners
    figure = go.Figure(layout={"template": template(dark=dark), "height": 260, "showlegend": False})
    a, b, c = ((px, py) for _, px, py in named[:3])
    for tail, head, dash in ((a, b, "solid"), (c, (x, y), "dash")):
        figure.add_annotation(
            ax=tail[0], ay=tail[1], x=head[0], y=head[1], axref="x", ayref="y", xref="x", yref="y",
            showarrow=True, arrowhead=2, arrowwidth=2, arrowcolor=colors["pull"], text="",
            opacity=1.0 if dash == "solid" else 0.55,
        )  # fmt: skip
    figure.add_scatter(
        x=[px for _, px, _ in named], y=[py for *_, py in named], mode="markers+text",
        text=[escaped(name) for name, *_ in named], textposition="top center", hoverinfo="text",
        marker={"size": 9, "color": [colors["pull"]] * 3 + [colors["push"]] * (len(named) - 3),
                "symbol": ["circle"] * 3 + ["diamond"] * (len(named) - 3)},
    )  # fmt: skip
    figure.add_scatter(
        x=[x], y=[y], mode="markers+text", text=[say("b − a + c")], textposition="bottom center",
        marker={"size": 10, "symbol": "x-thin", "line": {"width": 2, "color": colors["push"]}},
        hoverinfo="text",
    )  # fmt: skip
    low_x, high_x, low_y, high_y = _span(view)
    figure.update_xaxes(visible=False, range=[low_x, high_x])
    figure.update_yaxes(visible=False, range=[low_y, high_y])
    figure.update_layout(margin={"l": 4, "r": 4, "t": 4, "b": 4})
    return figure


def _span(view: Analogy) -> tuple[float, float, float, float]:
    """Room around the corners for their names."""
    xs, ys = [x for _, x, _ in view.corners], [y for *_, y in view.corners]
    wide, high = max(max(xs) - min(xs), 1e-3), max(max(ys) - min(ys), 1e-3)
    return min(xs) - 0.3 * wide, max(xs) + 0.3 * wide, min(ys) - 0.3 * high, max(ys) + 0.3 * high


def read_parallelogram(view: Analogy) -> str:
    """How far the answer lies from the fourth corner of `analogy.parallelogram`, beside a side."""
    a, b, c = view.words
    asked = say("{a} is to {b} as {c} is to {answer}", a=a, b=b, c=c, answer=view.answer or "?")
    if not view.answer:
        return asked
    places = [(x, y) for _, x, y in view.corners]
    missed = say(
        "In the plane, {answer} lies {missed} from b − a + c; from {a} to {b} it is {side}.",
        answer=view.answer, a=a, b=b, missed=f"{math.dist(places[3], places[4]):.2f}",
        side=f"{math.dist(places[0], places[1]):.2f}",
    )  # fmt: skip
    return f"{asked}. {missed}"
