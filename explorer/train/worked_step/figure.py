"""The arrows of one step on one word."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from plotly import graph_objects as go

from explorer.texts import say
from explorer.theme import escaped, forces, template

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.train.worked_step.view import Step


HEIGHT = 195  # pixels
_WIDE = 3.0  # times as wide as high, roughly


def arrows(view: Step, *, dark: bool) -> go.Figure:
    """The pull, the pushes and their sum from the tip of v, to one scale on both axes."""
    colors, ink = forces(dark=dark), "#FAFAFA" if dark else "#31333F"
    figure = go.Figure(
        layout={"template": template(dark=dark), "height": HEIGHT, "showlegend": False}
    )
    for term, (x, y) in zip(view.terms, view.arrows, strict=True):
        _arrow(figure, (x, y), colors["pull" if term.pull else "push"], 2)
    _arrow(figure, view.total, ink, 3)
    names = [f"{'+' if term.pull else '−'} {escaped(term.word)}" for term in view.terms]
    tints = [colors["pull" if term.pull else "push"] for term in view.terms]
    shapes = ["circle" if term.pull else "diamond" for term in view.terms]
    points = [*view.arrows, view.total, (0.0, 0.0)]
    (left, right), (low, high) = _ranges(points)
    figure.add_scatter(
        x=[x for x, _ in points],
        y=[y for _, y in points],
        mode="markers+text",
        text=[*_labels(names, view, high - low), say("sum"), "v"],
        hovertext=[*names, say("sum"), escaped(view.word)],
        hoverinfo="text",
        textposition=_sides(view),
        marker={"size": 6, "color": [*tints, ink, ink], "symbol": [*shapes, "star", "cross"]},
        cliponaxis=False,
        textfont={"size": 12},
    )
    look = {"nticks": 5, "exponentformat": "e", "title_font_size": 12, "tickfont_size": 11}
    figure.update_xaxes(title=say("along v"), range=[left, right], **look)
    figure.update_yaxes(title=say("across v"), range=[low, high], scaleanchor="x", **look)
    figure.update_layout(margin={"l": 56, "r": 8, "t": 6, "b": 34})
    return figure


def _arrow(figure: go.Figure, head: tuple[float, float], color: str, width: int) -> None:
    figure.add_annotation(
        ax=0,
        ay=0,
        x=head[0],
        y=head[1],
        axref="x",
        ayref="y",
        xref="x",
        yref="y",
        showarrow=True,
        arrowhead=2,
        arrowwidth=width,
        arrowcolor=color,
        text="",
    )


def _ranges(points: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """Room around the arrows for their names, to one scale."""
    (left, right), (low, high) = ((min(part), max(part)) for part in zip(*points, strict=True))
    half = 0.85 * max((right - left) / _WIDE, high - low, 1e-9)
    x, y = (left + right) / 2, (low + high) / 2
    return (x - _WIDE * half, x + _WIDE * half), (y - half, y + half)


def _labels(names: list[str], view: Step, high: float) -> list[str]:
    """The names that find room, those of long arrows first; the others are told when pointed at."""
    taken, shown = [view.total, (0.0, 0.0)], [""] * len(names)
    places = list(enumerate(view.arrows))
    for i, (x, y) in sorted(places, key=lambda place: -math.hypot(*place[1])):
        apart = all(abs(x - a) > 0.4 * high or abs(y - b) > 0.12 * high for a, b in taken)
        if apart or view.terms[i].pull:
            shown[i] = names[i]
            taken.append((x, y))
    return shown


def _sides(view: Step) -> list[str]:
    """Where the names lie: pull and sum away from each other, pushes outwards, v below."""
    left, right = "middle left", "middle right"
    pull, total = (left, right) if view.arrows[0][0] <= view.total[0] else (right, left)
    return [pull, *(right if x > 0 else left for x, _ in view.arrows[1:]), total, "bottom left"]
