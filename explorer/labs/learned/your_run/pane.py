"""The visitor's text and run: v·u against exact counts, the textbook's PMI, and the skip rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import streamlit as st

from explorer import session
from explorer.labs.learned.your_run import figure
from explorer.labs.learned.your_run.view import THEORIES, View, view
from explorer.live.chart import chart
from explorer.parts import lab_page, pair_counts
from explorer.parts.heading import heading
from explorer.parts.memo import Same, memo
from explorer.parts.segments import segments
from explorer.runs.jobs.pair_counts import FLAT_WORDS
from explorer.texts import say

if TYPE_CHECKING:
    from engine.theory.agreement import Agreement
    from engine.theory.expected import Expected
    from explorer.labs.learned.your_run.view import Theory
    from explorer.runs.run import Run

_BESIDE: Final[dict[str, str]] = {name: text for name, text in THEORIES.items() if name != "exact"}
_WORDS = (25, 50, 100, 200, FLAT_WORDS)
_KEPT = "lab learned kept"  # the last view and what it was made of, for a run at rest


@session.pane(every=2.0)
def learned() -> None:
    """The commonest words of the run's text, as it is learned now."""
    run = session.run()
    heading(say("Your text and your run"), run.corpus.name)
    if session.broken():
        return
    first, second, third = st.columns([2, 1, 1], gap="large", vertical_alignment="bottom")
    with first:
        words = _words()
    with second:
        exact = pair_counts.exact(run)
    with third:
        flat = pair_counts.flat(run)
    if exact is None or flat is None:
        st.caption(say("Counting how often each pair of words is met …"))
        return
    made = _view(run, exact, flat, words)
    _told(made)
    left, right = st.columns(2, gap="large")
    with left:
        _named("exact")
        _figure(made, "exact")
    with right:
        _figure(made, _other())
    _floor(made, run)
    st.table(_rows(made))


def _words() -> int:
    if session.value("learned_words") is None:
        session.put("learned_words", 100)
    return int(
        st.select_slider(
            say("how many of the commonest words"),
            _WORDS,
            session.value("learned_words"),
            key="learned_words",
            width=420,
        )
    )


def _view(run: Run, exact: Expected, flat: Expected, words: int) -> View:
    """The view of now; the last one if neither the run nor the question has moved."""
    asked = (run.name, run.tokens, run.knobs, words, Same(exact), Same(flat))
    few = exact.commonest(words), flat.commonest(words)
    return memo(_KEPT, asked, lambda: view(run.model, *few, run.vocabulary.counts, run.knobs))


def _named(theory: Theory) -> None:
    st.markdown(say(THEORIES[theory]))


def _other() -> Theory:
    return cast("Theory", segments(say("Beside it"), "learned_other", _BESIDE))


def _figure(made: View, theory: Theory) -> None:
    chart(
        figure.against(made, theory, dark=session.dark()),
        key=f"learned-{theory}",
        alt=_alt(made, theory),
    )


def _alt(made: View, theory: Theory) -> str:
    if made.judged is None:
        return say("Nothing is learned yet")
    fit = made.judged[theory]
    return say(
        "{theory}: on average {mae} nats off, R² {r2}",
        theory=say(THEORIES[theory]),
        mae=f"{fit.mae:.2f}",
        r2=f"{fit.r2:.2f}",
    )


def _told(made: View) -> None:
    """One sentence: how far what was learned is from each of the three theories."""
    if made.judged is None:
        st.caption(say("Nothing is learned yet"))
        return
    off = {name: f"{fit.mae:.2f}" for name, fit in made.judged.items()}
    lab_page.answer(
        say(
            "Where a pass meets a pair {often} times or more ({cells} pairs), v·u is {exact} nats"
            " off the exact counts, {textbook} off PMI − log k, {skip} off noise that skips the"
            " target; nearest: {best}.",
            often=f"{made.often:g}",
            cells=f"{made.judged['exact'].cells:,}",
            **off,
            best=say(THEORIES[made.best]),
        ),
        good=made.best == "exact",
    )


def _floor(made: View, run: Run) -> None:
    """Why the textbook's line is another, and how much is left to learn."""
    parts = [
        say(
            "The textbook says v·u ≈ PMI − log k. That asks for noise drawn by plain frequency and"
            " for every token: this run draws noise by count^{exponent} and keeps {kept} of the"
            " tokens, in windows of drawn reach, so that pairs are met as often as the exact counts"
            " say.",
            exponent=f"{run.knobs.noise_exponent:g}",
            kept=f"{made.kept:.0%}",
        )
    ]
    if made.standing.floor.loss is not None:
        parts.append(
            say(
                "The least loss that any vectors could have on these {words} words is {floor} nats"
                " a pair; the run is {excess} nats a term above it.",
                words=made.words,
                floor=f"{made.standing.floor.loss:.3f}",
                excess=f"{made.standing.excess:.4f}",
            )
        )
    if made.below is not None:
        parts.append(
            say(
                "{never} pairs are never met: every theory says −∞, training has come to {below} on"
                " average.",
                never=f"{made.never:,}",
                below=f"{made.below:.1f}",
            )
        )
    st.caption(" ".join(parts))


def _rows(made: View) -> list[dict[str, str]]:
    """The three theories by how often pairs are met: the mean distance, and R²."""
    return [
        {say("met in one pass"): _span(band.low, band.high), say("pairs"): f"{band.cells:,}"}
        | {say(text): _fit(getattr(band, name)) for name, text in THEORIES.items()}
        for band in made.bands
    ]


def _span(low: float, high: float) -> str:
    if high == float("inf"):
        return say("{low} times or more", low=f"{low:g}")
    return say("{low} to {high} times", low=f"{low:g}", high=f"{high:g}")


def _fit(fit: Agreement | None) -> str:
    if fit is None:
        return "–"
    return say("{mae} nats off, R² {r2}", mae=f"{fit.mae:.2f}", r2=f"{fit.r2:.2f}")
