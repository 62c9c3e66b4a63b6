"""The lab of the window: one text through four windows, on one random stream."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engine.theory.experiments.window import SIZES
from explorer import session
from explorer.labs.window import figure as figures
from explorer.labs.window.view import MOST, apart, first_word, near, planted, side
from explorer.live.chart import chart
from explorer.parts import lab_page, lab_text, widget_sync
from explorer.parts.heading import heading
from explorer.parts.memo import figure_memo
from explorer.session import literal
from explorer.texts import say

if TYPE_CHECKING:
    from engine.corpus.corpus import Corpus
    from explorer.labs.window.view import Judged, Side

_PLANTED, _OWN = "windows-planted", "windows-own"
_TEXT = "lab window text"
_NEAR = 8  # neighbours shown
_FIRST = 5  # the window at first


@session.pane()
def windows() -> None:
    """The text, the window and the word to look at; and what became of them."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        corpus = _chosen()
        window = st.select_slider(
            say("window"), SIZES, session.value("lab_window"), key="lab_window", width=260
        )
        _suggest(corpus)
        st.text_input(
            say("a word"), session.value("lab_window_word", ""), key="lab_window_word", width=220
        )
    _seen(corpus, int(window))


def _chosen() -> Corpus:
    """The made-up text, or that of the run, of which the first part is enough."""
    run = session.run()
    names = {_PLANTED: _made_up(), _OWN: run.corpus.name}
    if session.value("lab_text") not in names:
        session.put("lab_text", _PLANTED if run.corpus.facts.synthetic else _OWN)
        session.put("lab_window", _FIRST)
    which = st.segmented_control(
        say("text"),
        list(names),
        default=widget_sync.chosen("lab_text", names),
        key="lab_text",
        required=True,
        format_func=lambda one: literal(names[one]),
    )
    return planted() if which == _PLANTED else lab_text.text(MOST)


def _made_up() -> str:
    return say("made up: roles and topics")


def _suggest(corpus: Corpus) -> None:
    """A word of the text, until the visitor writes another."""
    now = (corpus.name, corpus.source.size, len(corpus.symbols))
    if session.value(_TEXT) != now or session.value("lab_window_word") is None:
        session.put(_TEXT, now)
        session.put("lab_window_word", first_word(corpus))


@session.pane(every=1.0, working=True)
def _seen(corpus: Corpus, window: int) -> None:
    """What the job has found so far."""
    made_up = corpus is planted()
    name = _PLANTED if made_up else _OWN
    seen = lab_page.work(name, id(corpus), lambda: side(corpus, made_up=made_up))
    last: Side | None = seen.steps[-1] if seen.steps else None
    left, right = st.columns(2, gap="large")
    with left:
        named = _made_up() if made_up else corpus.name
        heading(say("What the ten nearest neighbours share"), named)
        if last is None or not last.found:
            st.caption(say("The first window is being trained."))
        elif last.tells:
            figure = figure_memo(
                "courses",
                (id(corpus), len(last.found)),
                lambda: figures.courses(last, SIZES, dark=session.dark()),
            )
            chart(figure, key="window-courses", alt=_read(last))
            st.caption(say("The dotted lines are what any two words would share."))
    with right:
        heading(say("How far apart the words of a pair stand"))
        _distances(window, last, dropping=corpus.suggested.knobs.subsample > 0)
    if last is not None and len(last.found) > 1:
        _told(last)
        _neighbours(last)
    _settings(corpus)


def _distances(window: int, last: Side | None, *, dropping: bool) -> None:
    """The window's own histogram, and that of the text as soon as it is counted."""
    drawn, mean = apart(window)
    counted: Judged | None = None
    if last is not None:
        counted = next((one for one in last.found if one.window == window), None)
    told = say(
        "Window {window}: the words of a pair stand {mean} apart on average, as the reach is"
        " drawn from 1 to {window} anew for each word.",
        window=window,
        mean=f"{mean:.1f}",
    )
    if counted is not None:
        told = f"{told} {_counted(counted, dropping=dropping)}"
    shares = counted.reach.shares if counted else None
    figure = figure_memo(
        "distances",
        (window, None if shares is None else shares.tobytes()),
        lambda: figures.distances(drawn, shares, dark=session.dark()),
    )
    chart(figure, key="window-distances", alt=told)
    st.caption(literal(told))


def _counted(one: Judged, *, dropping: bool) -> str:
    """The same in this text."""
    mean, beyond = f"{one.reach.mean:.1f}", f"{one.reach.beyond:.0%}"
    if dropping:
        return say(
            "In this text it is {mean}: sentences end, and common words are dropped first,"
            " so that {beyond} of the pairs stand further apart than the window.",
            mean=mean,
            beyond=beyond,
        )
    return say("In this text it is {mean}, as sentences end.", mean=mean)


def _told(last: Side) -> None:
    """What the widest and the narrowest window differ in, and whether the textbook is right."""
    if not last.tells:
        lab_page.answer(
            say("This text does not tell: its words share neither endings nor passages."),
            good=False,
        )
        return
    verdict = _verdict(last.holds)
    lab_page.answer(" ".join([_read(last), verdict]).rstrip(), good=last.holds == 2)
    if last.turn:
        st.caption(
            say(
                "The textbook calls windows of 1 to 2 narrow and of 5 to 10 wide. Here topics"
                " overtake roles between {narrow} and {wide}.",
                narrow=last.turn[0],
                wide=last.turn[1],
            )
        )


def _verdict(halves: int | None) -> str:
    if halves is None:
        return ""
    if halves == 2:
        return say(
            "So the textbook is right here: near words tell what a word does, far ones what"
            " it is about."
        )
    if halves == 1:
        return say(
            "So half of what the textbook says shows here: narrow for grammar, or wide for"
            " topics, not both."
        )
    return say(
        "So what the textbook says, narrow for grammar and wide for topics, does not show here."
    )


def _read(last: Side) -> str:
    """The ends of both courses in words."""
    said = []
    for which, course in (("syntax", last.course("syntax")), ("topic", last.course("topic"))):
        if course:
            (a, first), (b, end) = course[0], course[-1]
            said.append(_sentence(last, which, (a, first), (b, end)))
    return " ".join(said)


def _sentence(last: Side, which: str, first: tuple[int, float], end: tuple[int, float]) -> str:
    values: dict[str, object] = {"a": first[0], "b": end[0]}
    if which == "topic" and not last.planted:
        return say(
            "They stand in one passage {first} times as often as chance has it with window"
            " {a}, {end} times with window {b}.",
            first=f"{first[1]:.1f}",
            end=f"{end[1]:.1f}",
            **values,
        )
    values |= {"first": f"{first[1]:.0%}", "end": f"{end[1]:.0%}"}
    if which == "topic":
        return say("{first} have its topic with window {a}, {end} with window {b}.", **values)
    if last.planted:
        return say(
            "Of a word's ten nearest neighbours {first} have its role with window {a}, {end}"
            " with window {b}.",
            **values,
        )
    return say(
        "Of a word's ten nearest neighbours {first} end in the same two letters with window"
        " {a}, {end} with window {b}; of any two words {chance} do.",
        chance=f"{last.chance[0]:.0%}",
        **values,
    )


@session.guarded
def _neighbours(last: Side) -> None:
    word = str(session.value("lab_window_word") or "").strip()
    if not word:
        return
    heading(say("Nearest to “{word}”", word=word))
    columns = [say("window {size}", size=one.window) for one in last.found]
    ranked = zip(*near(last, word, _NEAR), strict=True)
    st.table([dict(zip(columns, (literal(other) for other in row), strict=True)) for row in ranked])


def _settings(corpus: Corpus) -> None:
    """How much of which text was trained, and how."""
    own, recipe, knobs = session.run().corpus, corpus.suggested.recipe, corpus.suggested.knobs
    if corpus is own and own.facts.synthetic:
        st.caption(
            say(
                "Sentences of {name} are drawn one by one, so that a passage has no topic of"
                " its own: whatever the window, neighbours share few.",
                name=own.name,
            )
        )
    tokens = f"{corpus.source.size:,}"
    whole = corpus is own or corpus is planted()
    read = (
        say("All {tokens} words of the text are read.", tokens=tokens)
        if whole
        else say("The first {tokens} words of the text are read.", tokens=tokens)
    )
    how = say(
        "d = {d}, k = {k}, t = {t}; all windows draw from one random stream, and narrow ones"
        " go over the text more often, so that all see as many pairs.",
        d=recipe.dimensions,
        k=knobs.negatives,
        t=f"{knobs.subsample:g}",
    )
    st.caption(f"{read} {how}")
