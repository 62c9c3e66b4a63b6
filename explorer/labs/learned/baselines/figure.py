"""Training and counting side by side, as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plotly import graph_objects as go

from explorer.texts import say
from explorer.theme import categories, template

if TYPE_CHECKING:
    from collections.abc import Sequence

HEIGHT = 250  # pixels


def bars(
    names: Sequence[str],
    common: Sequence[float],
    found: Sequence[float | None],
    ranked: Sequence[float | None] = (),
    *,
    dark: bool,
) -> go.Figure:
    """For each kind of vectors the share of neighbours that training names too, and of analogies.

    Shares in 0 … 1, and Spearman's ρ of word pairs; what is None has no bar.
    """
    figure = go.Figure(
        layout={"template": template(dark=dark), "height": HEIGHT, "barmode": "group"}
    )
    series = [
        (say("neighbours that training names too"), common, ""),
        (say("analogies found"), found, "/"),
        (say("word pairs ranked (ρ)"), ranked, "."),
    ]
    for color, (name, values, pattern) in zip(categories(dark=dark), series, strict=False):
        if all(value is None for value in values):
            continue
        said = "{:.2f}" if values is ranked else "{:.0%}"
        figure.add_bar(
            x=list(names),
            y=list(values),
            name=name,
            marker={"color": color, "pattern": {"shape": pattern}},
            textposition="outside",
            cliponaxis=False,
            text=["" if value is None else said.format(value) for value in values],
            hovertemplate="%{text}<extra>%{fullData.name}</extra>",
        )
    known = (value for value in [0, *ranked] if value is not None)
    figure.update_yaxes(title=say("share"), tickformat=".0%", range=[min(0, *known), 1.12])
    return figure.update_layout(legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"})
