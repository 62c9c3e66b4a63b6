"""Figures of stability: a map on which unstable words are faint, and scores with their spread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plotly import graph_objects as go

from explorer.compare.label_spacing import spaced
from explorer.parts.gold.scorecard import NAMES, number
from explorer.texts import say
from explorer.theme import OTHER, categories, escaped, template

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.compare.stability.view import Bar, Stability

_FAINTEST = 0.12


def stable_map(seen: Stability, selected: str, near: Sequence[str], *, dark: bool) -> go.Figure:
    """The first training's map; a word is as faint as its neighbours differ between trainings."""
    shown = seen.words[: len(seen.places)]
    x, y = (column.round(3).tolist() for column in seen.places.T)
    opacity = [round(max(_FAINTEST, share**2), 3) for share in seen.stability[: len(x)].tolist()]
    color = categories(dark=dark)[0]
    figure = go.Figure(layout={"template": template(dark=dark), "height": 420})
    figure.add_scatter(
        x=x,
        y=y,
        mode="markers",
        customdata=list(shown),
        hovertemplate="%{hovertext}<extra></extra>",
        hovertext=[
            f"{escaped(word)} {share:.0%}"
            for word, share in zip(shown, seen.stability.tolist(), strict=False)
        ],
        marker={"size": 9, "color": color, "opacity": opacity},
    )
    at = {word: i for i, word in enumerate(shown)}
    rings = [at[word] for word in [selected, *near] if word in at]
    named = spaced(seen.places, 0.09, 0.05, rings or None)
    figure.add_scatter(
        x=[x[i] for i in named],
        y=[y[i] for i in named],
        mode="text",
        hoverinfo="skip",
        text=[escaped(shown[i]) for i in named],
        textposition="top center",
        textfont={"size": 11},
    )
    figure.add_scatter(
        x=[x[i] for i in rings[:1]],
        y=[y[i] for i in rings[:1]],
        mode="markers",
        hoverinfo="skip",
        marker={
            "size": 17,
            "color": "rgba(0,0,0,0)",
            "line": {"width": 2, "color": "#FAFAFA" if dark else "#31333F"},
        },
    )
    bare = {"showticklabels": False, "zeroline": False, "showgrid": False}
    figure.update_xaxes(**bare)
    figure.update_yaxes(**bare)
    return figure.update_layout(
        showlegend=False, margin={"l": 4, "r": 4, "t": 8, "b": 4}, uirevision="sure", dragmode="pan"
    )


def bars(seen: Sequence[Bar], *, dark: bool) -> go.Figure:
    """The mean of each score with its standard deviation; each training a dot."""
    figure = go.Figure(layout={"template": template(dark=dark), "height": 80 + 56 * len(seen)})
    names = [say(NAMES[bar.kind]) for bar in seen]
    figure.add_bar(
        x=[bar.spread.mean for bar in seen],
        y=names,
        orientation="h",
        hoverinfo="skip",
        marker={"color": categories(dark=dark)[0], "opacity": 0.45},
        width=0.5,
        error_x={
            "type": "data",
            "array": [bar.spread.deviation or 0.0 for bar in seen],
            "thickness": 2,
            "width": 6,
        },
    )
    for bar, name in zip(seen, names, strict=True):
        figure.add_scatter(
            x=bar.spread.values,
            y=[name] * len(bar.spread.values),
            mode="markers",
            marker={
                "size": 8,
                "color": categories(dark=dark)[1],
                "opacity": 0.8,
                "line": {"width": 1, "color": OTHER},
            },
            text=[number(bar.kind, value) for value in bar.spread.values],
            hovertemplate="%{text}<extra></extra>",
        )
    figure.update_yaxes(autorange="reversed", automargin=True)
    values = [value for bar in seen for value in bar.spread.values]
    figure.update_xaxes(range=[min(0.0, *values), max(1.02, *values)])
    return figure.update_layout(
        showlegend=False, margin={"l": 8, "r": 12, "t": 4, "b": 28}, bargap=0.3
    )
