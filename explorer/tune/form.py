"""Form of a study: the settings to vary, how points are chosen, and what to reach."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from engine.errors import phrase
from engine.tuning.objectives import SPEED, offered
from engine.tuning.plan import (
    GRID,
    HALVING,
    MEDIAN,
    MOST,
    MOST_AXES,
    NO_PRUNER,
    PRUNERS,
    QMC,
    RANDOM,
    SAMPLERS,
    TPE,
    Plan,
)
from engine.tuning.space import Axis, stops_of, variable
from explorer import session
from explorer.parts import widget_sync
from explorer.parts.gold import relations, word_pairs
from explorer.parts.gold.gold import of_corpus
from explorer.parts.settings import knobs, recipe
from explorer.texts import say
from explorer.tune import desk
from explorer.tune.grid.figure import NAMES
from explorer.tune.view import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

_SAMPLERS: Final = {
    GRID: phrase("every combination"),
    RANDOM: phrase("by chance"),
    TPE: phrase("where it was good so far (TPE)"),
    QMC: phrase("spread evenly (QMC)"),
}
_PRUNERS: Final = {
    NO_PRUNER: phrase("none"),
    MEDIAN: phrase("those below the median of the others"),
    HALVING: phrase("the worse half, again and again"),
}
_SETTINGS: Final = {**knobs.LABELS, **recipe.LABELS, "sampler": phrase("noise words from")}
_FIRST: Final = {"negatives": (1, 2, 5, 10, 15, 20), "window": (1, 2, 5, 10)}
_AROUND = 2  # stops below and above
_VARY, _HOW, _REACH, _CUT, _TRIALS = (
    "tune_vary",
    "tune_sampler",
    "tune_goals",
    "tune_pruner",
    "tune_trials",
)


def labels() -> dict[str, str]:
    """What settings and scores are called."""
    return {name: say(text) for name, text in {**_SETTINGS, **NAMES}.items()}


@session.pane()
def form() -> None:
    """The widgets, and the button that begins."""
    kind, called = session.run().corpus.kind, labels()
    _defaults()
    names = st.multiselect(
        say("Vary"),
        variable(kind),
        widget_sync.chosen_all(_VARY, variable(kind)),
        key=_VARY,
        max_selections=MOST_AXES,
        format_func=lambda name: called[name],
    )
    how = st.selectbox(
        say("Try"),
        SAMPLERS,
        widget_sync.place(_HOW, SAMPLERS),
        key=_HOW,
        format_func=lambda one: say(_SAMPLERS[one]),
    )
    stops = {name: _stops(name, called[name], grid=how == GRID) for name in names}
    there = _offered()
    goals = st.multiselect(
        say("Reach"),
        there,
        widget_sync.chosen_all(_REACH, there),
        key=_REACH,
        max_selections=2,
        format_func=lambda one: called[one],
        help=say(
            "One score, or two at once. Gold sets that you gave on the main page are among them."
        ),
    )
    trials = _seldom(how, math.prod(len(each) for each in stops.values()) if stops else 0)
    if st.button(
        say("Begin {count} trials", count=trials), type="primary", key="tune_begin", width="stretch"
    ):
        desk.begin(_plan(how, stops, goals, trials))
        st.rerun()


def _defaults() -> None:
    """First values of the form: the two knobs of the textbook, every combination of some stops."""
    known = _offered()
    for key, start in (
        (_VARY, ["negatives", "window"]),
        (_HOW, GRID),
        (_TRIALS, 24),
        (_CUT, NO_PRUNER),
        (_REACH, [next(one for one in known if one != SPEED)]),
        (desk.UMAP, False),
    ):
        if session.value(key) is None:
            session.put(key, start)


def _offered() -> tuple[str, ...]:
    """The scores that there are for the text on screen, and the visitor's."""
    run = session.run()
    made = of_corpus(run.corpus, run.vocabulary)
    return offered(made, relations.FILE.gold(), word_pairs.FILE.gold())


def _stops(name: str, label: str, *, grid: bool) -> tuple[Any, ...]:
    """The values to try, or those from the one end to the other between which some are drawn."""
    every = stops_of(name)
    if grid or not Axis(name, every).numeric:
        key = f"tune_stops_{name}"
        if session.value(key) is None:
            session.put(key, list(_FIRST.get(name, _near(name, every))))
        chosen = st.pills(
            label,
            every,
            selection_mode="multi",
            default=widget_sync.chosen_all(key, every),
            key=key,
            format_func=_said,
        )
        return tuple(stop for stop in every if stop in chosen)
    numbers = [stop for stop in every if _said(stop) != say("off")]
    near = _near(name, numbers)
    low, high = st.select_slider(
        label, numbers, (near[0], near[-1]), key=f"tune_ends_{name}", format_func=shown
    )
    return tuple(stop for stop in numbers if low <= stop <= high)


def _near(name: str, every: Sequence[Any]) -> Sequence[Any]:
    """The stops around what the run on screen has: those far from it mostly fail."""
    run = session.run()
    now = getattr(run.knobs, name, None) or getattr(run.recipe, name, None)
    place = every.index(now) if now in every else len(every) // 2
    return every[max(0, place - _AROUND) : place + _AROUND + 1]


def _said(stop: object) -> str:
    return say("off") if stop == 0.0 and isinstance(stop, float) else shown(stop)


def _seldom(how: str, combinations: int) -> int:
    """What most leave as it is; the number of trials."""
    with st.popover(say("More"), icon=":material/tune:"):
        if how != GRID:
            st.number_input(say("Trials"), 1, MOST, session.value(_TRIALS), key=_TRIALS)
        st.selectbox(
            say("Cut short"),
            PRUNERS,
            widget_sync.place(_CUT, PRUNERS),
            key=_CUT,
            format_func=lambda one: say(_PRUNERS[one]),
            help=say(
                "Trials whose curve falls behind are given up on their way; possible with one"
                " score to reach that is not the speed."
            ),
        )
        st.toggle(
            say("Maps by UMAP instead of principal axes"), session.value(desk.UMAP), key=desk.UMAP
        )
    return combinations if how == GRID else int(session.value(_TRIALS))


def _plan(how: str, stops: dict[str, tuple[Any, ...]], goals: Sequence[str], trials: int) -> Plan:
    """What is asked for; raises `ParameterError` if it does not go together."""
    run = session.run()
    return Plan(
        axes=tuple(Axis(name, each) for name, each in stops.items()),
        goals=tuple(goals),
        sampler=how,
        pruner=session.value(_CUT),
        trials=trials,
        recipe=run.recipe,
        knobs=run.knobs,
        digest=desk.text(),
    )
