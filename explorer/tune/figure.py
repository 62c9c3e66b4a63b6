"""Trials on scales: parallel lines, what matters, slices, a surface, and the Pareto front."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from plotly import graph_objects as go

from engine.tuning.objectives import direction
from explorer.texts import say
from explorer.theme import OTHER, categories, forces, scale, template
from explorer.tune.grid.figure import NAMES, hover
from explorer.tune.view import done

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from engine.tuning.record import Trial
    from explorer.tune.pareto_front import Front
    from explorer.tune.surface import Surface
    from explorer.tune.view import Scale

HEIGHT = 270  # pixels
_TEXTS = 9  # marks along an axis that can be read
_GREY = "rgba(140,140,140,0.35)"


def parallel(
    scales: Sequence[Scale],
    lines: Sequence[Sequence[float]],
    labels: Mapping[str, str],
    *,
    dark: bool,
) -> go.Figure:
    """A line a trial, coloured by the last scale; stretches brushed on a scale are the browser's.

    Each dimension's `name` is that of its scale, by which the browser tells what was brushed.
    """
    text = "#FAFAFA" if dark else "#31333F"
    dimensions = [
        {
            "name": one.name,
            "label": labels[one.name],
            "values": list(values),
            "range": [one.low, one.high],
            "tickvals": list(one.marks),
            "ticktext": list(one.texts),
        }
        for one, values in zip(scales, lines, strict=True)
    ]
    figure = go.Figure(layout={"template": template(dark=dark), "height": HEIGHT})
    figure.add_parcoords(
        dimensions=dimensions,
        uirevision="brush",
        labelfont={"size": 13, "color": text},
        tickfont={"size": 11, "color": text},
        rangefont={"size": 1, "color": "rgba(0,0,0,0)"},
        line={"color": list(lines[-1]), "colorscale": scale(dark=dark)},
        unselected={"line": {"color": OTHER, "opacity": 0.12}},
    )
    figure.update_layout(margin={"l": 70, "r": 60, "t": 46, "b": 14}, uirevision="brush")
    return figure


def importances(shares: Mapping[str, float], labels: Mapping[str, str], *, dark: bool) -> go.Figure:
    """A bar a setting, the one that matters most on top."""
    names = list(shares)[::-1]
    figure = go.Figure(layout={"template": template(dark=dark), "height": HEIGHT})
    figure.add_bar(
        x=[shares[name] for name in names],
        y=[labels[name] for name in names],
        orientation="h",
        marker={"color": forces(dark=dark)["pull"]},
        texttemplate="%{x:.0%}",
        hoverinfo="skip",
        textposition="auto",
        width=0.6,
    )
    figure.update_xaxes(range=[0, 1], tickformat=".0%", title=say("share of the differences"))
    return figure


def slices(
    scales: Sequence[Scale],
    trials: Sequence[Trial],
    score: str,
    kept: Collection[int] | None,
    labels: Mapping[str, str],
    *,
    dark: bool,
) -> go.Figure:
    """The score against each setting, all others as they come; not kept ones are grey."""
    whole = [one for one in done(trials) if score in one.scores]
    figure = go.Figure(layout={"template": template(dark=dark), "height": HEIGHT})
    width = 1 / len(scales)
    for place, one in enumerate(scales):
        axis = "" if place == 0 else str(place + 1)
        figure.add_scatter(
            x=[one.at(trial.values[one.name]) for trial in whole],
            y=[trial.scores[score] for trial in whole],
            mode="markers",
            xaxis=f"x{axis}",
            showlegend=False,
            **_dots(whole, kept, labels, dark=dark),
        )
        figure.layout[f"xaxis{axis}"] = {
            **_marked(one, labels, _TEXTS // len(scales)),
            "domain": [place * width, (place + 0.9) * width],
        }
    figure.update_yaxes(title=labels[score])
    return figure


def surface(view: Surface, labels: Mapping[str, str], *, dark: bool) -> go.Figure:
    """The score over two settings, and the trials it was filled in between."""
    figure = go.Figure(layout={"template": template(dark=dark), "height": HEIGHT})
    figure.add_contour(
        x=view.x,
        y=view.y,
        z=view.heights,
        colorscale=scale(dark=dark),
        hoverinfo="skip",
        contours={"coloring": "heatmap"},
        line={"width": 0.6},
        opacity=0.75,
        ncontours=10,
        colorbar={"thickness": 10, "tickfont": {"size": 11}},
    )
    figure.add_scatter(
        x=view.points[:, 0],
        y=view.points[:, 1],
        mode="markers",
        showlegend=False,
        customdata=[str(number) for number in view.numbers],
        hoverinfo="skip",
        marker={"size": 7, "color": categories(dark=dark)[1], "line": {"width": 1}},
    )
    figure.update_xaxes(**_marked(view.across, labels))
    figure.update_yaxes(**_marked(view.up, labels))
    return figure


def pareto(
    view: Front, kept: Collection[int] | None, labels: Mapping[str, str], *, dark: bool
) -> go.Figure:
    """All trials by two scores; a line through those that none beats in both."""
    figure = go.Figure(layout={"template": template(dark=dark), "height": HEIGHT})
    figure.add_scatter(
        x=[one.scores[view.across] for one in view.front],
        y=[one.scores[view.up] for one in view.front],
        mode="lines",
        hoverinfo="skip",
        line={"color": forces(dark=dark)["push"], "width": 2, "shape": _stairs(view.across)},
        showlegend=False,
    )
    best = {one.number for one in view.front}
    dots = _dots(view.trials, kept, labels, dark=dark)
    dots["marker"]["symbol"] = [
        "diamond" if one.number in best else "circle" for one in view.trials
    ]
    figure.add_scatter(
        x=[one.scores[view.across] for one in view.trials],
        y=[one.scores[view.up] for one in view.trials],
        mode="markers",
        showlegend=False,
        **dots,
    )
    figure.update_xaxes(title=labels[view.across])
    figure.update_yaxes(title=labels[view.up])
    return figure


def _stairs(across: str) -> str:
    """How points of a front are joined: what is promised between two is what the worse one has."""
    return "hv" if direction(across) == "minimize" else "vh"


def curves(
    trials: Sequence[Trial],
    score: str | None,
    kept: Collection[int] | None,
    labels: Mapping[str, str],
    *,
    dark: bool,
) -> go.Figure:
    """A line a trial over its way: the score if it was measured, else the loss."""
    colors = categories(dark=dark)
    ends = {"done": colors[0], "pruned": colors[1], "running": colors[2], "failed": OTHER}
    figure = go.Figure(layout={"template": template(dark=dark), "height": HEIGHT})
    for one in trials:
        rungs = [(rung.share, rung.loss if score is None else rung.score) for rung in one.curve]
        seen = [(share, value) for share, value in rungs if value is not None]
        grey = kept is not None and one.state == "done" and one.number not in kept
        if seen:
            x, y = np.array(seen).T
            figure.add_scatter(
                x=x,
                y=y,
                mode="lines+markers",
                showlegend=False,
                hoverinfo="text",
                text=hover(one, dict(labels)),
                customdata=[str(one.number)] * len(x),
                line={
                    "color": _GREY if grey else ends.get(one.state, OTHER),
                    "width": 1.3,
                    "dash": "dot" if one.state == "pruned" else "solid",
                },
                marker={"size": 4},
            )
    figure.update_xaxes(title=say("share of the training"), tickformat=".0%", range=[0, 1.02])
    figure.update_yaxes(title=labels[score] if score else say(NAMES["loss"]))
    return figure


def _dots(
    trials: Sequence[Trial], kept: Collection[int] | None, labels: Mapping[str, str], *, dark: bool
) -> dict[str, Any]:
    """Points that say what they are, and by their name which trial was clicked."""
    color = forces(dark=dark)["pull"]
    return {
        "customdata": [str(one.number) for one in trials],
        "text": [hover(one, dict(labels)) for one in trials],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {
            "size": 8,
            "color": [color if kept is None or one.number in kept else _GREY for one in trials],
        },
    }


def _marked(one: Scale, labels: Mapping[str, str], most: int = _TEXTS) -> dict[str, Any]:
    """An axis with the marks of a scale, at most so many as have room."""
    apart, marks = (one.high - one.low) / max(1, most), list[tuple[float, str]]()
    for mark, text in zip(one.marks, one.texts, strict=True):
        if not marks or mark - marks[-1][0] >= apart:
            marks.append((mark, text))
    room = 0.06 * (one.high - one.low)
    return {
        "title": labels[one.name],
        "tickvals": [mark for mark, _ in marks],
        "ticktext": [text for _, text in marks],
        "range": [one.low - room, one.high + room],
        "zeroline": False,
        "tickangle": 0,
    }
