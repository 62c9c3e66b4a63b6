"""Parallel lines, a line a trial, and which trials are kept by what is brushed on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer import session
from explorer.live.chart import chart
from explorer.parts.heading import heading
from explorer.parts.memo import figure_memo
from explorer.texts import say
from explorer.tune import figure as figures
from explorer.tune import view
from explorer.tune.form import labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.tuning.record import Trial
    from engine.tuning.study import Study
    from explorer.tune.view import Brush, Scale

_BRUSH, _PARALLEL = "tune brush", "tune-parallel"
_EVERY = 4


def mark(trials: Sequence[Trial]) -> tuple[object, ...]:
    """What changes when a cell of the grid is to be drawn anew."""
    return tuple(
        (
            one.number,
            one.state,
            one.map and one.map.kind,
            one.state == "running" and round(one.share, 1),
        )
        for one in trials
    )


def pace(study: Study) -> int:
    """What changes with every fourth trial that ends, and with the last: figures take their time.

    A page that drew all of them every second would keep its knobs waiting.
    """
    ended = sum(one.state in {"done", "pruned", "failed"} for one in study.trials)
    return ended if ended >= study.wanted else ended // _EVERY


def kept_numbers(study: Study) -> frozenset[int] | None:
    """The trials within what is brushed; None if nothing is."""
    name, brush = session.value(_BRUSH, ("", {}))
    if name != study.name:
        return None
    found = view.brushed(study.trials, _scales(study), brush)
    return None if found is None else frozenset(found)


def _scales(study: Study) -> list[Scale]:
    """The settings varied, the scores to reach, and the score that is shown."""
    names = dict.fromkeys((*study.plan.goals, session.value("tune_score")))
    scored = [view.scale_of_score(name, view.done(study.trials)) for name in names if name]
    return [*map(view.scale_of, study.plan.axes), *(one for one in scored if one is not None)]


def parallel(study: Study) -> None:
    """A line a trial; a stretch brushed on any scale keeps the trials that pass through it."""
    scales, called = _scales(study), labels()
    if not view.done(study.trials) or len(scales) == len(study.plan.axes):
        return
    heading(
        say("Every trial is a line"),
        say("drag along a scale to keep what passes there; click it to let all in again"),
    )
    stamp = (study.name, pace(study), session.value("tune_score"))
    figure = figure_memo(
        "tune parallel",
        stamp,
        lambda: figures.parallel(
            scales, view.lines(study.trials, scales), called, dark=session.dark()
        ),
    )
    stays = kept_numbers(study)
    count = len(view.done(study.trials))
    chart(
        figure,
        key=_PARALLEL,
        alt=say(
            "Parallel coordinates; {kept} of {all} trials are kept",
            kept=count if stays is None else len(stays),
            all=count,
        ),
        on_brushed=lambda: _brushed(study.name, [one.name for one in scales]),
    )


def _brushed(name: str, known: Sequence[str]) -> None:
    told = session.value(_PARALLEL)
    text = told.get("brushed") if told else None
    if text is not None:
        brush: Brush = view.brush_of(str(text), known)
        session.put(_BRUSH, (name, brush))
