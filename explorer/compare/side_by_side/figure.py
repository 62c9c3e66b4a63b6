"""Maps side by side, linked by their words, and the curves of their losses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from plotly import graph_objects as go
from plotly.subplots import make_subplots

from explorer.compare.label_spacing import spaced
from explorer.texts import say
from explorer.theme import OTHER, SYMBOLS, categories, escaped, template

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.compare.side_by_side.view import Curve, Panel, Shared

LABELS = 14  # words named on a map
_APART: Final = (0.16, 0.07)  # shares of the map that two names keep apart
_TALL: Final = {2: 400, 3: 340, 4: 640}  # pixels
_DASHES: Final = ("solid", "dash", "dot", "dashdot")


def maps(
    panels: Sequence[Panel],
    words: Shared,
    *,
    selected: str,
    near: Sequence[Sequence[str]],
    dark: bool,
) -> go.Figure:
    """A map a run; a word that is chosen is ringed in all, its neighbours in each are named.

    The traces that `meta` calls points carry the words, those it calls rings are empty: a word that
    is pointed at is ringed by the page (`live/map/linked.js`).
    """
    columns = 3 if len(panels) == 3 else 2
    figure = make_subplots(
        -(-len(panels) // columns),
        columns,
        subplot_titles=[escaped(one.name) for one in panels],
        horizontal_spacing=0.02,
        vertical_spacing=0.08,
    )
    for number, panel in enumerate(panels):
        place = {"row": number // columns + 1, "col": number % columns + 1}
        mine = near[number] if near else ()
        for trace in _panel(panel, words, [selected, *mine] if selected else [], dark=dark):
            figure.add_trace(trace, **place)
    bare = {"showticklabels": False, "zeroline": False, "showgrid": False, "constrain": "domain"}
    figure.update_xaxes(**bare)
    figure.update_yaxes(**bare)
    figure.update_layout(
        template=template(dark=dark),
        height=_TALL[len(panels)],
        showlegend=False,
        margin={"l": 4, "r": 4, "t": 26, "b": 4},
        uirevision="maps",
        dragmode="pan",
    )
    return figure


def _panel(panel: Panel, words: Shared, named: Sequence[str], *, dark: bool) -> list[go.Scatter]:
    shown = words.words[: len(panel.places)]
    x, y = (column.round(3).tolist() for column in panel.places.T)
    at = {word: (x[i], y[i]) for i, word in enumerate(shown)}
    asked = [shown.index(word) for word in named if word in at] or None
    labels = [shown[i] for i in spaced(panel.places, *_APART, asked, LABELS)]
    colors = categories(dark=dark)
    points = go.Scatter(
        x=x,
        y=y,
        mode="markers",
        customdata=list(shown),
        meta="points",
        cliponaxis=True,
        hovertext=[escaped(word) for word in shown],
        hovertemplate="%{hovertext}<extra></extra>",
        marker={
            "size": 6,
            "opacity": 0.75,
            "color": [OTHER if g < 0 else colors[g % len(colors)] for g in words.groups[: len(x)]],
            "symbol": [
                SYMBOLS[g % len(SYMBOLS)] if g >= 0 else "circle" for g in words.groups[: len(x)]
            ],
        },
    )
    texts = go.Scatter(
        x=[at[word][0] for word in labels],
        y=[at[word][1] for word in labels],
        mode="text",
        text=[escaped(word) for word in labels],
        textposition="top center",
        hoverinfo="skip",
        textfont={"size": 11},
    )
    chosen = [at[word] for word in named[:1] if word in at]
    return [points, texts, _ring(chosen, 15, dark=dark), _ring([], 18, dark=dark, meta="ring")]


def _ring(
    places: Sequence[tuple[float, float]], size: int, *, dark: bool, meta: str | None = None
) -> go.Scatter:
    color = "#FAFAFA" if dark else "#31333F"
    return go.Scatter(
        x=[x for x, _ in places],
        y=[y for _, y in places],
        mode="markers",
        hoverinfo="skip",
        meta=meta,
        marker={"size": size, "color": "rgba(0,0,0,0)", "line": {"width": 2, "color": color}},
    )


def losses(curves: Sequence[Curve], *, above: bool, dark: bool) -> go.Figure:
    """A line a run: how far its loss is above the least there can be, or the loss itself."""
    figure = go.Figure(layout={"template": template(dark=dark), "height": 260})
    colors = categories(dark=dark)
    for number, curve in enumerate(curves):
        figure.add_scatter(
            x=curve.tokens,
            y=curve.values,
            name=escaped(curve.name),
            mode="lines",
            line={"color": colors[number], "dash": _DASHES[number], "width": 2},
            hovertemplate="%{y:.4f}<extra>%{fullData.name}</extra>",
        )
    axis: dict[str, Any] = {
        "title": say("nats a term above the least") if above else say("loss, nats a pair")
    }
    if above:
        axis |= {"type": "log", "dtick": 1}
    figure.update_yaxes(**axis)
    figure.update_xaxes(title=say("tokens read"))
    return figure.update_layout(
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"}, uirevision="losses"
    )
