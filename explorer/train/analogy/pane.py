"""The analogy box: a is to b as c is to ?, by both methods, with its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from explorer import session
from explorer.live.chart import chart
from explorer.parts import word_buttons
from explorer.parts.heading import heading
from explorer.session import literal
from explorer.texts import say
from explorer.train.analogy.figure import parallelogram, read_parallelogram
from explorer.train.analogy.view import analogy
from explorer.train.why import pane

if TYPE_CHECKING:
    from explorer.runs.run import Run
    from explorer.train.analogy.view import Answer

KEYS = ("analogy_a", "analogy_b", "analogy_c")
_FAMILIAR = (("man", "king", "woman"), ("he", "she", "king"))


@session.guarded
def box() -> None:
    """The three words, and what follows from them."""
    _suggest(session.run())
    heading(say("Analogy"), say("a is to b as c is to …?"))
    for column, key, name in zip(st.columns(3, gap="small"), KEYS, "abc", strict=True):
        with column:
            st.text_input(name, session.value(key, ""), key=key)
    ranking()


def explanation() -> None:
    """Why the answer is what it is, on demand."""
    pane.panel(_words)


def _suggest(run: Run) -> None:
    """Three words that suit the corpus, until the visitor writes others."""
    text = (run.corpus.name, run.corpus.source.size, len(run.corpus.symbols))
    shown = all(session.value(key) is not None for key in KEYS)
    if shown and session.value("suggested for") == text:
        return
    session.put("suggested for", text)
    question = next(iter(run.corpus.questions), None)
    known = [words for words in _FAMILIAR if all(word in run.vocabulary.ids for word in words)]
    if question is not None:
        chosen: tuple[str, ...] = (question.a, question.b, question.c)
    else:
        chosen = known[0] if known else run.vocabulary.symbols[-13:][:3]
    for key, word in zip(KEYS, chosen, strict=False):
        session.put(key, word)


def _words() -> tuple[str, str, str] | None:
    a, b, c = (str(session.value(key) or "").strip() for key in KEYS)
    return (a, b, c) if a and b and c else None


@session.pane(every=3.0, part="analogy")
def ranking() -> None:
    """Both rankings; the words asked with are in them, marked."""
    words = _words()
    if words is None:
        st.caption(say("Write a word into each of the three boxes."))
        return
    if session.broken():
        return
    run = session.run()
    view = analogy(run.vocabulary, run.unit(), words)
    rows = zip(view.add, view.mul, strict=True)
    st.table([{"3CosAdd": _row(add), "3CosMul": _row(mul)} for add, mul in rows])
    st.caption(say("▸ marks the words asked with: the usual rule leaves them out."))
    word_buttons.word_buttons([*view.words, *([view.answer] if view.answer else [])], key="analogy")


def _row(answer: Answer) -> str:
    mark = "▸ " if answer.asked else ""
    return f"{mark}{literal(answer.word)}  {answer.score:.2f}"


@session.pane(every=3.0, part="analogy")
def picture() -> None:
    """The parallelogram of the analogy asked."""
    words, run = _words(), session.run()
    known = words is not None and all(run.vocabulary.find(word) is not None for word in words)
    if words is None or not known or run.state == "error":
        return  # the ranking says why
    view = analogy(run.vocabulary, run.unit(), words)
    heading(say("The parallelogram"))
    chart(
        parallelogram(view, dark=session.dark()),
        key="parallelogram",
        alt=read_parallelogram(view),
    )
    st.caption(say("Seen in the plane of a, b and c, where b − a + c is exact."))
