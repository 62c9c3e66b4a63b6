"""Figures of a genome: boxes of cosines, ranks, and shares sorted right."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from plotly import graph_objects as go

from explorer.texts import say
from explorer.theme import OTHER, categories, template

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.arrays import Doubles, Floats
    from engine.evaluation.genome.kmers import Sums
    from engine.evaluation.genome.sequences import Sorted

HEIGHT = 270  # pixels
_TENTHS = 10


def boxes(groups: Mapping[str, Floats], title: str, *, dark: bool) -> go.Figure:
    """A box of cosines for each group: middle half, median, and whiskers from 5 % to 95 %."""
    figure = _figure(dark=dark)
    cuts = [np.percentile(values, (5, 25, 50, 75, 95)) for values in groups.values()]
    low, first, median, third, high = np.transpose(cuts)
    figure.add_box(
        x=list(groups),
        lowerfence=low,
        q1=first,
        median=median,
        q3=third,
        upperfence=high,
        marker={"color": categories(dark=dark)[0]},
        showlegend=False,
        hoverinfo="y",
    )
    figure.update_xaxes(title=title, type="category")
    return figure.update_yaxes(title=say("cosine"))


def ranks(found: Sums, *, dark: bool) -> go.Figure:
    """How many of AB and of BA lie in each tenth of the k-mers, from the nearest to the farthest.

    Chance puts a tenth into each.
    """
    figure = _figure(dark=dark)
    edges = np.linspace(0, 1, _TENTHS + 1)
    names = [f"{low:.0%}–{high:.0%}" for low, high in pairwise(edges.tolist())]
    sides = ((say("AB"), found.ranks, ""), (say("BA"), found.swapped, "/"))
    for color, (name, values, shape) in zip(categories(dark=dark), sides, strict=False):
        if len(values):
            shares = np.histogram(values, edges)[0] / len(values)
            figure.add_bar(
                x=names,
                y=shares,
                name=name,
                marker={"color": color, "pattern": {"shape": shape}},
                hovertemplate="%{y:.0%}<extra>%{fullData.name}</extra>",
            )
    figure.add_trace(_line(names, 1 / _TENTHS, say("chance"), dark=dark))
    figure.update_xaxes(title=say("rank by cosine with v(A) + v(B), nearest first"))
    return figure.update_yaxes(title=say("share"), tickformat=".0%")


def shares(found: Sorted, *, dark: bool) -> go.Figure:
    """Shares sorted right by vectors and by random numbers, with standard errors; the baseline."""
    figure = _figure(dark=dark)
    sides = {say("trained vectors"): found.right, say("random numbers"): found.blind}
    values = np.array([right.mean() for right in sides.values()])
    errors: Doubles = np.sqrt(values * (1 - values) / len(found.right))
    figure.add_bar(
        x=list(sides),
        y=values,
        width=0.5,
        showlegend=False,
        marker={"color": [categories(dark=dark)[0], OTHER]},
        error_y={"type": "data", "array": errors, "color": _ink(dark=dark)},
        hovertemplate="%{y:.1%} ± %{error_y.array:.1%}<extra></extra>",
    )
    line = _line(list(sides), found.baseline, say("always the commonest class"), dark=dark)
    figure.add_trace(line)
    return figure.update_yaxes(title=say("sorted right"), tickformat=".0%", range=[0, 1.05])


def _figure(*, dark: bool) -> go.Figure:
    layout = {"template": template(dark=dark), "height": HEIGHT, "barmode": "group"}
    legend = {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"}
    return go.Figure(layout=layout | {"legend": legend})


def _line(names: Sequence[str], height: float, text: str, *, dark: bool) -> go.Scatter:
    """What is to be beaten, as a line from the first name to the last."""
    return go.Scatter(
        x=list(names),
        y=[height] * len(names),
        name=text,
        mode="lines",
        showlegend=True,
        line={"dash": "dot", "width": 2, "color": _ink(dark=dark)},
        hoverinfo="skip",
    )


def _ink(*, dark: bool) -> str:
    return "#FAFAFA" if dark else "#31333F"
