"""Figures of subsampling: words kept, reach of windows, lengths of vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from plotly import graph_objects as go

from explorer.texts import say
from explorer.theme import OTHER, categories, escaped, forces, template

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.theory.experiments.norms import Norms
    from engine.theory.subsampling import Reach
    from explorer.labs.subsampling.view import Keeping

HEIGHT = 290  # pixels
_SELDOM, _FURTHEST = 0.002, 60  # the share of pairs, and the distance, up to which bars are drawn
_LONGEST = 12  # letters of a name


def kept(view: Keeping, *, dark: bool) -> go.Figure:
    """The chance of words to be kept against their share of the text; the other rule in grey."""
    colors = forces(dark=dark)
    figure = go.Figure(layout={"template": template(dark=dark), "height": HEIGHT})
    figure.add_scatter(
        x=[word.share for word in view.words],
        y=[word.rival for word in view.words],
        mode="lines",
        line={"color": OTHER, "dash": "dash", "width": 1.5},
        hoverinfo="skip",
        name=say("the paper's rule") if view.rule == "word2vec.c" else say("the code's rule"),
    )
    for always, color, symbol, name in (
        (False, colors["push"], "diamond", say("dropped at times")),
        (True, colors["pull"], "circle", say("always kept")),
    ):
        words = [word for word in view.words if (word.chance >= 1) is always]
        figure.add_scatter(
            x=[word.share for word in words],
            y=[word.chance for word in words],
            name=name,
            mode="markers+text",
            marker={"color": color, "symbol": symbol, "size": 6},
            text=[_called(word.name) if word.called else "" for word in words],
            textposition="bottom center" if always else "top right",
            hovertext=[escaped(word.name) for word in words],
            cliponaxis=False,
            hovertemplate="%{hovertext}: %{x:.3%} → %{y:.1%}<extra></extra>",
        )
    if view.begins is not None:
        figure.add_vline(x=view.begins, line={"color": colors["push"], "dash": "dot", "width": 1.5})
    figure.update_xaxes(
        title=say("share of the text (log scale)"), type="log", tickformat="~%", dtick=1
    )
    figure.update_yaxes(
        title=say("chance to be kept"), tickformat=".0%", range=[0, 1.12], dtick=0.25
    )
    _legend(figure)
    return figure


def _called(name: str) -> str:
    return escaped(name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…")


def reaches(plain: Reach, now: Reach, window: int, threshold: str, *, dark: bool) -> go.Figure:
    """The share of pairs at each distance in the text, nothing dropped and at the threshold."""
    colors = forces(dark=dark)
    figure = go.Figure(layout={"template": template(dark=dark), "height": HEIGHT})
    seldom = np.flatnonzero(now.shares >= _SELDOM)
    furthest = min(max(window, int(seldom.max(initial=0)) + 1), _FURTHEST) + 1
    for reach, name, color, pattern in (
        (plain, say("nothing dropped"), OTHER, ""),
        (now, threshold, colors["pull"], "/"),
    ):
        figure.add_bar(
            x=list(range(1, furthest + 1)),
            y=reach.shares[:furthest].tolist(),
            name=name,
            marker={"color": color, "pattern": {"shape": pattern}},
            hovertemplate="%{x}: %{y:.1%}<extra>%{fullData.name}</extra>",
        )
    figure.add_vline(x=window + 0.5, line={"color": colors["push"], "dash": "dot", "width": 1.5})
    figure.update_xaxes(title=say("words apart in the text, dropped ones counted"))
    figure.update_yaxes(title=say("share of the pairs"), tickformat=".0%")
    _legend(figure)
    return figure


def lengths(runs: Sequence[tuple[str, Norms]], *, dark: bool) -> go.Figure:
    """Mean length of the vectors against count, a line a run; runs come with their names."""
    figure = go.Figure(layout={"template": template(dark=dark), "height": HEIGHT})
    colors = [OTHER, *categories(dark=dark)]
    for place, (name, run) in enumerate(runs):
        figure.add_scatter(
            x=list(run.edges),
            y=list(run.means),
            name=name,
            mode="lines+markers",
            line={"color": colors[place], "dash": ("dash", "solid", "dot")[place % 3]},
            marker={"symbol": ("circle-open", "square", "diamond")[place % 3], "size": 8},
            customdata=list(run.words),
            hovertemplate="%{y:.2f} · %{customdata:,}<extra>%{fullData.name}</extra>",
        )
    figure.update_xaxes(
        title=say("times a word stands in the text, at least (log scale)"), type="log", dtick=1
    )
    figure.update_yaxes(title=say("mean length of v"), rangemode="tozero")
    _legend(figure)
    return figure


def _legend(figure: go.Figure) -> None:
    figure.update_layout(legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"})
