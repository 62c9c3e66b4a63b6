"""A world whose law is known: what v·u becomes when a perfect model proposes the noise."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from engine.errors import phrase
from explorer import session
from explorer.labs.hard_negatives.known_world import figure as figures
from explorer.labs.hard_negatives.known_world.view import (
    NEGATIVES,
    SHARES,
    WORDS,
    resting,
    slopes,
    view,
)
from explorer.live.chart import chart
from explorer.parts import lab_page, widget_sync
from explorer.parts.memo import figure_memo
from explorer.texts import say

if TYPE_CHECKING:
    from engine.theory.mixing import Correction, Given
    from explorer.labs.hard_negatives.known_world.view import View

_GIVEN: Final[dict[Given, str]] = {
    "target": phrase("for the target, as here"),
    "input": phrase("for the input word"),
}
_CORRECTIONS: Final[dict[Correction, str]] = {
    "none": phrase("pushes as it is drawn"),
    "weight": phrase("is weighed, as if it were by frequency"),
}
_GOOD = 1e-3  # nats


@session.pane(every=1.0, working=True)
def blend() -> None:
    """What to turn, the points on their line, and the slope that is left."""
    given, correction, share = _turned()
    seen = lab_page.work("blend", (given, correction), partial(resting, given, correction))
    made = next((one for one in seen.steps if one.share == share), None)
    left, right = st.columns([3, 2], gap="large")
    if made is None:
        st.caption(say("The first points are on their way …"))
        return
    told, dark = view(made), session.dark()
    _told(told, given, correction)
    with left:
        figure = figure_memo("blend", (id(made),), lambda: figures.rest(told, dark=dark))
        chart(figure, key="blend-rest", alt=_alt(told))
    with right:
        points = slopes(seen.steps)
        figure = figure_memo(
            "slopes", (points, share), lambda: figures.slopes(points, share, dark=dark)
        )
        chart(figure, key="blend-slopes", alt=_left(told))
    st.caption(
        say(
            "A made-up language of {words} words in which every chance is known, k = {k}. A share λ"
            " of the noise is proposed by a perfect model, which knows how often words really"
            " meet; the rest is drawn by frequency. The better noise fits, the less there is to"
            " tell apart.",
            words=WORDS,
            k=NEGATIVES,
        )
    )


def _turned() -> tuple[Given, Correction, float]:
    for key, start in (("blend_given", "target"), ("blend_how", "none"), ("blend_share", 0.5)):
        if session.value(key) is None:
            session.put(key, start)
    first, second, third = st.columns([2, 3, 3], gap="medium")
    with first:
        share = float(
            st.select_slider(
                say("share of proposed noise λ"),
                SHARES,
                session.value("blend_share"),
                key="blend_share",
                format_func=lambda one: f"{one:.0%}",
            )
        )
    with second:
        st.segmented_control(
            say("Noise is drawn"),
            list(_GIVEN),
            default=widget_sync.chosen("blend_given", _GIVEN),
            key="blend_given",
            required=True,
            format_func=lambda one: say(_GIVEN[one]),
        )
    with third:
        st.selectbox(
            say("Noise"),
            list(_CORRECTIONS),
            widget_sync.place("blend_how", list(_CORRECTIONS)),
            key="blend_how",
            format_func=lambda one: say(_CORRECTIONS[one]),
        )
    return session.value("blend_given"), session.value("blend_how"), share


def _told(told: View, given: Given, correction: Correction) -> None:
    formula = {
        ("target", "none"): "log A − log(k·A·Q)",
        ("input", "none"): "log P(c|w) − log(k·q(c|w))",
    }.get((given, correction), "PMI − log k")
    line = say(
        "With λ = {share}, v·u comes to rest on {formula}, on average within {off} nats.",
        share=f"{told.share:.0%}",
        formula=formula,
        off=_off(told),
    )
    weights = (
        say(
            "The heaviest noise word weighs {weight} times as much as drawn.",
            weight=f"{told.heaviest:.1f}",
        )
        if correction == "weight"
        else ""
    )
    lab_page.answer(f"{line} {_left(told)} {weights}".rstrip(), good=told.off < _GOOD)


def _left(told: View) -> str:
    if told.slope is None:
        return say("Nothing of PMI is left: every v·u is the same.")
    return say("Of PMI a slope of {slope} is left.", slope=f"{told.slope:.2f}")


def _alt(told: View) -> str:
    return say("All pairs within {off} nats of the formula on average", off=_off(told))


def _off(told: View) -> str:
    """The mean distance, rounded up to what is asked of it."""
    return f"{max(told.off, _GOOD):.3f}"
