"""A world whose law is known: v·u climbs onto the textbook's line while you look."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from engine.errors import phrase
from explorer import session
from explorer.labs.learned.known_world import figure
from explorer.labs.learned.known_world.view import climbing, view
from explorer.live.chart import chart
from explorer.parts import lab_page, widget_sync
from explorer.texts import say

if TYPE_CHECKING:
    from explorer.labs.learned.known_world.view import How, View

_WORDS = (30, 40, 60, 80, 100)
_NEGATIVES = (1, 2, 5, 10, 15)
_HOW: Final[dict[How, str]] = {
    "pairs": phrase("3 million drawn pairs, as in training"),
    "law": phrase("the whole law at once"),
}
_GOOD = 0.05  # nats: as near as 3 million pairs come


@session.pane(every=1.0, working=True)
def joint() -> None:
    """What to turn, the points and their line, and how near they are."""
    negatives, words, how = _turned()
    seen = lab_page.work("joint", (words, negatives, how), partial(climbing, words, negatives, how))
    if not seen.steps:
        st.caption(say("The first points are on their way …"))
        return
    made = view(words, negatives, how, seen.steps)
    _told(made, negatives, how)
    left, right = st.columns([3, 2], gap="large")
    with left:
        chart(figure.climb(made, dark=session.dark()), key="climb", alt=_alt(made))
    with right:
        of = say("drawn pairs") if how == "pairs" else say("steps of the descent")
        chart(figure.course(made, dark=session.dark(), of=of), key="climb-course", alt=_alt(made))
    st.caption(_explained(made, how))


def _turned() -> tuple[int, int, How]:
    for key, start in (("joint_k", 5), ("joint_words", 30), ("joint_how", "pairs")):
        if session.value(key) is None:
            session.put(key, start)
    first, second, third = st.columns([2, 2, 3], gap="large")
    with first:
        negatives = int(
            st.select_slider(
                say("noise words k"), _NEGATIVES, session.value("joint_k"), key="joint_k"
            )
        )
    with second:
        words = int(
            st.select_slider(
                say("words in this world"), _WORDS, session.value("joint_words"), key="joint_words"
            )
        )
    with third:
        st.segmented_control(
            say("Learned from"),
            list(_HOW),
            default=widget_sync.chosen("joint_how", _HOW),
            key="joint_how",
            required=True,
            format_func=lambda how: say(_HOW[how]),
        )
    how: How = session.value("joint_how")
    return negatives, words, how


def _told(made: View, negatives: int, how: How) -> None:
    """One sentence: the line through the points, beside that of the textbook."""
    if made.fit is None:
        return
    after = (
        say("After {count} drawn pairs", count=f"{made.seen:,}")
        if how == "pairs"
        else say("After {count} steps on the whole law", count=f"{made.seen:,}")
    )
    lab_page.answer(
        say(
            "{after}, v·u = {slope} · PMI {intercept} (the textbook, for k = {k}: 1 · PMI {shift});"
            " R² {r2}, on average {mae} nats off.",
            after=after,
            slope=f"{made.fit.slope:.2f}",
            intercept=_signed(made.fit.intercept),
            k=negatives,
            shift=_signed(-made.shift),
            r2=f"{made.fit.r2:.3f}",
            mae=f"{made.fit.mae:.3f}",
        ),
        good=made.fit.mae <= _GOOD,
    )


def _signed(number: float) -> str:
    return f"{'−' if number < 0 else '+'} {abs(number):.2f}"


def _alt(made: View) -> str:
    if made.fit is None:
        return say("Nothing is learned yet")
    return say(
        "Slope {slope}, R² {r2}: 1 and 1 if the theory holds",
        slope=f"{made.fit.slope:.2f}",
        r2=f"{made.fit.r2:.3f}",
    )


def _explained(made: View, how: How) -> str:
    parts = [
        say(
            "PMI: the log of how much more often two words meet than by chance. A made-up language"
            " of {words} words in which every PMI is known, and vectors of {words} numbers, so that"
            " nothing is in the way; noise is drawn by plain frequency, as the textbook assumes.",
            words=made.words,
        )
    ]
    if how == "pairs":
        parts.append(
            say(
                "The shaded band is how far chance alone moves a cell in so many pairs; common"
                " pairs, which count for more in the sentence above, are nearer than rare ones."
            )
        )
    return " ".join(parts)
