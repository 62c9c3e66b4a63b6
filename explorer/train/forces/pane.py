"""Forces on a word: two arrows, their sum, and the words behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from explorer import session
from explorer.live.chart import chart
from explorer.session import literal
from explorer.texts import say
from explorer.train.forces.figure import arrows
from explorer.train.forces.view import account

if TYPE_CHECKING:
    from explorer.runs.run import Run
    from explorer.train.forces.view import Account, Forces, Side
    from explorer.train.word.view import Facts

_MISSED = 0.01  # of the way: more, and the book is not whole


def forces(run: Run, view: Facts) -> None:
    """The ledger of the word, if it is this word's."""
    page = run.ledger.page(view.place)
    if page is None:
        _nobody(run, view)
        return
    seen = account(page, run.vocabulary)
    moved = seen.v.pull.times + seen.v.push.times
    if moved:
        _way(seen, moved)
        _words(seen.v)
    else:
        st.caption(say("Nothing has moved it since you chose it."))
    st.caption(
        say(
            "Its output vector u was pulled {pull} and pushed {push} meanwhile: it went {way}.",
            pull=f"{seen.u.pull.length:.3f}",
            push=f"{seen.u.push.length:.3f}",
            way=f"{seen.u.way:.3f}",
        )
    )


def _nobody(run: Run, view: Facts) -> None:
    """No page: the book opens at the next slice, or it is another word's."""
    other = run.ledger.word
    if other is None or other == view.place:
        st.caption(say("The forces are written down from the next moment of training on."))
        return
    st.caption(
        say(
            "Another tab of yours writes down the forces on {word}.",
            word=literal(run.vocabulary.symbols[other]),
        )
    )
    st.button(
        say("Write down this word’s instead"),
        key="record_here",
        on_click=run.ledger.ask,
        args=(view.place,),
    )


def _way(seen: Account, moved: int) -> None:
    """The arrows, and what they say in words."""
    v = seen.v
    reading = say(
        "The last {count} forces on its input vector v: pulled {pull}, pushed {push}, {angle}°"
        " between them. Together it went {way}.",
        count=f"{moved:,}",
        pull=f"{v.pull.length:.3f}",
        push=f"{v.push.length:.3f}",
        angle="–" if v.angle is None else f"{v.angle:.0f}",
        way=f"{v.way:.3f}",
    )
    chart(arrows(v, dark=session.dark()), key="arrows", alt=reading)
    st.caption(reading)
    if v.missed is not None and v.missed > _MISSED:
        st.caption(
            say(
                "It really went {moved}: of several threads, only the first writes its forces"
                " down.",
                moved=f"{v.moved:.3f}",
            )
        )


def _words(v: Forces) -> None:
    """The strongest of each side; a word may pull at one time and push at another."""
    for side, name in ((v.pull, say("pull")), (v.push, say("push"))):
        if side.words:
            st.table(_rows(side, name))
    st.caption(say("Force: the lengths of all its forces, added. Sum: how far they led together."))


def _rows(side: Side, name: str) -> list[dict[str, str]]:
    return [
        {
            name: literal(one.word),
            say("force"): f"{one.effort:.3f}",
            say("sum"): f"{one.net:.3f}",
            say("times"): f"{one.times:,}",
        }
        for one in side.words
    ]
