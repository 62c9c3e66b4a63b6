"""The network as it is drawn, and how well its labels are predicted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from plotly import graph_objects as go

from explorer.texts import say
from explorer.theme import OTHER, SYMBOLS, categories, template

if TYPE_CHECKING:
    from engine.arrays import Doubles, Ids
    from explorer.network.drawing.view import Network
    from explorer.network.scores.view import Predicted

HEIGHT = 460  # pixels
_SCORES = 260
_LABELS = 40  # nodes written
_DRAWN, _LETTER, _LINE = np.array([640.0, 380.0]), 7.0, 13.0  # pixels: roughly, to part names
_SIZES = (6.0, 18.0)  # pixels of a node
_FAR = 0.005  # of the nodes on each side
_FEW = 200  # nodes of a network in which all are large


def drawing(view: Network, places: Doubles, selected: int | None, *, dark: bool) -> go.Figure:
    """Nodes coloured by label as on the map, edges between them; the selected one is ringed."""
    figure = go.Figure(
        layout={
            "template": template(dark=dark),
            "height": HEIGHT,
            "uirevision": "network",
            "margin": {"l": 4, "r": 4, "t": 28, "b": 4},
            "dragmode": "pan",
            "legend": {"orientation": "h", "x": 0, "y": 1.0, "yanchor": "bottom"},
        }
    )
    faint = "rgba(140,140,140,0.4)"
    _edges(figure, places, view.edges, faint, 1.0 if len(view.names) <= _FEW else 0.6)
    if selected is not None:
        near = view.near(selected)
        spokes = np.stack([np.full(len(near), selected, np.int32), near])
        _edges(figure, places, spokes, categories(dark=dark)[4], 1.8)
    sizes = _sizes(view)
    for place, (group, nodes) in enumerate(view.of_group()):
        _nodes(figure, view, places, nodes, sizes, (place if group else -1, group), dark=dark)
    _written(figure, view, places, sizes, selected, dark=dark)
    low, high = np.quantile(places, [_FAR, 1 - _FAR], axis=0)  # what drifts off may be panned to
    room = 0.08 * (high - low) + 1e-9
    across, up = np.stack([low - room, high + room], axis=1).tolist()
    figure.update_xaxes(visible=False, range=across)
    figure.update_yaxes(visible=False, range=up, scaleanchor="x")
    return figure


def _sizes(view: Network) -> Doubles:
    low, high = _SIZES if len(view.names) <= _FEW else (4.5, 12.0)
    share = np.sqrt(view.degrees / max(1, int(view.degrees.max())))
    return np.asarray(low + (high - low) * share)


def _edges(figure: go.Figure, places: Doubles, edges: Ids, color: str, width: float) -> None:
    """Lines in one trace, broken between edges."""
    broken = np.full((edges.shape[1], 3, 2), np.nan)
    broken[:, 0], broken[:, 1] = places[edges[0]], places[edges[1]]
    line = broken.reshape(-1, 2)
    figure.add_scattergl(
        x=line[:, 0],
        y=line[:, 1],
        mode="lines",
        hoverinfo="skip",
        showlegend=False,
        line={"color": color, "width": width},
    )


def _nodes(
    figure: go.Figure,
    view: Network,
    places: Doubles,
    nodes: Ids,
    sizes: Doubles,
    named: tuple[int, str],
    *,
    dark: bool,
) -> None:
    """The nodes of one label; they say their names when clicked."""
    rank, group = named
    colors = categories(dark=dark)
    known = 0 <= rank < len(colors)
    plain = len(set(view.groups)) == 1
    names = [view.names[node] for node in nodes]
    figure.add_scattergl(
        x=places[nodes, 0],
        y=places[nodes, 1],
        mode="markers",
        customdata=names,
        name=say(group) if group else say("other"),
        showlegend=known and not plain,
        marker={
            "size": sizes[nodes],
            "opacity": 0.95,
            "line": {"width": 1 if len(view.names) <= _FEW else 0},
            "color": colors[rank] if known else colors[0] if plain else OTHER,
            "symbol": SYMBOLS[rank] if known else SYMBOLS[0],
        },
        text=[say("{count} edges", count=f"{view.degrees[node]:,}") for node in nodes],
        hovertemplate="%{customdata}<br>%{text}<extra></extra>",
    )


def _written(
    figure: go.Figure,
    view: Network,
    places: Doubles,
    sizes: Doubles,
    selected: int | None,
    *,
    dark: bool,
) -> None:
    """The names of the commonest nodes and of the selected one, which is ringed."""
    text = "#FAFAFA" if dark else "#31333F"
    order = list(range(len(view.names)))
    if selected is not None:
        order = [selected, *(node for node in order if node != selected)]
        figure.add_scattergl(
            x=places[[selected], 0],
            y=places[[selected], 1],
            mode="markers",
            hoverinfo="skip",
            showlegend=False,
            marker={"size": 26, "symbol": "circle-open", "color": text, "line": {"width": 2.5}},
        )
    for node in _apart(view, places, order):  # traces of text would lie under the nodes
        x, y = places[node].tolist()
        figure.add_annotation(
            x=x,
            y=y,
            text=_plain(view.names[node]),
            showarrow=False,
            xanchor="left",
            xshift=sizes[node] / 2 + 1,
            font={"color": text, "size": 11},
            bgcolor="rgba(0,0,0,0.45)" if dark else "rgba(255,255,255,0.6)",
            borderpad=0,
        )


def _apart(view: Network, places: Doubles, order: list[int]) -> list[int]:
    """The first of these nodes whose names do not lie over each other."""
    span = np.maximum(np.ptp(np.quantile(places, [_FAR, 1 - _FAR], axis=0), axis=0), 1e-9)
    pixels = places * min(_DRAWN / span)
    boxes: list[tuple[float, float, float]] = []
    shown: list[int] = []
    for node in order[: 5 * _LABELS]:
        x, y = pixels[node].tolist()
        wide = _LETTER * min(18, len(view.names[node])) + 12
        if all(
            abs(y - low) > _LINE or x + wide < left or x > left + length
            for left, low, length in boxes
        ):
            boxes.append((x, y, wide))
            shown.append(node)
    return shown[:_LABELS]


def _plain(name: str) -> str:
    """A name in which nothing is markup for Plotly, shortened."""
    short = name if len(name) <= 18 else f"{name[:17]}…"
    return short.replace("&", "&amp;").replace("<", "&lt;")


def predictions(seen: Predicted, *, dark: bool) -> go.Figure:
    """F1 against the share of labelled nodes."""
    colors = categories(dark=dark)
    figure = go.Figure(layout={"template": template(dark=dark), "height": _SCORES})
    for rank, (name, values) in enumerate(
        ((say("micro-F1"), seen.micro), (say("macro-F1"), seen.macro))
    ):
        figure.add_scatter(
            x=seen.shares,
            y=values,
            name=name,
            mode="lines+markers",
            line={"color": colors[rank]},
            marker={"symbol": SYMBOLS[rank], "size": 8},
            hovertemplate="%{x:.0%}: %{y:.3f}<extra></extra>",
        )
    figure.update_xaxes(title=say("labels known"), tickformat=".0%", range=[0.05, 0.95])
    figure.update_yaxes(title="F1", rangemode="tozero")
    figure.update_layout(legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"})
    return figure
