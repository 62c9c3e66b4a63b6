"""The lab of the noise: whom it draws, what that does to the matrix, and what helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engine.corpus.builtin.catalogue import builtin
from engine.settings import Reading
from engine.theory.experiments.analogy_grid import accuracy_grid
from explorer import session
from explorer.labs.noise import figure as figures
from explorer.labs.noise.percent import percent
from explorer.labs.noise.view import EXPONENTS, NEGATIVES, drawing, found, view
from explorer.live.chart import chart
from explorer.parts import lab_page
from explorer.parts.heading import heading
from explorer.parts.memo import figure_memo
from explorer.session import literal
from explorer.texts import say

if TYPE_CHECKING:
    from explorer.labs.noise.view import Found, View

_DRAWS = 10_000_000
_MOST = 20  # noise words: where the slider ends
_ALWAYS = 0.9  # how often is almost always


@session.pane()
def noise() -> None:
    """The exponent, the shares it makes, and the numbers at their ends."""
    run = session.run()
    _begin()
    left, right = st.columns(2, gap="large")
    with left:
        alpha = float(
            st.slider(
                say("noise exponent α"),
                -1.0,
                1.25,
                session.value("lab_alpha"),
                0.25,
                key="lab_alpha",
            )
        )
    with right:
        k = int(st.slider(say("negatives k"), 1, _MOST, session.value("lab_k"), key="lab_k"))
    seen = view(run.vocabulary, alpha, k)
    with left:
        heading(say("Whom the noise draws"), run.corpus.name)
        chart(figures.shares(seen, dark=session.dark()), key="noise-shares", alt=_read(seen))
    with right:
        heading(say("What that adds to the matrix"))
        chart(figures.offsets(seen, dark=session.dark()), key="noise-offsets", alt=_moved(seen))
    _told(seen, k)
    _numbers(seen, k)


def _begin() -> None:
    """The sliders start where the run's knobs are."""
    knobs = session.run().knobs
    if session.value("lab_alpha") is None:
        session.put("lab_alpha", float(knobs.noise_exponent))
    if session.value("lab_k") is None:
        session.put("lab_k", min(max(1, knobs.negatives), _MOST))


def _read(seen: View) -> str:
    return say(
        "At α = {alpha} “{word}” is {share} of the noise; it is {raw} of the text",
        alpha=f"{seen.law.exponent:g}",
        word=seen.commonest,
        share=percent(seen.law.commonest),
        raw=percent(seen.raw.commonest),
    )


def _moved(seen: View) -> str:
    return say(
        "Beside α = 1, v·u comes to rest {first} nats (natural logarithms) off with “{common}” and"
        " {last} with “{rare}”: (1 − α)·ln count and a constant, the same for every input word.",
        common=seen.commonest,
        first=f"{seen.offsets[0][1]:+.2f}",
        rare=seen.rarest,
        last=f"{seen.offsets[-1][1]:+.2f}",
    )


def _told(seen: View, k: int) -> None:
    lab_page.answer(
        say(
            "With α = {alpha}, {k} draws hold “{word}” at least once in {among} of cases; with"
            " α = {other}, in {often}.",
            alpha=f"{seen.law.exponent:g}",
            k=k,
            word=seen.commonest,
            among=f"{seen.law.among:.1%}",
            other=f"{seen.other.exponent:g}",
            often=f"{seen.other.among:.1%}",
        )
    )
    st.caption(literal(_moved(seen)))
    words = {
        "word": seen.commonest,
        "k": k,
        "often": f"{seen.raw.among:.0%}",
        "share": percent(seen.raw.commonest),
    }
    if seen.raw.among >= _ALWAYS:
        claim = say(
            "The textbook says that by raw counts the commonest word is almost always drawn."
            " So it is here: {k} draws hold “{word}” in {often} of cases.",
            **words,
        )
    else:
        claim = say(
            "The textbook says that by raw counts the commonest word is almost always drawn."
            " Not here: “{word}” is {share} of the text, and {k} draws hold it in {often}"
            " of cases.",
            **words,
        )
    st.caption(literal(claim))


def _numbers(seen: View, k: int) -> None:
    common, rare = seen.commonest, seen.rarest
    named = (
        (say("share of “{word}”", word=common), [percent(law.commonest) for law in seen.laws]),
        (
            say("“{word}” among {k} draws", word=common, k=k),
            [f"{law.among:.1%}" for law in seen.laws],
        ),
        (say("share of “{word}”", word=rare), [percent(law.rarest) for law in seen.laws]),
        (say("highest share over lowest"), [f"{law.ratio:,.0f}" for law in seen.laws]),
    )
    columns = [f"α = {law.exponent:g}" for law in seen.laws]
    st.table([{"": literal(name)} | dict(zip(columns, row, strict=True)) for name, row in named])


@session.pane(every=1.0, working=True)
def draws() -> None:
    """Noise words drawn as training draws them, beside the shares."""
    run = session.run()
    heading(say("Is it drawn so?"), run.corpus.name)
    alpha, counts = float(session.value("lab_alpha", 0.75)), run.vocabulary.counts
    asked = (id(counts), alpha, run.recipe.seed)
    job = lab_page.work(
        "noise-draws", asked, lambda: drawing(counts, alpha, _DRAWS, run.recipe.seed)
    )
    if not job.steps:
        return
    seen = job.steps[-1]
    figure = figure_memo(
        "draws", (asked, seen.draws), lambda: figures.draws(seen, dark=session.dark())
    )
    chart(
        figure,
        key="noise-draws",
        alt=say(
            "{inside} of the words are at most two standard deviations off",
            inside=f"{seen.inside:.0%}",
        ),
    )
    values = {
        "draws": f"{seen.draws:,}",
        "alpha": f"{alpha:g}",
        "usual": f"{seen.freedom:,}",
        "statistic": f"{seen.statistic:,.0f}",
        "p": f"{seen.p:.2g}",
    }
    if seen.follows:
        sentence = say(
            "{draws} draws follow the shares of α = {alpha}: all misses together, χ², are"
            " {statistic}, where chance alone makes about {usual} (p = {p}).",
            **values,
        )
    else:
        sentence = say(
            "{draws} draws do not follow the shares of α = {alpha}: all misses together, χ², are"
            " {statistic}, where chance alone makes about {usual} (p = {p}).",
            **values,
        )
    lab_page.answer(sentence, good=seen.follows)
    st.caption(
        say(
            "A dot is a word. By chance about 95 of 100 lie in the band; {inside} do.",
            inside=f"{seen.inside:.0%}",
        )
    )


@session.pane(every=1.0, working=True)
def grid() -> None:
    """Toyland trained with several exponents and numbers of noise words."""
    heading(say("What helps?"), say("planted relations found, on Toyland"))
    toyland = builtin("toyland", Reading())
    job = lab_page.work(
        "noise-grid", (EXPONENTS, NEGATIVES), lambda: accuracy_grid(toyland, EXPONENTS, NEGATIVES)
    )
    if not job.steps:
        return
    made = job.steps[-1]
    seen, trained = found(made), len(made.cells)
    reading = say(
        "{made} of {total} trainings done", made=trained, total=len(EXPONENTS) * len(NEGATIVES)
    )
    dark = session.dark()
    figure = figure_memo(
        "grid", made.cells, lambda: figures.grid(made, EXPONENTS, NEGATIVES, dark=dark)
    )
    chart(figure, key="noise-grid", alt=_best(seen) if seen else reading)
    if seen is None:
        st.caption(reading)
    else:
        _compared(seen)


def _best(seen: Found) -> str:
    alpha, k, share = seen.best
    return say(
        "Best is α = {alpha} with k = {k}: {share} of the relations found.",
        alpha=f"{alpha:g}",
        k=k,
        share=f"{share:.1%}",
    )


def _compared(seen: Found) -> None:
    gain, more = 100 * (seen.usual - seen.raw), 100 * (seen.most - seen.fewest)
    numbers = say(
        "From raw counts to α = 0.75 it is {gain} percentage points at k = 5; from 1 to"
        " 15 noise words, {more} at α = 0.75.",
        gain=f"{gain:+.1f}",
        more=f"{more:+.1f}",
    )
    lab_page.answer(f"{_best(seen)} {numbers}")
    behind = 100 * (seen.spot[1] - seen.usual)
    spot = (
        say(
            "The textbook calls 0.75 the sweet spot; here, with k = 5, α = {alpha} finds {behind}"
            " percentage points more.",
            alpha=f"{seen.spot[0]:g}",
            behind=f"{behind:.1f}",
        )
        if behind > 0
        else say("The textbook calls 0.75 the sweet spot, and here, with k = 5, nothing is better.")
    )
    why = say(
        "Toyland is made up and easy: what helps there may not help a real text. Other texts"
        " hold no planted relations to ask for."
    )
    st.caption(f"{spot} {why}")
