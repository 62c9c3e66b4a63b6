"""Choice of the runs to stand side by side: the one on screen with knobs turned, or kept ones."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from engine.errors import phrase
from engine.ranges import range_of
from engine.settings import Knobs, Recipe
from explorer import session
from explorer.parts.kept import kept_runs
from explorer.parts.run_action import run_action
from explorer.parts.settings import knobs, recipe
from explorer.parts.settings.setting_names import plain, short
from explorer.runs.jobs import effort
from explorer.runs.jobs.side_by_side import MOST, Contender
from explorer.runs.visitors import Origin
from explorer.texts import say

if TYPE_CHECKING:
    from explorer.runs.run import Run
    from explorer.runs.saved.saved_run import SavedRun

_PLAN: Final = "beside plan"
_NEW: Final = "beside new"
_HERE: Final = "beside"
JOB: Final = "beside"
_FIRST: Final = ("window",)
_SOURCES: Final = {"turn": phrase("This run, knobs turned"), "kept": phrase("Kept runs")}
_SEEDS: Final = (1, 2, 3, 4, 5)
_KNOBS: Final = tuple(
    item
    for part in (Knobs, Recipe)
    for item in fields(part)
    if range_of(item).kind in {"linear", "log", "choice"} and item.name != "threads"
)
_OFFERED: Final = {item.name: item for item in _KNOBS}
_TURNED: Final = 2  # knobs at once


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What was asked for at the click; every click is another."""

    entrants: tuple[Contender, ...]


def plan() -> Plan | None:
    """What stands side by side: what was asked for just now, or before, in whatever tab."""
    there = session.job_there(JOB)
    asked: Plan | None = session.value(_PLAN)
    return asked if session.take(_NEW) or there is None else there[0]


@session.pane()
def choice() -> None:
    """Where the runs come from, which they are, and the button that begins."""
    st.segmented_control(
        say("Which runs"),
        list(_SOURCES),
        key="beside_source",
        required=True,
        default=next(iter(_SOURCES)),
        format_func=lambda source: say(_SOURCES[source]),
        label_visibility="collapsed",
    )
    if session.value("beside_source") == "kept":
        _kept()
    else:
        _turned(session.run())
    if session.take("beside begun"):
        st.rerun()  # the results stand in a pane of their own


def _begin(entrants: list[Contender]) -> None:
    session.put(_PLAN, Plan(tuple(entrants)))
    session.put("beside begun", what=True)
    session.put(_NEW, what=True)


# The run on screen, with knobs turned.


def _turned(run: Run) -> None:
    left, right = st.columns([3, 2], gap="large", vertical_alignment="bottom")
    offered = [name for name in _OFFERED if range_of(_OFFERED[name]).concerns(run.corpus.kind)]
    with left:
        names: list[str] = st.multiselect(
            say("Knobs to turn"),
            offered,
            default=_FIRST,
            key="beside_knobs",
            max_selections=_TURNED,
            format_func=_label,
            placeholder=say("Knobs to turn"),
        )
    with right:
        count = st.segmented_control(
            say("Runs side by side"),
            range(2, MOST + 1),
            default=3,
            key="beside_count",
            required=True,
        )
    if not names:
        st.caption(say("Choose one knob or two: every run but the first has them turned."))
        return
    base = Contender(say("as it is"), run.corpus, session.origin(), run.recipe, run.knobs)
    entrants = [base]
    for number, column in enumerate(st.columns(int(count or 2), gap="small")):
        with column:
            if number == 0:
                st.markdown(say("**as it is**"))
                st.caption(", ".join(short(name, _now(run, name)) for name in names))
            else:
                entrants.append(_variant(base, names, number))
    _button(run, entrants)


def _variant(base: Contender, names: list[str], number: int) -> Contender:
    """A run with the knobs as they are chosen for it."""
    values = {name: _value(base, name, number) for name in names}
    knobs = {name: value for name, value in values.items() if hasattr(base.knobs, name)}
    fixed = {name: value for name, value in values.items() if name not in knobs}
    return replace(
        base,
        name=", ".join(short(name, value) for name, value in values.items()),
        knobs=replace(base.knobs, **knobs),
        recipe=replace(base.recipe, **fixed),
    )


def _value(base: Contender, name: str, number: int) -> Any:  # noqa: ANN401 - a value of the setting
    """The choice of a value; at first another for every run."""
    now = getattr(base.knobs, name, getattr(base.recipe, name, None))
    stops = [stop for stop in range_of(_OFFERED[name]).stops or _SEEDS if stop != now]
    return st.selectbox(
        _label(name),
        [*stops, now],
        key=f"beside-{name}-{number}",
        index=min(_START[number] * len(stops) // 100, len(stops) - 1),
        format_func=plain,
    )


_START: Final = {1: 0, 2: 60, 3: 99}  # percent of the way along the stops


def _now(run: Run, name: str) -> object:
    return getattr(run.knobs, name, getattr(run.recipe, name, None))


def _label(name: str) -> str:
    return say({**knobs.LABELS, **recipe.LABELS}[name])


def _button(run: Run, entrants: list[Contender]) -> None:
    names = [entrant.name for entrant in entrants]
    twice = len(set(names)) < len(names)
    left, right = st.columns([1, 3], vertical_alignment="center")
    with left:
        st.button(
            say("Train side by side"),
            key="beside_begin",
            type="primary",
            disabled=twice,
            on_click=_begin,
            args=(entrants,),
        )
    with right:
        if twice:
            st.caption(say("Two of these runs are the same: choose other values."))
            return
        took = sum(effort.seconds(run, one.recipe, one.knobs) for one in entrants)
        st.caption(
            say(
                "About {seconds} s of one core. Same seed: same start, same order, same draws where"
                " the settings allow.",
                seconds=f"{max(1, took):,.0f}",
            )
        )


# Kept runs.


def _kept() -> None:
    found = {card.id: card for card in kept_runs.cards()}
    still = [name for name in session.value("beside_kept") or [] if name in found]
    session.put("beside_kept", still)  # others were deleted meanwhile
    chosen = st.multiselect(
        say("Kept runs to compare"),
        list(found),
        session.value("beside_kept"),
        key="beside_kept",
        max_selections=MOST,
        format_func=lambda name: found[name].name,
        placeholder=say("Kept runs"),
    )
    anew = st.toggle(
        say("Train their settings anew, from one random stream"),
        key="beside_anew",
        help=say(
            "Off: the kept models as they are. On: new models with these settings, all with"
            " the seed of the first, so that chance is the same for all."
        ),
    )
    st.button(
        say("Compare"),
        key="beside_compare",
        type="primary",
        disabled=len(chosen) < 2,
        on_click=run_action,
        args=(_HERE, _of_kept, [found[name] for name in chosen], anew),
    )
    if len(chosen) < 2:
        st.caption(say("Choose two to four; “Keep this run” puts one on the shelf."))


def _of_kept(chosen: list[SavedRun], anew: bool) -> None:
    called = [card.name for card in chosen]
    names = [_numbered(name, called[:i]) for i, name in enumerate(called)]
    _begin(
        [
            _entrant(card, name, chosen[0].recipe.seed if anew else None)
            for card, name in zip(chosen, names, strict=True)
        ]
    )


def _entrant(card: SavedRun, name: str, seed: int | None) -> Contender:
    """A kept run as it is, or its settings with another seed; raises `EngineError`."""
    corpus, origin = kept_runs.text_of(card), Origin(card.corpus, card.reading)
    if seed is not None:
        return Contender(name, corpus, origin, replace(card.recipe, seed=seed), card.knobs)
    saved = kept_runs.model_of(card)
    return Contender(name, corpus, origin, card.recipe, card.knobs, saved, card.record)


def _numbered(name: str, before: list[str]) -> str:
    return f"{name} ({before.count(name) + 1})" if name in before else name
