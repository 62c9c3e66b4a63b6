"""The worked step: what one step did to one word, in numbers and arrows, beside the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from explorer import session
from explorer.live.chart import chart
from explorer.parts import widget_sync
from explorer.session import literal
from explorer.texts import say
from explorer.train.worked_step.figure import arrows
from explorer.train.worked_step.view import step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.training.worked import Worked
    from explorer.train.worked_step.view import Mark, Step

_MARKS: Final[Mapping[Mark, str]] = {
    "target": ":orange-background[**{word}**]",
    "input": ":blue-background[**{word}**]",
    "window": ":blue[{word}]",
    "": "{word}",
}


def chosen_word() -> str | None:
    """The word whose step is on screen."""
    run = session.run()
    made = run.worked  # read once: the run's thread may replace it
    if made is None:
        return None
    return str(run.corpus.symbols[made.target.inputs[_chosen(made)]])


def _chosen(worked: Worked) -> int:
    """Which pair; another step begins with its first one."""
    if session.value("worked of") is not worked:
        session.put("worked of", worked)
        session.put("worked_pair", 0)
    return int(session.value("worked_pair", 0) or 0)


@session.guarded
def worked() -> None:
    """The step that was made last, while the run rests on it; always one container."""
    with st.container(key="worked"):
        run = session.run()
        made = run.worked
        if made is None:
            return
        view = step(made, run.corpus, _chosen(made))
        _choice(view)
        _numbers(view)
        chart(arrows(view, dark=session.dark()), key="worked_arrows", alt=_told(view))
        st.caption(_caption(view))


def _choice(view: Step) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            say("The pair that is shown"),
            pairs := range(len(view.pairs)),
            widget_sync.place("worked_pair", pairs),
            key="worked_pair",
            label_visibility="collapsed",
            format_func=lambda i: say(
                "input {input} → target {target}", input=view.pairs[i], target=view.target
            ),
        )
        st.button(say("Close"), key="close_worked", on_click=_close)
    words = (_MARKS[mark].format(word=literal(word)) for word, mark in view.sentence)
    st.markdown(" ".join(words))


def _numbers(view: Step) -> None:
    """A row for the target and each noise word."""
    role = {True: say("pull"), False: say("push")}
    columns = (say("word"), "v·u", "σ", say("error"), say("v·u after"))
    st.table(
        [
            {"": role[term.pull]} | dict(zip(columns, _row(term.word, term), strict=True))
            for term in view.terms
        ]
    )


def _row(word: str, term: object) -> tuple[str, ...]:
    numbers = (getattr(term, name) for name in ("dot", "sigma", "error", "after"))
    return (literal(word), *(f"{number:.4f}" for number in numbers))


def _told(view: Step) -> str:
    return say(
        "Arrows on {word}: one pull by {target}, {count} pushes, and their sum",
        word=view.word,
        target=view.target,
        count=len(view.terms) - 1,
    )


def _caption(view: Step) -> str:
    """What is seen, how far v went, and what the drawing leaves out."""
    parts = [
        say(
            "Error: 1 − σ for the pull, −σ for a push. Arrow: rate {rate} × error × u."
            " |v| {before} → {after}.",
            rate=f"{view.rate:.4f}",
            before=f"{view.length:.4f}",
            after=f"{view.length_after:.4f}",
        ),
        say(
            "Drawn in the plane of v and its step, from the tip of v: the sum lies in it, each"
            " arrow is its shadow."
        ),
    ]
    if view.times > 1:
        parts.append(
            say(
                "The word stands {times} times in the window and took the sum as often.",
                times=view.times,
            )
        )
    if not any(term.dot for term in view.terms):
        parts.append(say("The output vectors are still zero, so v does not move yet; they do."))
    return " ".join(parts)


def _close() -> None:
    session.run().worked = None
