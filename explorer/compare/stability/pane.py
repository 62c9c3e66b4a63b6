"""Stability pane: ten trainings in one click, and what they agree on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from engine.corpus.resample import unit_of
from engine.errors import phrase
from engine.evaluation.rerun import Task
from explorer import session
from explorer.compare.stability import view
from explorer.compare.stability.figure import bars, stable_map
from explorer.live.chart import chart
from explorer.parts import lab_page
from explorer.parts.gold.gold import gold
from explorer.parts.gold.scorecard import named, number
from explorer.parts.heading import heading
from explorer.parts.kept.agreement import JOB, Plan, ask, asked, neighbour_counts
from explorer.parts.memo import Same, memo
from explorer.parts.settings.setting_names import settings_of, short
from explorer.runs.jobs import effort
from explorer.runs.jobs.reruns import TIMES, reruns
from explorer.session import literal
from explorer.texts import message, say

if TYPE_CHECKING:
    from explorer.compare.stability.view import Bar, Stability
    from explorer.runs.jobs.reruns import Reruns
    from explorer.runs.run import Run

_WAYS: Final = {"seeds": phrase("Ten seeds"), "text": phrase("The text drawn again, ten times")}
_UNITS: Final = {"documents": phrase("documents"), "sentences": phrase("sentences")}
_KEPT = "sure kept"
_SAID: Final = ("negatives", "window", "subsample", "noise_exponent", "dimensions", "epochs")


def stability() -> None:
    """The choice of a way, and what comes of it."""
    _choice()
    _seen()


@session.pane()
def _choice() -> None:
    run = session.run()
    heading(say("Train the same ten times"), run.corpus.name)
    unit = unit_of(run.corpus)
    ways = ["seeds", "text"] if unit is not None else ["seeds"]
    way = st.segmented_control(
        say("What differs between them"),
        ways,
        key="sure_way",
        default=ways[0],
        required=True,
        format_func=lambda name: say(_WAYS[name]),
        label_visibility="collapsed",
    )
    left, right = st.columns([1, 4], vertical_alignment="center")
    with left:
        st.button(
            say("Train ten times"), key="sure_begin", type="primary", on_click=_begin, args=(way,)
        )
    with right:
        took = TIMES * effort.seconds(run, run.recipe, run.knobs)
        st.caption(_what(run, str(way), unit or "sentences", took))
    if session.take("sure begun"):
        st.rerun()  # the results stand in a pane of their own


def _what(run: Run, way: str, unit: str, took: float) -> str:
    """What will differ, and how long it takes."""
    seconds = f"{max(1, took):,.0f}"
    if way == "seeds":
        return say(
            "The settings of now ({settings}) with ten seeds, from {first} on: about {seconds} s of"
            " one core. What stays is no accident of the start or of the order of draws.",
            settings=_settings(run),
            first=run.recipe.seed,
            seconds=seconds,
        )
    return say(
        "The settings of now ({settings}), each time on as many {unit} as the text has, drawn from"
        " it with replacement: about {seconds} s of one core. What stays does not hang on a few"
        " passages.",
        settings=_settings(run),
        unit=say(_UNITS[unit]),
        seconds=seconds,
    )


def _settings(run: Run) -> str:
    own = settings_of(run.recipe, run.knobs)
    return ", ".join(short(name, own[name]) for name in _SAID)


def _begin(way: str) -> None:
    """What is trained is fixed at the click; knobs turned later change nothing of it."""
    run = session.run()
    words = run.vocabulary.symbols[: view.WORDS]
    tasks = tuple(
        Task(
            run.corpus, run.recipe, run.knobs, run.recipe.seed + i, words, way == "text", gold(run)
        )
        for i in range(TIMES)
    )
    ask(Plan(way, _settings(run), tasks))
    session.put("sure begun", what=True)


# What comes of it.


@session.pane(every=1.0, working=True)
def _seen() -> None:
    plan = asked()
    if plan is None:
        return
    seen = lab_page.work(JOB, plan, partial(reruns, plan.tasks, session.run().cluster))
    if not seen.steps:
        return
    now: Reruns = seen.steps[-1]
    heading(
        say("{count} of {total} trained", count=len(now.results), total=now.total),
        " · ".join((say(_WAYS[plan.way]), plan.said)),
    )
    if now.error is not None:
        st.warning(literal(f"{now.lost} × {message(now.error)}"))
    if now.results:
        _results(plan, now)


def _results(plan: Plan, now: Reruns) -> None:
    found = _kept(plan, now)
    st.caption(
        say(
            "Two trainings share {mean} of a common word's ten nearest words, on average.",
            mean=f"{found.mean:.0%}",
        )
        if found.times > 1
        else say("How sure one can be shows from the second training on.")
    )
    left, right = st.columns([3, 2], gap="large")
    with right:
        near = _word(plan, now)
        _bars(found.bars)
    with left:
        word = str(session.value("sure_word") or "").strip()
        chart(
            stable_map(found, word, [name for name, _ in near], dark=session.dark()),
            key="sure-map",
            on_picked=_picked,
            alt=say(
                "Map of {count} words; the fainter a word, the less its neighbours agree."
                " Least sure: {words}.",
                count=len(found.places),
                words=", ".join(f"{name} {share:.0%}" for name, share in found.shaky()),
            ),
        )
        st.caption(
            say("Map of the first training. A faint word has other neighbours in every training.")
        )
        shaky = ", ".join(f"{literal(name)} {share:.0%}" for name, share in found.shaky())
        st.markdown(say("Least sure among these: {words}", words=shaky))


def _kept(plan: Plan, now: Reruns) -> Stability:
    """The view of so many results, made once."""
    stamp = (Same(plan), len(now.results), now.results[0].seed)
    return memo(_KEPT, stamp, lambda: view.stability_view(now.results, plan.tasks[0].words))


def _word(plan: Plan, now: Reruns) -> list[tuple[str, int]]:
    """The word asked about, and its neighbours with how many trainings name each."""
    if session.value("sure_word") is None:
        words = plan.tasks[0].words
        asked = [session.value("search") or "", "king", "god", words[len(words) // 20]]
        session.put("sure_word", next(word for word in asked if word in words))
    st.text_input(say("Neighbours of"), session.value("sure_word"), key="sure_word", width=280)
    word = str(session.value("sure_word")).strip()
    near = neighbour_counts(now.results, plan.tasks[0].words, word)
    if not near:
        st.caption(
            say(
                "Only the {count} commonest words are asked; this is none of them.",
                count=f"{len(plan.tasks[0].words):,}",
            )
        )
    lines = [f"**{literal(name)}** {times}/{len(now.results)}" for name, times in near]
    with st.container(key="sure-near"):
        st.markdown(" · ".join(lines))
    return near


def _picked() -> None:
    told = session.value("sure-map")
    word = told.get("picked") if told else None
    if word:
        session.put("sure_word", word)


def _bars(found: tuple[Bar, ...]) -> None:
    if not found:
        return
    heading(say("Scores"), say("mean ± standard deviation; each training a dot"))
    read = "; ".join(named(bar.kind, _spread(bar)) for bar in found)
    chart(bars(found, dark=session.dark()), key="sure-bars", alt=read)
    st.caption(literal(read))


def _spread(bar: Bar) -> str:
    mean = number(bar.kind, bar.spread.mean)
    deviation = bar.spread.deviation
    return mean if deviation is None else f"{mean} ± {number(bar.kind, deviation)}"
