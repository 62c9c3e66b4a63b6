"""A small map: the commonest words as dots, a word, and its neighbours, some by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plotly import graph_objects as go

from explorer.theme import OTHER, escaped, forces, template

if TYPE_CHECKING:
    from explorer.labs.hard_negatives.two_runs.view import Map

HEIGHT = 270  # pixels


def small_map(seen: Map, *, dark: bool) -> go.Figure:
    """Two principal axes, without numbers: only who lies beside whom means anything."""
    figure = go.Figure(layout={"template": template(dark=dark), "height": HEIGHT})
    colors = forces(dark=dark)
    for near in (False, True):
        rows = [i for i, here in enumerate(seen.near) if here is near]
        names = [escaped(seen.words[i]) for i in rows]
        shown = [name if seen.named[i] else "" for i, name in zip(rows, names, strict=True)]
        figure.add_scatter(
            x=[seen.x[i] for i in rows],
            y=[seen.y[i] for i in rows],
            hovertext=names,
            hovertemplate="%{hovertext}<extra></extra>",
            showlegend=False,
            mode="markers+text" if near else "markers",
            text=shown if near else None,
            textposition="top center",
            textfont={"size": 11},
            cliponaxis=False,
            marker={
                "size": [9 if i == 0 else 6 if near else 4 for i in rows],
                "color": colors["push"] if near else OTHER,
                "symbol": ["star" if i == 0 else "circle" for i in rows],
                "opacity": 0.95 if near else 0.4,
            },
        )
    bare = {"showticklabels": False, "zeroline": False, "showgrid": False}
    figure.update_layout(xaxis=bare, yaxis=bare, margin={"l": 8, "r": 8, "t": 16, "b": 8})
    return figure
