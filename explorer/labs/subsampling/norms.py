"""Norms of common and rare words: runs of several lengths, with and without subsampling."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from engine.settings import Recipe
from engine.theory.experiments.norms import measured, verdict
from explorer import session
from explorer.labs.subsampling import figure
from explorer.live.chart import chart
from explorer.parts import lab_page, lab_text
from explorer.parts.heading import heading
from explorer.texts import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.theory.experiments.norms import Effect, Norms, Verdict

_EPOCHS = "common_epochs"
_LENGTHS = (1, 5, 20)  # epochs
_THRESHOLDS = (1e-3, 1e-4)
_DIMENSIONS, _RATE = 32, 0.1  # small and fast: long training is seen in seconds


@session.pane()
def lengths() -> None:
    """The slider of the length of training, and below it what was measured."""
    heading(say("Are common words short and rare words long?"))
    if session.value(_EPOCHS) is None:
        session.put(_EPOCHS, _LENGTHS[1])
    left, _ = st.columns(2, gap="large")
    with left:
        epochs = st.select_slider(
            say("epochs trained"), _LENGTHS, session.value(_EPOCHS), key=_EPOCHS
        )
    _measured(int(epochs))


@session.pane(every=1.0, working=True)
def _measured(epochs: int) -> None:
    run, text = session.run(), lab_text.text(lab_text.TRAINED)
    knobs = replace(run.knobs, learning_rate=_RATE, schedule="linear")
    recipe = Recipe(dimensions=_DIMENSIONS, min_count=run.recipe.min_count, seed=run.recipe.seed)
    asked = (knobs.window, knobs.negatives, knobs.noise_exponent)
    left, right = st.columns(2, gap="large")
    with right:
        seen = lab_page.work(
            "norms",
            (id(text), recipe, asked),
            lambda: measured(text, recipe, knobs, _THRESHOLDS, _LENGTHS),
        )
        lab_text.caption(
            text,
            say(
                "{runs} runs of their own in {d} dimensions at rate {rate}, same draws; window,"
                " k and α as in your run.",
                runs=len(_LENGTHS) * (1 + len(_THRESHOLDS)),
                d=_DIMENSIONS,
                rate=f"{_RATE:g}",
            ),
        )
        found: tuple[Norms, ...] = seen.steps[-1].found if seen.steps else ()
        if said := verdict(found):
            _told(found, said)
    with left:
        _drawn([one for one in found if one.epochs == epochs], epochs)


def _drawn(runs: Sequence[Norms], epochs: int) -> None:
    if not runs:
        st.caption(say("The runs of {epochs} epochs are still to come.", epochs=epochs))
        return
    named = [(_name(run.threshold), run) for run in runs]
    chart(
        figure.lengths(named, dark=session.dark()),
        key="common_lengths",
        alt=say(
            "After {epochs} epochs and with nothing dropped, the rarest words have a mean"
            " length of {rare}, the commonest of {common}",
            epochs=epochs,
            rare=f"{runs[0].means[0]:.2f}",
            common=f"{runs[0].means[-1]:.2f}",
        ),
    )


def _name(threshold: float) -> str:
    return say("t = {t}", t=f"{threshold:g}") if threshold else say("nothing dropped")


def _told(found: Sequence[Norms], said: Verdict) -> None:
    """What the textbook says, what came out, and why."""
    st.caption(
        say(
            "The textbook: dropping common words makes their vectors short and those of rare words"
            " long."
        )
    )
    lab_page.answer(answer(found, said), good=said.answer == "only with")
    lab_page.answer(effect(said.effects[-1], shorter=said.shorter), good=said.shorter)
    st.caption(
        say(
            "A likely reason: a vector grows by being moved. Rare words are moved seldom, so after"
            " a short training they are still short. Common words meet almost everything: in a long"
            " training push and pull on them even out and they shrink, dropped or not."
        )
    )


def answer(found: Sequence[Norms], said: Verdict) -> str:
    """Whether the textbook's sentence holds in these runs, and where."""
    if said.answer == "also without":
        _, epochs = said.control[0]
        return say(
            "So it is after {epochs} epochs, but also where nothing was dropped: it comes"
            " with long training.",
            epochs=epochs,
        )
    if said.answer == "only with":
        threshold, epochs = said.seen[0]
        return say(
            "So it is after {epochs} epochs at t = {t}, and nowhere without dropping.",
            epochs=epochs,
            t=f"{threshold:g}",
        )
    last = max(found, key=lambda run: (run.epochs, run.threshold == 0))
    top = max(range(len(last.means)), key=last.means.__getitem__)
    return say(
        "Not so here, at any t and length trained so far. After {epochs} epochs with"
        " nothing dropped, words seen {count} times or somewhat more are the longest,"
        " {top} on average; the rarest have {rare}, the commonest {common}.",
        epochs=last.epochs,
        count=f"{last.edges[top]:,}",
        top=f"{last.means[top]:.2f}",
        rare=f"{last.means[0]:.2f}",
        common=f"{last.means[-1]:.2f}",
    )


def effect(last: Effect, *, shorter: bool) -> str:
    """What a threshold changed at either end, beside the run of its length that dropped nothing."""
    numbers = {
        "t": f"{last.threshold:g}",
        "epochs": last.epochs,
        "common": f"{last.commonest:+.0%}",
        "rare": f"{last.rarest:+.0%}",
    }
    if shorter:
        return say(
            "What dropping itself did at every length: it shortened the commonest words. At"
            " t = {t} and {epochs} epochs by {common}, while the rarest changed by {rare}.",
            **numbers,
        )
    return say(
        "Dropping did not shorten the commonest words at every length: at t = {t} and {epochs}"
        " epochs they changed by {common}, the rarest by {rare}.",
        **numbers,
    )
