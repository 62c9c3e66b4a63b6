"""The shares of the noise, what they add to the matrix, draws against them, and a grid of runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plotly import graph_objects as go

from explorer.texts import say
from explorer.theme import categories, escaped, forces, template

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.theory.experiments.analogy_grid import Grid
    from explorer.labs.noise.view import Drawn, View

HEIGHT = 270  # pixels
_LONGEST = 14  # letters of a word under a bar
# Cells of the grid, and the numbers in them: 4.5 to 1 and more on every shade.
_FILL = {False: ["#F3F7FB", "#7CC0EC"], True: ["#1C2733", "#2F6DA0"]}
_INK = {False: "#10222E", True: "#FAFAFA"}


def shares(view: View, *, dark: bool) -> go.Figure:
    """A bar a word: its share of the noise; a diamond where raw counts would have it."""
    places = list(range(len(view.bars)))
    figure = _figure(dark=dark)
    figure.add_bar(
        x=places,
        y=[bar.share for bar in view.bars],
        name=f"α = {view.law.exponent:g}",
        marker={"color": forces(dark=dark)["push"]},
        hovertemplate="%{y:.3%}<extra>%{fullData.name}</extra>",
    )
    figure.add_scatter(
        x=places,
        y=[bar.raw for bar in view.bars],
        name=say("α = 1, raw counts"),
        mode="markers",
        marker={
            "symbol": "diamond-open",
            "size": 9,
            "line": {"width": 2},
            "color": forces(dark=dark)["pull"],
        },
        hovertemplate="%{y:.3%}<extra>%{fullData.name}</extra>",
    )
    figure.update_xaxes(tickvals=places, ticktext=[_short(bar.word) for bar in view.bars])
    figure.update_yaxes(title=say("share of the noise (log)"), type="log", tickformat="~%")
    return figure


def offsets(view: View, *, dark: bool) -> go.Figure:
    """What each word's column of the matrix gets, against the word's count."""
    figure = _figure(dark=dark)
    figure.add_scatter(
        x=[count for count, _ in view.offsets],
        y=[nats for _, nats in view.offsets],
        mode="markers",
        marker={"size": 6},
        showlegend=False,
        hovertemplate="%{x:,}: %{y:+.2f}<extra></extra>",
    )
    figure.update_xaxes(title=say("times the word stands in the text (log)"), type="log")
    figure.update_yaxes(title=say("added to v·u (nats)"), zeroline=True, rangemode="tozero")
    return figure


def draws(seen: Drawn, *, dark: bool) -> go.Figure:
    """How far off each word's draws are, in standard deviations, with the band of two."""
    figure = _figure(dark=dark)
    figure.add_hrect(y0=-2, y1=2, line_width=0, opacity=0.15, fillcolor=categories(dark=dark)[0])
    figure.add_scatter(
        x=[expected for expected, _ in seen.dots],
        y=[off for _, off in seen.dots],
        mode="markers",
        marker={"size": 5},
        showlegend=False,
        hovertemplate="%{x:,.0f}: %{y:+.1f}<extra></extra>",
    )
    figure.update_xaxes(title=say("draws expected of the word (log)"), type="log")
    figure.update_yaxes(title=say("off by (standard deviations)"), range=[-4.5, 4.5])
    return figure


def grid(
    made: Grid, exponents: Sequence[float], negatives: Sequence[int], *, dark: bool
) -> go.Figure:
    """The share of analogies found, a cell a training; cells that are not trained are empty."""
    held = {(cell.exponent, cell.negatives): cell.accuracy for cell in made.cells}
    shares = [[held.get((a, k)) for a in exponents] for k in negatives]
    figure = _figure(dark=dark)
    figure.add_heatmap(
        x=[f"{a:g}" for a in exponents],
        y=[f"{k}" for k in negatives],
        z=shares,
        zmin=0,
        zmax=1,
        text=[["" if share is None else f"{share:.1%}" for share in row] for row in shares],
        texttemplate="%{text}",
        textfont={"color": _INK[dark]},
        colorscale=_FILL[dark],
        xgap=2,
        ygap=2,
        hoverongaps=False,
        hoverinfo="skip",
        colorbar={"tickformat": ".0%", "thickness": 12},
    )
    figure.update_xaxes(title=say("noise exponent α"), type="category", showgrid=False)
    figure.update_yaxes(title=say("negatives k"), type="category", showgrid=False)
    return figure


def _figure(*, dark: bool) -> go.Figure:
    figure = go.Figure(layout={"template": template(dark=dark), "height": HEIGHT})
    figure.update_layout(legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"})
    return figure


def _short(word: str) -> str:
    return escaped(word if len(word) <= _LONGEST else f"{word[: _LONGEST - 1]}…")
