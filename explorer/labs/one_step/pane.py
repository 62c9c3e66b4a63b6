"""The lab of one step: three words in the plane that the visitor moves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from engine.settings import Recipe
from engine.theory.experiments.spread import collapse
from engine.theory.signs import counterexample, shares_that_hold
from engine.theory.step import Pair, Vectors, worked_example
from engine.training.trainer import SkipGram
from explorer import session
from explorer.labs.one_step import figure
from explorer.labs.one_step.view import View, view
from explorer.live.chart import chart
from explorer.live.plane import plane
from explorer.parts import lab_page
from explorer.parts.heading import heading
from explorer.session import literal
from explorer.texts import say
from explorer.theme import forces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.theory.experiments.spread import Spread

_STATE = "lab step"  # vectors, pair and rate of now
_PAST = "lab step past"
_RATES = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
_MOST = 100  # steps that can be taken back
_DIMENSIONS = (2, 3, 5, 10, 20, 50, 100, 200, 500)
_TRIALS = 4000
_KS = (0, 5)
_MOMENTS = 24
_TOKENS = 1_000_000  # read at each k, or one epoch


def _now() -> tuple[Vectors, Pair]:
    found = session.value(_STATE)
    if found is None:
        vectors, pair, _ = worked_example()
        session.put(_STATE, (vectors, pair))
        return vectors, pair
    vectors, pair = found
    return vectors, pair


def _become(vectors: Vectors, pair: Pair) -> None:
    past = session.value(_PAST) or ()
    session.put(_PAST, (*past[-_MOST:], _now()))
    session.put(_STATE, (vectors, pair))


@session.pane()
def step() -> None:
    """The plane, the numbers, and the buttons."""
    vectors, pair = _now()
    left, right = st.columns([5, 6], gap="large")
    with right:
        rate = _rate()
        counts = _counts(vectors, pair)
        pair = Pair(pair.input, pair.target, counts)
        seen = view(vectors, pair, rate)
        _buttons(seen)
        _numbers(seen)
        _told(seen)
    with left:
        plane(key="plane", vectors=seen.vectors, arrows=seen.arrows, reach=seen.reach,
              colors=forces(dark=session.dark()), alt=_alt(seen), on_moved=_moved)  # fmt: skip
        st.caption(
            say("Drag the tip of any vector, or reach it by Tab and use the arrow keys. Blue pulls,"
                " orange pushes, the third arrow of v b is their sum; arrows are drawn {times}"
                " times as long as they are.", times=seen.times)
        )  # fmt: skip


def _rate() -> float:
    if session.value("lab_rate") is None:
        session.put("lab_rate", 0.1)
    return float(
        st.select_slider(say("learning rate"), _RATES, session.value("lab_rate"), key="lab_rate",
                         format_func=lambda rate: f"{rate:g}")
    )  # fmt: skip


def _counts(vectors: Vectors, pair: Pair) -> tuple[int, ...]:
    """The noise words: how often each of the words is drawn."""
    noise: list[int] = []
    for column, (place, word) in zip(st.columns(3), enumerate(vectors.words), strict=True):
        key = f"lab_noise_{word}"
        if session.value(key) is None:
            session.put(key, pair.noise.count(place))
        with column:
            times = st.number_input(
                say("{word} drawn as noise", word=word), 0, 4, session.value(key), key=key
            )
        noise += [place] * int(times)
    return tuple(noise)


def _buttons(seen: View) -> None:
    with st.container(horizontal=True):
        st.button(say("Step"), key="lab_step", on_click=_steps, args=(seen, 1), type="primary")
        st.button(say("100 steps"), key="lab_steps", on_click=_steps, args=(seen, 100))
        st.button(say("Undo"), key="lab_undo", on_click=_undo, disabled=not session.value(_PAST))
        st.button(say("As in the textbook"), key="lab_reset", on_click=_begin, args=(False,))
        st.button(say("A counterexample"), key="lab_counter", on_click=_begin, args=(True,))


def _steps(seen: View, count: int) -> None:
    made = seen.made
    for _ in range(count - 1):
        made = view(made.after, made.pair, made.rate).made
    _become(made.after, made.pair)


def _undo() -> None:
    past = session.value(_PAST) or ()
    if past:
        session.put(_STATE, past[-1])
        session.put(_PAST, past[:-1])


def _begin(counter: bool) -> None:
    vectors, pair = counterexample() if counter else worked_example()[:2]
    _become(vectors, pair)
    for place, word in enumerate(vectors.words):
        session.put(f"lab_noise_{word}", pair.noise.count(place))
    session.put("lab_rate", 0.1)


def _moved() -> None:
    told = session.value("plane")
    moved = told.get("moved") if told else None
    if not moved:
        return
    vectors, pair = _now()
    table, place = str(moved["id"])[:1], int(str(moved["id"])[1:])
    v, u = vectors.v.copy(), vectors.u.copy()
    (v if table == "v" else u)[place] = np.clip([float(moved["x"]), float(moved["y"])], -100, 100)
    _become(Vectors(vectors.words, v, u), pair)


def _numbers(seen: View) -> None:
    columns = ("v·u", "σ", say("error"), say("v·u after"))
    with st.container(key="numbers-step"):
        st.table([
            {"": say("pull") if row.pull else say("push"), say("word"): literal(row.word)}
            | dict(zip(columns, (f"{n:.6f}" for n in (row.dot, row.sigma, row.error, row.after)),
                       strict=True))
            | {say("as it should"): "✓" if row.holds else "✗"}
            for row in seen.rows
        ])  # fmt: skip
    st.caption(say("J = ln σ(v·u) + Σ ln σ(−v·u) goes from {before} to {after}.",
                   before=f"{seen.objective:.9f}",
                   after=f"{seen.objective_after:.9f}"))  # fmt: skip


def _told(seen: View) -> None:
    """One sentence: what the step did, and why a sign failed if one did."""
    wrong = [row.word for row in seen.rows if not row.holds]
    names = [row.word for row in seen.rows if not row.pull]
    twice = next((word for word in names if names.count(word) > 1), None)
    if wrong:
        lifts = [one for one in seen.conditions if one.word in wrong and one.lifts > one.sinks]
        why = (
            say("the target lifts it by {lifts}, and its own push and the other noise words sink"
                " it by only {sinks}", lifts=f"{lifts[0].lifts:.4f}",
                sinks=f"{lifts[0].sinks:.4f}")
            if lifts
            else say("the step is too long, or other noise words lie across")
        )  # fmt: skip
        lab_page.answer(
            say(
                "Not as the textbook says: v·u with {word} goes the wrong way, for {why}.",
                word=wrong[0],
                why=why,
            ),
            good=False,
        )
    elif twice:
        lab_page.answer(say("Every product goes where it should; {word} was drawn {times} times and"
                       " pushes as often.", word=twice, times=names.count(twice)))  # fmt: skip
    elif not names:
        lab_page.answer(say("k = 0: only the pull is left, and it never ends: 1 − σ is always above"
                       " 0."), good=False)  # fmt: skip
    else:
        lab_page.answer(
            say(
                "Every product goes where it should: v·u with the target rises, with each"
                " noise word it falls."
            )
        )


def _alt(seen: View) -> str:
    return say("Three words in the plane; v·u with the target {dot}, after the step {after}",
               dot=f"{seen.rows[0].dot:.3f}", after=f"{seen.rows[0].after:.3f}")  # fmt: skip


@session.pane(every=1.0, working=True)
def signs() -> None:
    """How often random steps go as they should, in few and in many dimensions."""
    heading(say("Do the signs always hold?"))
    seen = lab_page.work("signs", _TRIALS, lambda: shares_that_hold(_DIMENSIONS, _TRIALS, 1),
                    len(_DIMENSIONS))  # fmt: skip
    if not seen.steps:
        return
    first, last = seen.steps[0], seen.steps[-1]
    chart(figure.signs(seen.steps, dark=session.dark()), key="signs",
          alt=say("In {d} dimensions all signs hold in {share} of random steps",
                  d=last.dimensions, share=f"{last.share:.1%}"))  # fmt: skip
    lab_page.answer(
        say("Of {trials} random steps with two noise words, all three signs were right in {few} in"
            " {d0} dimensions and in {many} in {d1}: in many dimensions vectors hardly meet.",
            trials=f"{first.trials:,}", few=f"{first.share:.1%}", d0=first.dimensions,
            many=f"{last.share:.1%}", d1=last.dimensions)
    )  # fmt: skip


@session.pane(every=1.0, working=True)
def ray() -> None:
    """The collapse without noise, on the corpus of the page."""
    run = session.run()
    heading(say("And if nothing pushes?"), run.corpus.name)
    size = run.corpus.source.size
    knobs = replace(run.knobs, epochs=max(1, min(run.knobs.epochs, _TOKENS // size)))
    stamp = (id(run.corpus), run.recipe.min_count, knobs)

    def work() -> Iterator[tuple[int, Spread]]:
        for k in _KS:
            trainer = SkipGram(run.corpus, run.vocabulary, Recipe(dimensions=32), knobs)
            for moment in collapse(trainer, replace(knobs, negatives=k), _MOMENTS):
                yield k, moment

    seen = lab_page.work("ray", stamp, work, len(_KS) * (_MOMENTS + 1))
    courses = {k: [moment for one, moment in seen.steps if one == k] for k in _KS}
    if not seen.steps:
        return
    chart(figure.collapse(courses, dark=session.dark()), key="ray",
          alt=say("Mean cosine of two words without noise: {cosine}",
                  cosine=f"{courses[0][-1].cosine:.2f}"))  # fmt: skip
    if courses[_KS[-1]]:
        alone, pushed = courses[0][-1], courses[_KS[-1]][-1]
        lab_page.answer(
            say("Without noise two words end at a mean cosine of {alone}, with k = 5 at {pushed}."
                " They meet on a ray, not in a point: their mean length is {length}.",
                alone=f"{alone.cosine:.2f}", pushed=f"{pushed.cosine:.2f}",
                length=f"{alone.length:.2f}")
        )  # fmt: skip
