"""The Zipf plot of a corpus."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from plotly import graph_objects as go

from explorer.texts import say
from explorer.theme import forces, template

if TYPE_CHECKING:
    from explorer.train.health.view import Health


def zipf(view: Health, *, dark: bool) -> go.Figure:
    """Count against rank on logarithmic axes, with the line below which words are left out."""
    colors = forces(dark=dark)
    ranks, counts = zip(*view.zipf, strict=True)
    figure = go.Figure(
        go.Scatter(x=ranks, y=counts, mode="lines", line={"color": colors["pull"], "width": 2})
    )
    figure.add_hline(y=view.min_count, line={"color": colors["push"], "dash": "dash", "width": 1.5})
    figure.add_annotation(  # on a logarithmic axis notes stand at the logarithm, lines do not
        x=1,
        xref="paper",
        xanchor="right",
        y=math.log10(view.min_count),
        yanchor="bottom",
        text=say("min_count {count}", count=view.min_count),
        showarrow=False,
    )
    figure.update_layout(
        template=template(dark=dark),
        height=220,
        showlegend=False,
        margin={"l": 48, "r": 12, "t": 12, "b": 40},
    )
    figure.update_xaxes(type="log", title=say("rank"), dtick=1)
    figure.update_yaxes(type="log", title=say("count"), dtick=1)
    return figure


def read_zipf(view: Health) -> str:
    """The ends of the curve of `health.zipf`, and what its line leaves out."""
    (_, most), *_, (last, least) = view.zipf
    return say(
        "The commonest word stands {most} times in the text, the one at rank {last} {least} times;"
        " the line at min_count {min_count} keeps {kept} of {types} words.",
        most=f"{most:,}",
        last=f"{last:,}",
        least=f"{least:,}",
        min_count=view.min_count,
        kept=f"{view.kept_types:,}",
        types=f"{view.types:,}",
    )
