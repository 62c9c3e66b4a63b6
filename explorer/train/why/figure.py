"""The candidates of an analogy, each with its score as three parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plotly import graph_objects as go

from explorer.texts import say
from explorer.theme import escaped, forces, template

if TYPE_CHECKING:
    from explorer.train.why.view import Candidate, Why

ROW = 30  # pixels
_LONGEST = 16  # letters of a word beside its bar


def score_bars(view: Why, *, dark: bool) -> go.Figure:
    """A stacked bar a candidate: what pulls it up to the right, what holds it back to the left.

    Each part has a pattern of its own, the score is a diamond with its number. The words asked
    with are marked by ▸, the answer known to be right by ✓.
    """
    colors = forces(dark=dark)
    rows = [_name(one, view.right) for one in view.candidates]
    a, b, c = (escaped(short(word)) for word in view.words)
    figure = go.Figure()
    for part, name, color, pattern in (
        (0, say("cos to b: {word}", word=b), colors["pull"], ""),
        (2, say("cos to c: {word}", word=c), colors["pull"], "/"),
        (1, say("− cos to a: {word}", word=a), colors["push"], "x"),
    ):
        figure.add_bar(
            x=[one.parts[part] for one in view.candidates],
            y=rows,
            orientation="h",
            name=name,
            marker={
                "color": color,
                "opacity": 0.75,
                "line": {"color": color, "width": 1},
                "pattern": {"shape": pattern, "fillmode": "replace", "size": 6},
            },
            hovertemplate="%{x:.3f}",
        )
    _scores(figure, view, rows, dark=dark)
    figure.update_layout(
        template=template(dark=dark),
        height=ROW * len(rows) + 78,
        barmode="relative",
        bargap=0.35,
        margin={"l": 8, "r": 8, "t": 50, "b": 22},
        legend={
            "orientation": "h",
            "x": 0,
            "xref": "container",
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "font": {"size": 12},
            "traceorder": "normal",
        },
    )
    figure.update_xaxes(range=_span(view), zeroline=True, zerolinewidth=2)
    figure.update_yaxes(autorange="reversed", type="category", showgrid=False)
    return figure


def _scores(figure: go.Figure, view: Why, rows: list[str], *, dark: bool) -> None:
    """The diamonds, and the numbers at the right edge, where no bar hides them."""
    ink = "#FAFAFA" if dark else "#31333F"
    figure.add_scatter(
        x=[one.score for one in view.candidates],
        y=rows,
        mode="markers",
        name=say("score"),
        marker={"symbol": "diamond", "size": 9, "color": ink},
        hovertemplate="%{x:.3f}",
    )
    figure.add_scatter(
        x=[_span(view)[1]] * len(rows),
        y=rows,
        mode="text",
        showlegend=False,
        hoverinfo="skip",
        text=[f"{one.score:.2f}" for one in view.candidates],
        textposition="middle left",
    )


def _name(one: Candidate, right: str) -> str:
    mark = "✓ " if one.word == right else "▸ " if one.asked else ""
    return f"{mark}{escaped(short(one.word))} {one.rank}"


def short(text: str) -> str:
    """A word that fits beside a bar."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _span(view: Why) -> tuple[float, float]:
    """From the longest stack to the left to that to the right, with room for the numbers."""
    low = min(0.0, *(sum(min(part, 0.0) for part in one.parts) for one in view.candidates))
    high = max(0.0, *(sum(max(part, 0.0) for part in one.parts) for one in view.candidates))
    wide = max(high - low, 1e-3)
    return low - 0.04 * wide, high + 0.2 * wide
