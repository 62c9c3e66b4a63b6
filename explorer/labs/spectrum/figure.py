"""Singular values, the highest first, of several matrices over one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plotly import graph_objects as go

from explorer.texts import say
from explorer.theme import OTHER, categories, forces, template

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.arrays import Doubles
    from engine.theory.spectrum import Spectrum
    from explorer.labs.spectrum.view import View

HEIGHT = 270  # pixels
_SHOWN = 100  # values
_LEAST = 1e-9  # of the highest: what is less is 0 up to rounding


@dataclass(frozen=True, slots=True)
class _Look:
    name: str
    color: str
    symbol: str
    dash: str = "solid"
    size: int = 5


def positive_part(view: View, learned: Spectrum | None, *, dark: bool) -> go.Figure:
    """The positive part at k and α, the same plain, and the product that the run has learned."""
    colors = forces(dark=dark)
    lines = [
        (_Look(say("k = 1, α = 1"), OTHER, "circle-open", "dash"), view.plain.values),
        (_Look(settings(view), colors["pull"], "circle"), view.turned.values),
    ]
    if learned is not None:
        look = _Look(say("V·Uᵀ of the run"), colors["push"], "square", "dot")
        lines.append((look, learned.values))
    return _figure(lines, dark)


def whole_matrix(view: View, *, dark: bool) -> go.Figure:
    """The whole matrix at k and α and plain; and both less their column means, which agree."""
    whole, colors = view.whole, categories(dark=dark)
    pull = forces(dark=dark)["pull"]
    return _figure(
        [
            (_Look(say("k = 1, α = 1"), OTHER, "circle-open", "dash", 8), whole.plain.values),
            (_Look(settings(view), pull, "circle"), whole.turned.values),
            (
                _Look(say("k = 1, α = 1, centred"), colors[2], "diamond-open", "dash", 10),
                whole.plain_centred.values,
            ),
            (
                _Look(say("{settings}, centred", settings=settings(view)), colors[3], "cross"),
                whole.turned_centred.values,
            ),
        ],
        dark,
    )


def settings(view: View) -> str:
    """The k and α of a view, as its line is called."""
    return say("k = {k}, α = {a}", k=view.knobs.negatives, a=f"{view.knobs.noise_exponent:g}")


def _figure(lines: Sequence[tuple[_Look, Doubles]], dark: bool) -> go.Figure:
    figure = go.Figure(layout={"template": template(dark=dark), "height": HEIGHT})
    for look, values in lines:
        seen = values[:_SHOWN][values[:_SHOWN] > _LEAST * max(values[0], _LEAST)]
        figure.add_scatter(
            x=list(range(1, len(seen) + 1)),
            y=seen.tolist(),
            name=look.name,
            mode="lines+markers",
            line={"color": look.color, "width": 1.5, "dash": look.dash},
            marker={"color": look.color, "symbol": look.symbol, "size": look.size},
            hovertemplate="%{x}: %{y:.4g}<extra>%{fullData.name}</extra>",
        )
    figure.update_xaxes(title=say("number of the direction, strongest first"))
    figure.update_yaxes(title=say("singular value (log scale)"), type="log")
    figure.update_layout(legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"})
    return figure
