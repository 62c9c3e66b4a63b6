"""Runs side by side: maps that are linked, losses, what differs, and what changed most."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from engine.errors import WordError
from engine.vocabulary import build_vocabulary
from explorer import session
from explorer.compare.side_by_side import plan as beside_plan
from explorer.compare.side_by_side import view
from explorer.compare.side_by_side.figure import losses, maps
from explorer.live.chart import chart
from explorer.parts import lab_page, navigation, widget_sync
from explorer.parts.gold.gold import gold, of_corpus
from explorer.parts.heading import heading
from explorer.parts.kept import kept_runs
from explorer.parts.memo import Same, memo
from explorer.parts.run_action import run_action, run_outcome
from explorer.runs.history import History
from explorer.runs.jobs.side_by_side import train_side_by_side
from explorer.runs.saved.saved_run import saved_run
from explorer.session import literal
from explorer.texts import message, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.evaluation.scorecard import Gold
    from explorer.compare.side_by_side.plan import Plan
    from explorer.compare.side_by_side.view import Shared
    from explorer.runs.jobs.side_by_side import Contender, Side, SideBySide

_HERE = "beside"
_NEAR, _FEW = 8, 4  # neighbours of a word chosen, and of one that changed
_KEPT, _BEFORE, _CHANGED = "beside words", "beside before", "beside changed"


def side_by_side() -> None:
    """The choice of runs, and what comes of them."""
    beside_plan.choice()
    _seen()


@session.pane(every=1.0, working=True)
def _seen() -> None:
    run_outcome(_HERE)
    plan = beside_plan.plan()
    if plan is None:
        return
    first = plan.entrants[0]
    work = partial(train_side_by_side, plan.entrants, _tests(first))
    left, right = st.columns(2, gap="large", vertical_alignment="bottom")
    with left:
        seen = lab_page.work(beside_plan.JOB, plan, work)
    with right:
        word = st.text_input(
            say("A word to ring in all maps"),
            session.value("beside_word", ""),
            key="beside_word",
            width=280,
            placeholder=say("or click one on a map"),
        )
    if not seen.steps:
        return
    now: SideBySide = seen.steps[-1]
    if now.stage == "counting" and seen.stage == "running":
        st.caption(say("Counting the least loss there can be …"))
    words = _words(plan, now.sides)
    _maps(plan, now.sides, words, word.strip())
    left, right = st.columns(2, gap="large")
    with left:
        _losses(now.sides)
    with right:
        _table(now.sides, ended=seen.stage != "running")
    if seen.stage != "running":
        _changed(plan, now.sides, words)
        _acts(now.sides)
    _errors(now.sides)


def _tests(entrant: Contender) -> Gold:
    """What all are judged by: the tests of the first one's text."""
    run = session.run()
    if run.corpus is entrant.corpus and run.recipe.min_count == entrant.recipe.min_count:
        return gold(run)
    return of_corpus(entrant.corpus, build_vocabulary(entrant.corpus, entrant.recipe.min_count))


def _words(plan: Plan, sides: Sequence[Side]) -> Shared:
    """The words that all runs know, found once."""
    return memo(_KEPT, (Same(plan),), lambda: view.shared(sides))


# The maps.


def _maps(plan: Plan, sides: Sequence[Side], words: Shared, word: str) -> None:
    near = _near(sides, words, word)
    before = session.value(_BEFORE)
    fixed = before[1] if before is not None and before[0] is plan else None
    panels = view.panels(sides, words, fixed)
    session.put(_BEFORE, (plan, panels[0].places))
    chart(
        maps(panels, words, selected=word if near else "", near=near, dark=session.dark()),
        key="beside-maps",
        on_picked=_picked,
        alt=say(
            "{count} maps of the same {words} words, laid upon one another: {names}",
            count=len(panels),
            words=len(panels[0].places),
            names=", ".join(panel.name for panel in panels),
        ),
    )
    st.caption(
        say(
            "Principal axes of the {words} commonest words, each map turned to lie best on the"
            " first (Procrustes). Point at a word to see where the others have it.",
            words=len(panels[0].places),
        )
    )
    if near:
        rows = zip(sides, near, strict=True)
        st.table(
            [
                {
                    say("run"): literal(side.entrant.name),
                    say("nearest to {word}", word=literal(word)): literal(", ".join(names)),
                }
                for side, names in rows
            ]
        )


def _near(sides: Sequence[Side], words: Shared, word: str) -> list[list[str]]:
    """The neighbours in each run of the word chosen; nothing if none is, or if it is not there."""
    if not word:
        return []
    try:
        return view.near(sides, words, word, _NEAR)
    except WordError as error:
        st.caption(literal(message(error)))
        return []


def _picked() -> None:
    told = session.value("beside-maps")
    word = told.get("picked") if told else None
    if word:
        session.put("beside_word", word)


# What differs.


def _losses(sides: Sequence[Side]) -> None:
    above, curves = view.curves(sides)
    heading(say("Loss above the least possible") if above else say("Loss"))
    ends = "; ".join(f"{curve.name}: {curve.values[-1]:.4f}" for curve in curves if curve.values)
    chart(
        losses(curves, above=above, dark=session.dark()),
        key="beside-losses",
        alt=say("The losses at the end: {ends}", ends=ends),
    )
    st.caption(
        say(
            "On the 300 commonest words: the least loss that any vectors could have with each"
            " run's own settings is taken away, so that runs with different k can be compared."
        )
        if above
        else say(
            "For these settings or this text the least loss cannot be counted, so this is the loss"
            " itself: with other k, α or window it is another quantity. Compare the scores."
        )
    )


def _table(sides: Sequence[Side], *, ended: bool) -> None:
    heading(say("What differs"))
    scores = view.scores(sides)
    rows = view.settings(sides) + [(say(name), values) for name, values in scores]
    names = [literal(side.entrant.name) for side in sides]
    with st.container(key="numbers-beside"):
        st.table(
            [
                {"": name, **dict(zip(names, map(literal, values), strict=True))}
                for name, values in rows
            ]
        )
    if scores or not ended:  # some texts bring no tests along
        st.caption(
            say(
                "Scores come when all are trained; in brackets the share of the test that"
                " could be asked. The same tests for every run."
            )
        )


def _changed(plan: Plan, sides: Sequence[Side], words: Shared) -> None:
    heading(say("What changed most"))
    others = range(1, len(sides))
    other = st.selectbox(
        say("Compared with {name}", name=sides[0].entrant.name),
        others,
        widget_sync.place("beside_other", others),
        key="beside_other",
        width=320,
        format_func=lambda i: sides[i].entrant.name,
    )
    stamp = (Same(plan), other, tuple(side.trainer.position.tokens for side in sides))
    found = memo(_CHANGED, stamp, lambda: view.changed(sides, words, int(other)))
    st.caption(
        say(
            "Of the 10 nearest words of each of the {words} commonest, {share} % are the same in"
            " both.",
            words=f"{found.among:,}",
            share=f"{100 * found.stayed:.0f}",
        )
    )
    with st.container(key="beside-changed"):
        st.table(
            [
                {
                    say("word"): literal(one.word),
                    say("same"): f"{one.stayed}/{one.listed}",
                    literal(sides[0].entrant.name): _few(one.won),
                    literal(sides[int(other)].entrant.name): _few(one.lost),
                }
                for one in found.words[:10]
            ]
        )


def _few(words: tuple[str, ...]) -> str:
    return literal(", ".join(words[:_FEW]) + (" …" if words[_FEW:] else ""))


# What can be done with a run that was trained here.


def _acts(sides: Sequence[Side]) -> None:
    heading(say("Go on with one of them"))
    for number, side in enumerate(sides):
        with st.container(horizontal=True, vertical_alignment="center", key=f"acts-{number}"):
            st.markdown(literal(side.entrant.name))
            st.button(
                say("Open"),
                key=f"beside-open-{number}",
                on_click=run_action,
                args=(_HERE, _open, side),
            )
            if side.entrant.saved is None:
                st.button(
                    say("Keep"),
                    key=f"beside-keep-{number}",
                    on_click=run_action,
                    args=(_HERE, _keep, side),
                )


def _open(side: Side) -> None:
    one = side.entrant
    record, saved = History.of(side.history, ()), side.trainer.checkpoint()
    there = saved_run(one.name, one.corpus, one.origin.corpus, one.origin.reading, saved, record)
    session.adopt(one.corpus, replace(there, knobs=one.knobs), saved)
    navigation.go_home()


def _keep(side: Side) -> str:
    one = side.entrant
    record, saved = History.of(side.history, ()), side.trainer.checkpoint()
    name = f"{one.corpus.name[:30]} · {one.name}"[:80]
    card = kept_runs.put(name, one.corpus, one.origin, saved, record, _tests(one))
    return say("Kept as “{name}”. It is on the shelf, under Compare.", name=card.name)


def _errors(sides: Sequence[Side]) -> None:
    for side in sides:
        if side.error is not None:
            st.warning(literal(f"{side.entrant.name}: {message(side.error)}"))
