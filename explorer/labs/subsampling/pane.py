"""The lab of common words: the threshold t turned, who falls out, and what an epoch saves."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import streamlit as st

from engine.ranges import range_of
from engine.settings import Knobs
from engine.theory.subsampling import savings
from engine.vocabulary import build_vocabulary
from explorer import session
from explorer.labs.subsampling import figure
from explorer.labs.subsampling.view import found_at, keeping
from explorer.live.chart import chart
from explorer.parts import lab_page, lab_text, widget_sync
from explorer.parts.heading import heading
from explorer.session import literal
from explorer.texts import say

if TYPE_CHECKING:
    from engine.theory.subsampling import Rule, Saving
    from explorer.labs.subsampling.view import Keeping

_T, _PAPER = "common_t", "common_paper"
_STOPS: tuple[float, ...] = next(
    range_of(item).stops for item in fields(Knobs) if item.name == "subsample"
)
_FIRST = (0.0, 1e-3, 1e-4)  # counted before all others: what most look at


@session.pane()
def dropping() -> None:
    """The slider and the rule; the curve of chances, and beside it what they save."""
    left, right = st.columns(2, gap="large", vertical_alignment="bottom")
    with left:
        threshold = _threshold()
    with right:
        paper = st.toggle(
            say("the paper's rule √(t/f) instead of the code's √(t/f) + t/f"),
            session.value(_PAPER, default=False),
            key=_PAPER,
        )
    rule: Rule = "paper" if paper else "word2vec.c"
    seen = keeping(session.run().vocabulary, threshold, rule)
    left, right = st.columns(2, gap="large")
    with left:
        _kept(seen)
    with right:
        _saved(seen)


def _threshold() -> float:
    if session.value(_T) is None:
        now = session.run().knobs.subsample
        session.put(_T, now if now in _STOPS else 1e-3)
    return float(
        st.select_slider(
            say("subsample t"), _STOPS, widget_sync.chosen(_T, _STOPS), key=_T, format_func=_shown
        )
    )


def _shown(threshold: float) -> str:
    return f"{threshold:g}" if threshold else say("off")


def _kept(seen: Keeping) -> None:
    heading(say("Who is kept?"))
    chart(figure.kept(seen, dark=session.dark()), key="common_kept", alt=_alt(seen))
    if seen.begins is None:
        st.caption(say("t is off: every word is kept, every time."))
        return
    names = ", ".join(f"{word.name} {word.chance:.0%}" for word in seen.named)
    line = say(
        "Dropped at times are words of more than {share} of the text: {count} of them.",
        share=f"{100 * seen.begins:.2g} %",
        count=f"{seen.fallen:,}",
    )
    more = say("The commonest, with their chance to be kept: {names}.", names=names)
    st.caption(literal(f"{line} {more}" if names else line))


def _alt(seen: Keeping) -> str:
    first = seen.words[0]
    return say(
        "The commonest word, {share} of the text, is kept {chance} of the time; {count}"
        " words are dropped at times",
        share=f"{first.share:.1%}",
        chance=f"{first.chance:.0%}",
        count=f"{seen.fallen:,}",
    )


@session.pane(every=1.0, working=True)
def _saved(seen: Keeping) -> None:
    """Pairs and the reach of windows: counted once for a text, a window and a rule."""
    run, text = session.run(), lab_text.text(lab_text.COUNTED)
    knobs, counts = run.knobs, build_vocabulary(text, run.recipe.min_count).counts
    heading(say("How far does a window of {window} reach?", window=knobs.window))
    above = st.container()  # what is worked on stands below what came out
    stops = (*_FIRST, *(stop for stop in _STOPS if stop not in _FIRST))
    piece = lab_text.piece(knobs.window)
    state = lab_page.work(
        "savings",
        (id(text), len(counts), knobs.window, seen.rule),
        lambda: savings(text.source, counts, knobs, stops, seen.rule, piece=piece),
    )
    lab_text.caption(text)
    found = state.steps[-1].found if state.steps else ()
    plain, now = found_at(found, 0.0), found_at(found, seen.threshold)
    with above:
        if plain is not None and now is not None:
            _reach(plain, now, knobs.window)
            lab_page.answer(f"{_tokens(seen)} {_pairs(plain, now, knobs.window)}")
        else:
            lab_page.answer(_tokens(seen))


def _reach(plain: Saving, now: Saving, window: int) -> None:
    named = say("t = {t}", t=_shown(now.threshold))
    chart(
        figure.reaches(plain.reach, now.reach, window, named, dark=session.dark()),
        key="common_reach",
        alt=say(
            "Pairs stand {now} words apart on average; with nothing dropped {plain}",
            now=f"{now.reach.mean:.2f}",
            plain=f"{plain.reach.mean:.2f}",
        ),
    )


def _tokens(seen: Keeping) -> str:
    if not seen.threshold:
        return say("With t off nothing is saved: all words of the text and all pairs are trained.")
    return say(
        "At t = {t} this rule keeps {kept} of the words in the text, the other rule {rival}.",
        t=f"{seen.threshold:g}",
        kept=f"{seen.kept:.1%}",
        rival=f"{seen.rival_kept:.1%}",
    )


def _pairs(plain: Saving, now: Saving, window: int) -> str:
    if not now.threshold:
        return say(
            "A pair stands {plain} words apart on average, never more than {window}.",
            plain=f"{plain.reach.mean:.1f}",
            window=window,
        )
    return say(
        "{pairs} of the pairs are left: an epoch has {times} times less to train. Windows"
        " close over the gaps: a pair stands {now} words apart on average instead of"
        " {plain}, and {beyond} of them stand more than {window} apart.",
        pairs=f"{now.kept_pairs / max(now.pairs, 1.0):.1%}",
        times=f"{now.pairs / max(now.kept_pairs, 1.0):.1f}",
        now=f"{now.reach.mean:.1f}",
        plain=f"{plain.reach.mean:.1f}",
        beyond=f"{now.reach.beyond:.0%}",
        window=window,
    )
