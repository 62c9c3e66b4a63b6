"""The grid whose cells are maps: one plane, a unit square a cell, coloured by its score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from plotly import graph_objects as go

from engine.errors import phrase
from engine.tuning.record import DIVERGED, TOO_FEW, UNSCORED
from explorer.texts import say
from explorer.theme import OTHER, categories, escaped, scale, template
from explorer.tune.view import shown

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from engine.tuning.record import Trial
    from explorer.tune.grid.view import Cell, Grid
    from explorer.tune.view import Scale

NAMES: Final = {
    "planted": phrase("planted relations"),
    "questions": phrase("your analogies"),
    "pairs": phrase("your word pairs"),
    "groups": phrase("words of one group alike"),
    "held_out": phrase("words that meet farther apart"),
    "endings": phrase("kin by endings alike"),
    "documents": phrase("words of the same documents"),
    "speed": phrase("tokens per second"),
    "loss": phrase("loss"),
}
FAULTS: Final = {
    DIVERGED: phrase("grew beyond bounds"),
    UNSCORED: phrase("no score"),
    TOO_FEW: phrase("too few words"),
}
_HALF = 0.46  # of a cell: a map does not touch its neighbour
_DOTS = 16_000  # points of all cells: more would hold up a page that draws them every second
_ROW, _LEAST, _MOST = 118, 250, 620  # pixels


def grid(
    view: Grid,
    groups: Sequence[int],
    kept: Collection[int] | None,
    labels: dict[str, str],
    *,
    dark: bool,
) -> go.Figure:
    """The maps of a grid; those whose trials are not `kept` (None: all are) are grey.

    `groups` gives each word its colour (0 … 6, else grey), `labels` the settings their names.
    """
    columns, rows = view.size
    height = min(_MOST, max(_LEAST, rows * _ROW + 70))
    figure = go.Figure(layout={"template": template(dark=dark), "height": height})
    _ground(figure, view, kept, labels, dark=dark)
    _maps(figure, view, groups, kept, dark=dark)
    _written(figure, view, kept, dark=dark)
    _axis(figure.update_xaxes, view.across, labels, columns)
    if view.up is not None:
        _axis(figure.update_yaxes, view.up, labels, rows)
    else:
        figure.update_yaxes(visible=False, range=[-0.5, 0.5], fixedrange=True)
    figure.update_layout(
        showlegend=False,
        uirevision="grid",
        margin={"l": 56, "r": 8, "t": 8, "b": 44},
        dragmode=False,
        hovermode="closest",
    )
    return figure


def _axis(update: object, marks: Scale, labels: dict[str, str], count: int) -> None:
    assert callable(update)
    update(
        title=labels[marks.name],
        tickvals=list(range(count)),
        ticktext=list(marks.texts),
        range=[-0.5, count - 0.5],
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )


def _ground(
    figure: go.Figure,
    view: Grid,
    kept: Collection[int] | None,
    labels: dict[str, str],
    *,
    dark: bool,
) -> None:
    """A square a cell, which says what it is when pointed at and which trial when clicked."""
    columns, rows = view.size
    scores = np.full((rows, columns), np.nan)
    told = np.full((rows, columns), "", dtype=object)
    numbers = np.full((rows, columns), "", dtype=object)
    for cell in view.cells:
        trial = cell.trial
        if _stays(trial, kept) and trial.state == "done":
            scores[cell.row, cell.column] = trial.scores.get(view.score, np.nan)
        told[cell.row, cell.column] = hover(trial, labels)
        numbers[cell.row, cell.column] = str(trial.number)
    figure.add_heatmap(
        z=np.zeros((rows, columns)),
        customdata=numbers,
        text=told,
        showscale=False,
        opacity=0.07,
        colorscale=[[0, OTHER], [1, OTHER]],
        hovertemplate="%{text}<extra></extra>",
        xgap=3,
        ygap=3,
    )
    figure.add_heatmap(
        z=scores,
        colorscale=scale(dark=dark),
        opacity=0.22,
        xgap=3,
        ygap=3,
        showscale=False,
        hoverinfo="skip",
    )


def hover(trial: Trial, labels: dict[str, str]) -> str:
    """A trial's settings and scores, a line each."""
    settings = [f"{escaped(labels[name])} = {shown(value)}" for name, value in trial.values.items()]
    scores = [
        f"{labels[name]}: {shown(score)}" for name, score in trial.scores.items() if name in labels
    ]
    click = [say("Click: open it as the current run")] if trial.state == "done" else []
    return "<br>".join([*settings, *scores, *click])


def _maps(
    figure: go.Figure,
    view: Grid,
    groups: Sequence[int],
    kept: Collection[int] | None,
    *,
    dark: bool,
) -> None:
    """All points in one trace: a trace a cell would be a hundred."""
    drawn = [cell for cell in view.cells if cell.trial.map is not None]
    if not drawn:
        return
    most = max(20, _DOTS // len(drawn))
    colors = [*categories(dark=dark), OTHER]
    grey = len(colors) - 1
    known = np.minimum(np.array([*groups, grey]), grey).astype(np.uint8)
    places, paint = [], []
    for cell in drawn:
        assert cell.trial.map is not None
        points = cell.trial.map.positions[:most]
        places.append(points * _HALF + np.array([cell.column, cell.row], np.float32))
        of_words = known[np.minimum(np.arange(len(points)), len(groups))]
        paint.append(of_words if _stays(cell.trial, kept) else np.full_like(of_words, grey))
    at = np.concatenate(places)
    figure.add_scattergl(
        x=at[:, 0],
        y=at[:, 1],
        mode="markers",
        hoverinfo="skip",
        marker={
            "size": 3.2,
            "opacity": 0.9,
            "color": np.concatenate(paint),
            "cmin": 0,
            "cmax": grey,
            "colorscale": [[place / grey, color] for place, color in enumerate(colors)],
        },
    )


def _written(figure: go.Figure, view: Grid, kept: Collection[int] | None, *, dark: bool) -> None:
    """What stands in the corner of a cell; the best is framed."""
    text = "#FAFAFA" if dark else "#31333F"
    look = {
        "xanchor": "left",
        "yanchor": "top",
        "showarrow": False,
        "borderpad": 1,
        "bgcolor": "rgba(0,0,0,0.55)" if dark else "rgba(255,255,255,0.75)",
    }
    figure.layout.annotations = [  # at once: one by one each is checked again with every other
        {
            **look,
            "x": cell.column - 0.47,
            "y": cell.row + 0.46,
            "text": _label(cell, view.score),
            "font": {"color": text if _stays(cell.trial, kept) else OTHER, "size": 12},
        }
        for cell in view.cells
    ]
    frame = {"type": "rect", "line": {"color": categories(dark=dark)[1], "width": 2.5}}
    figure.layout.shapes = [
        {
            **frame,
            "x0": cell.column - 0.49,
            "x1": cell.column + 0.49,
            "y0": cell.row - 0.49,
            "y1": cell.row + 0.49,
        }
        for cell in view.cells
        if cell.trial.number == view.best
    ]


def _label(cell: Cell, score: str) -> str:
    trial = cell.trial
    if trial.state == "done":
        value = trial.scores.get(score)
        more = f" ·{cell.count}" if cell.count > 1 else ""
        return f"<b>{'–' if value is None else shown(value)}</b>{more}"
    if trial.state == "failed":
        return say(FAULTS.get(trial.fault, FAULTS[UNSCORED]))
    if trial.state == "pruned":
        return say("cut short")
    return "…" if trial.state == "waiting" else f"{trial.share:.0%}"


def _stays(trial: Trial, kept: Collection[int] | None) -> bool:
    return kept is None or trial.number in kept
