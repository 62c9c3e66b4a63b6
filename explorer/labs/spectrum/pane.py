"""The lab of the spectrum: k and α turned, and the singular values that move."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from engine.sampling.subsample import keep_chances
from engine.theory.expected import counting
from engine.theory.spectrum import spectrum_of_product
from engine.vocabulary import build_vocabulary
from explorer import session
from explorer.labs.spectrum import figure
from explorer.labs.spectrum.view import WORDS, Counted, view
from explorer.live.chart import chart
from explorer.parts import lab_page, lab_text
from explorer.parts.heading import heading
from explorer.parts.memo import Same, memo
from explorer.texts import say

if TYPE_CHECKING:
    from engine.settings import Knobs
    from engine.theory.spectrum import Spectrum
    from engine.vocabulary import Vocabulary
    from explorer.labs.spectrum.view import View

_K, _ALPHA = "spectrum_k", "spectrum_alpha"
_HIGHEST = 20  # k
_FOUND, _LEARNED = "spectrum found", "spectrum learned"


@session.pane()
def spectrum() -> None:
    """The two sliders; what they turn is drawn below and follows the run."""
    knobs = session.run().knobs
    for key, now in (
        (_K, min(max(knobs.negatives, 1), _HIGHEST)),
        (_ALPHA, min(max(round(4 * knobs.noise_exponent) / 4, -1.0), 1.25)),
    ):
        if session.value(key) is None:
            session.put(key, now)
    left, right = st.columns(2, gap="large")
    with left:
        k = st.slider(say("negatives k"), 1, _HIGHEST, session.value(_K), key=_K)
    with right:
        alpha = st.slider(
            say("noise exponent α"), -1.0, 1.25, session.value(_ALPHA), step=0.25, key=_ALPHA
        )
    _drawn(k, alpha)


@session.pane(every=2.0)
def _drawn(k: int, alpha: float) -> None:
    above = st.container()  # what is worked on stands below what came out
    vocabulary, counted = _count()
    if counted is None:
        return
    knobs = replace(session.run().knobs, negatives=k, noise_exponent=alpha)
    seen = _view(counted, knobs)
    left, right = above.columns(2, gap="large")
    with left:
        _positive(seen, _learned(vocabulary, seen.words))
    with right:
        _whole(seen)


def _count() -> tuple[Vocabulary, Counted | None]:
    """The expected pairs of the commonest words, counted once for a text, window and t."""
    run, text = session.run(), lab_text.text(lab_text.COUNTED)
    vocabulary = build_vocabulary(text, run.recipe.min_count)
    knobs, counts = run.knobs, vocabulary.counts
    keep = keep_chances(counts, knobs.subsample)
    stamp = (id(text), len(vocabulary), knobs.window, knobs.subsample)
    piece = lab_text.piece(knobs.window)
    seen = lab_page.work(
        "spectrum", stamp, lambda: counting(text.source, knobs, keep, WORDS, piece=piece)
    )
    lab_text.caption(
        text,
        say(
            "Pairs of its {words} commonest words, as they are expected at window {window} and"
            " t = {t}.",
            words=min(WORDS, len(vocabulary)),
            window=knobs.window,
            t=f"{knobs.subsample:g}",
        ),
    )
    pairs = seen.steps[-1].counted if seen.steps else None
    return vocabulary, None if pairs is None else Counted(pairs, counts)


def _view(counted: Counted, knobs: Knobs) -> View:
    """What was computed last, unless the counts, k or α are others."""
    asked = (Same(counted.pairs), knobs.negatives, knobs.noise_exponent)
    return memo(_FOUND, asked, lambda: view(counted, knobs))


def _learned(vocabulary: Vocabulary, words: int) -> Spectrum | None:
    """The spectrum of V·Uᵀ on the same words, kept until the run moves; None if it diverged."""
    run = session.run()
    if run.state == "error":
        return None

    def made() -> Spectrum:
        places = np.array([run.vocabulary.ids[word] for word in vocabulary.symbols[:words]])
        model = run.model
        return spectrum_of_product(model.v[places], model.u[places])

    return memo(_LEARNED, (run.name, run.tokens, words), made)


def _positive(seen: View, learned: Spectrum | None) -> None:
    heading(say("Cells above 0 only, as count models keep them"))
    turned, plain = seen.turned, seen.plain
    settings = figure.settings(seen)
    chart(
        figure.positive_part(seen, learned, dark=session.dark()),
        key="spectrum_positive",
        alt=say(
            "{settings}: the highest singular value is {highest}, and {rank} directions share"
            " the weight",
            settings=settings,
            highest=f"{turned.values[0]:.3g}",
            rank=f"{turned.effective_rank:.1f}",
        ),
    )
    more = _of_the_run(learned) if learned is not None else ""
    lab_page.answer(f"{_of_the_positive(seen)} {more}".rstrip())
    rows = [(say("k = 1, α = 1"), plain), (settings, turned)]
    if learned is not None:
        rows.append((say("V·Uᵀ of the run"), learned))
    st.table(
        [
            {
                "": name,
                say("cells not 0"): f"{one.nonzero:.1%}",
                say("directions that share the weight"): f"{one.effective_rank:.1f}",
                say("share of the first"): f"{one.first:.0%}",
                say("norm"): f"{one.norm:.3g}",
            }
            for name, one in rows
        ]
    )


def _of_the_positive(seen: View) -> str:
    turned, plain = seen.turned, seen.plain
    return say(
        "With {settings}, {cells} of the cells stay above 0 and {rank} directions share the"
        " weight; with k = 1, α = 1 it was {cells0} and {rank0}.",
        settings=figure.settings(seen),
        cells=f"{turned.nonzero:.1%}",
        rank=f"{turned.effective_rank:.1f}",
        cells0=f"{plain.nonzero:.1%}",
        rank0=f"{plain.effective_rank:.1f}",
    )


def _of_the_run(learned: Spectrum) -> str:
    return say(
        "In V·Uᵀ of the run {rank} share it, and the first has {first}.",
        rank=f"{learned.effective_rank:.1f}",
        first=f"{learned.first:.0%}",
    )


def _whole(seen: View) -> None:
    whole = seen.whole
    heading(say("The whole matrix of {words} words", words=whole.words))
    chart(
        figure.whole_matrix(seen, dark=session.dark()),
        key="spectrum_whole",
        alt=say(
            "The first singular value goes from {before} to {after}; centred,"
            " none moves by more than {apart}",
            before=f"{whole.plain.values[0]:.3g}",
            after=f"{whole.turned.values[0]:.3g}",
            apart=f"{whole.apart:.0e}",
        ),
    )
    lab_page.answer(
        say(
            "From k = 1, α = 1 to {settings} the first of {words} values moved by {first}, any"
            " other by {rest} at most. Centred, that is less each column's mean, all are equal to"
            " within {apart}: k and α add one and the same row to every word, a single direction.",
            settings=figure.settings(seen),
            words=whole.words,
            first=f"{whole.first:.3g}",
            rest=f"{whole.rest:.3g}",
            apart=f"{whole.apart:.0e}",
        )
    )
    st.caption(
        say(
            "A word pair that never occurs stands at −∞, so this needs words that have all met: too"
            " few of this text have, and a made law of {words} words stands in.",
            words=whole.words,
        )
        if whole.made
        else say(
            "A word pair that never occurs stands at −∞, so this takes the commonest words"
            " that have all met, {words} of them.",
            words=whole.words,
        )
    )


@session.pane()
def meaning() -> None:
    """What a singular value is, and what the textbook asks."""
    st.caption(
        say(
            "A matrix is a sum of directions; a singular value says how strong one is. The"
            " textbook's exercise turns k and the noise and asks how these values change: in the"
            " matrix itself along one direction only, in its positive part everywhere, for cells"
            " fall below 0 and are cut off. V·Uᵀ is not cut off: it also holds the pairs that never"
            " occur, which noise words push below 0."
        )
    )
