"""Charts of a study: slices, a surface, importances, the front, the curves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from engine.tuning.importance import importances
from engine.tuning.plan import NO_PRUNER
from explorer import session
from explorer.live.chart import chart
from explorer.parts.heading import heading
from explorer.parts.memo import figure_memo
from explorer.texts import say
from explorer.tune import brush, figure, open_trial, view
from explorer.tune.form import labels
from explorer.tune.pareto_front import front, pareto_goals
from explorer.tune.surface import surface

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.tuning.study import Study

_SHARES = "tune shares"


def rest(study: Study, score: str, across: str, up: str | None) -> None:
    """All figures below the grid and the parallel lines, two in a line."""
    if not view.done(study.trials):
        return
    left, right = st.columns(2, gap="large")
    with left:
        _slices(study, score)
        _pareto(study)
    with right:
        _surface(study, score, across, up)
        _matters(study, score)
    _curves(study)


def _drawn(study: Study, name: str, stamp: object, make: Callable[[], Any], alt: str) -> None:
    """A figure, made anew when its trials or the brush are others; a click opens a trial."""
    stays = brush.kept_numbers(study)
    asked = (study.name, brush.pace(study), stays, stamp)
    chart(
        figure_memo(name, asked, make), key=name, alt=alt, on_picked=lambda: open_trial.picked(name)
    )


def _slices(study: Study, score: str) -> None:
    scales, called = [view.scale_of(axis) for axis in study.plan.axes], labels()
    heading(say("{score}, setting by setting", score=called[score]))
    _drawn(
        study,
        "tune-slices",
        score,
        lambda: figure.slices(
            scales, study.trials, score, brush.kept_numbers(study), called, dark=session.dark()
        ),
        say("The score of each trial against each of its settings"),
    )


def _surface(study: Study, score: str, across: str, up: str | None) -> None:
    called = labels()
    found = None if up is None else surface(study.plan, study.trials, across, up, score)
    if found is None:
        return
    heading(say("{score} over both", score=called[score]))
    _drawn(
        study,
        "tune-surface",
        (score, across, up),
        lambda: figure.surface(found, called, dark=session.dark()),
        say(
            "The score over {across} and {up}, filled in between the trials",
            across=called[across],
            up=called[up or ""],
        ),
    )


def _pareto(study: Study) -> None:
    across, up = pareto_goals(study.plan)
    called, found = labels(), front(study.trials, across, up)
    if not found.trials:
        return
    heading(
        say("{up} against {across}", up=called[up], across=called[across]),
        say("on the line: those that none beats in both"),
    )
    _drawn(
        study,
        "tune-pareto",
        (across, up),
        lambda: figure.pareto(found, brush.kept_numbers(study), called, dark=session.dark()),
        say(
            "{count} of {all} trials are beaten by none in both scores",
            count=len(found.front),
            all=len(found.trials),
        ),
    )


def _matters(study: Study, score: str) -> None:
    shares = _shares(study, score)
    if not shares or len(study.plan.axes) < 2:
        return
    called = labels()
    heading(say("What matters for {score}", score=called[score]))
    first, share = next(iter(shares.items()))
    chart(
        figure_memo(
            "tune shares drawn",
            tuple(shares.items()),
            lambda: figure.importances(shares, called, dark=session.dark()),
        ),
        key="tune-importances",
        alt=say(
            "{setting} makes {share} of the differences",
            setting=called[first],
            share=f"{share:.0%}",
        ),
    )


def _shares(study: Study, score: str) -> dict[str, float]:
    """What was found last; a job finds it anew every few trials, for it takes a second."""
    trials, stamp = study.trials, (study.name, score, brush.pace(study))

    def work() -> Iterator[tuple[object, dict[str, float]]]:
        yield (study.name, score), importances(study.plan, trials, score)

    seen = session.job("tune shares", stamp, work).look()
    if seen.steps:
        session.put(_SHARES, seen.steps[-1])
    of, shares = session.value(_SHARES, ((), {}))
    return dict(shares) if of == (study.name, score) else {}


def _curves(study: Study) -> None:
    """The way of every trial: where trials are cut short, by the score that decided."""
    goal, called = study.plan.goals[0], labels()
    judged = any(rung.score is not None for one in study.trials for rung in one.curve)
    score = goal if judged and study.plan.pruner != NO_PRUNER else None
    heading(say("On the way: {score}", score=called[score or "loss"]))
    _drawn(
        study,
        "tune-curves",
        score,
        lambda: figure.curves(
            study.trials, score, brush.kept_numbers(study), called, dark=session.dark()
        ),
        say("A line a trial over the share of its training"),
    )
