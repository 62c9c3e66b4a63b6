"""The lab of cost: full softmax, hierarchical softmax, NCE and negative sampling side by side."""

from __future__ import annotations

from dataclasses import replace
from math import log
from typing import TYPE_CHECKING

import streamlit as st

from engine.theory.experiments import race as races
from engine.theory.experiments.cost import rows_touched, steps_of, timings
from engine.training.objectives import OBJECTIVES
from engine.vocabulary import commonest
from explorer import session
from explorer.labs.softmax.cost import figure, view
from explorer.live.chart import chart
from explorer.parts import lab_page
from explorer.parts.heading import heading
from explorer.session import literal
from explorer.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from engine.theory.experiments.cost import Timing
    from engine.theory.experiments.race import Lap
    from explorer.labs.softmax.cost.view import Bill, Standing

_WORDS = "lab_words"
_START = 50_000  # the textbook's vocabulary
_WIDE = 100  # numbers in a vector, at most: tables of 100,000 words are held
_LIMITS = (300, 1_000, 3_000, 10_000)  # words that take part in the race
_SECONDS, _LAPS = 6.0, 30  # of each lane
_LONGER = (1, 10, 100, 1_000, 10_000, 100_000, 1_000_000)


def _words() -> int:
    return int(session.value(_WORDS) or _START)


def _own() -> int:
    return len(session.run().vocabulary)


@session.pane()
def rows() -> None:
    """What is touched, counted: a line to move over the sizes of a vocabulary."""
    run = session.run()
    heading(say("How many output vectors does one pair touch?"))
    if session.value(_WORDS) is None:
        session.put(_WORDS, _START)
    words = int(
        st.select_slider(
            say("words in the vocabulary, |V|"),
            view.WORDS,
            session.value(_WORDS),
            key=_WORDS,
            format_func=lambda size: f"{size:,}",
        )
    )
    negatives = run.knobs.negatives
    found = view.rows(negatives)
    at = {name: touched[view.WORDS.index(words)] for name, touched in found.items()}
    own = rows_touched("hierarchical", run.vocabulary.counts, negatives)
    told = {"words": f"{words:,}", "softmax": f"{at['softmax']:,.0f}", "few": negatives + 1,
            "tree": f"{at['hierarchical']:.1f}"}  # fmt: skip
    chart(figure.rows(found, words, _own(), dark=session.dark()), key="rows",
          alt=say("Among {words} words full softmax touches {softmax} output vectors, hierarchical"
                  " softmax {tree}, NCE and negative sampling {few}.", **told))  # fmt: skip
    lab_page.answer(
        say("Among {words} words full softmax touches all {softmax} output vectors for one pair,"
            " negative sampling only its target and k = {k} noise words: {times} times as few.",
            **told, k=negatives, times=f"{at['softmax'] / at['negative']:,.0f}")
    )  # fmt: skip
    st.caption(
        say("Hierarchical softmax asks its way down a tree of yes and no: {tree} questions on"
            " average here, {own} in your text of {words} words.",
            tree=told["tree"], own=f"{own:.1f}", words=f"{_own():,}")
    )  # fmt: skip


def _dimensions() -> int:
    return min(session.run().recipe.dimensions, _WIDE)


def _timing() -> tuple[str, object, Callable[[], Iterator[Timing]], int]:
    """The job that measures, shared by two panes: name, stamp, work and steps."""
    width, negatives = _dimensions(), session.run().knobs.negatives

    def work() -> Iterator[Timing]:
        return timings(view.TIMED, dimensions=width, negatives=negatives)

    return "timing", (width, negatives), work, len(view.TIMED) * len(OBJECTIVES)


@session.pane(every=1.0, working=True)
def times() -> None:
    """What it takes, measured on this machine."""
    heading(say("How long does one pair take on this machine?"))
    seen = lab_page.work(*_timing())
    if not seen.steps:
        return
    last = max(t.words for t in seen.steps)
    slow = {t.objective: 1e6 * t.seconds for t in seen.steps if t.words == last}
    chart(figure.times(seen.steps, _words(), _own(), dark=session.dark()), key="times",
          alt=say("Among {words} words one pair takes full softmax {micros} microseconds",
                  words=f"{last:,}", micros=f"{slow['softmax']:,.1f}"))  # fmt: skip
    slopes = view.slopes(seen.steps)
    steep, flat = slopes["softmax"], slopes["negative"]
    if steep is None or flat is None:
        return
    lab_page.answer(
        say("From 10,000 words on, ten times as many words take full softmax {steep} times as long"
            " (the slope of its line is {slope}), negative sampling {flat} times (slope {level}).",
            steep=f"{10**steep:.1f}", slope=f"{steep:.2f}", flat=f"{10**flat:.1f}",
            level=f"{flat:.2f}")
    )  # fmt: skip
    st.caption(
        say("Counted, the slopes are exactly 1 and 0. Seconds also wait for memory: a large table"
            " does not fit into the processor's cache. Vectors of {d} numbers, k = {k}.",
            d=_dimensions(), k=session.run().knobs.negatives)
    )  # fmt: skip


@session.pane(every=1.0, working=True)
def race() -> None:
    """The four train on the visitor's text, with equal seconds for each."""
    run = session.run()
    heading(say("Who learns first?"), run.corpus.name)
    own = _own()
    limits = [size for size in _LIMITS if size < own] + [min(own, _LIMITS[-1])]
    limits = list(dict.fromkeys(limits))
    most = limits[-1]
    if len(limits) > 1:
        most = int(st.select_slider(say("commonest words that take part"), limits, limits[-1],
                                    key=f"race_words_{own}",
                                    format_func=lambda size: f"{size:,}"))  # fmt: skip
    knobs = replace(run.knobs, negatives=max(1, run.knobs.negatives))
    recipe = replace(run.recipe, dimensions=_dimensions())

    def work() -> Iterator[Lap]:
        vocabulary = commonest(run.vocabulary, most)
        return races.race(run.corpus, vocabulary, recipe, knobs, seconds=_SECONDS, laps=_LAPS)

    stamp = (id(run.corpus), own, most, knobs, recipe)
    seen = lab_page.work("race", stamp, work, len(OBJECTIVES) * (_LAPS + 1))
    if not seen.steps:
        return
    lanes = view.lanes(seen.steps)
    chart(figure.race(lanes, log(most), dark=session.dark()), key="race", alt=_alt(lanes))
    if lanes[-1].last.pairs:
        _told(lanes, most)


def _alt(lanes: Sequence[Standing]) -> str:
    first = view.ahead(lanes)
    return say("Ahead is {name} at {loss} nats", name=say(view.NAMES[first.objective]),
               loss=f"{first.last.loss:.2f}")  # fmt: skip


def _told(lanes: Sequence[Standing], words: int) -> None:
    """Who came halfway first, and the numbers of all."""
    laps = {one.objective: one.last for one in lanes}
    reached = view.halfway(lanes, log(words))
    if reached:
        first, slow = next(iter(reached)), reached.get("softmax")
        times = laps["negative"].pairs / max(laps["softmax"].pairs, 1)
        lab_page.answer(
            say("First is {name}: it came halfway from pure chance to the best loss seen here in"
                " {fast}, full softmax in {slow}. Among {words} words negative sampling trains"
                " {times} times as many pairs in the same time.",
                name=say(view.NAMES[first]), fast=_spelt(reached[first]), words=f"{words:,}",
                slow=_spelt(slow) if slow else say("no time yet"), times=f"{times:,.1f}"),
            good=first != "softmax",
        )  # fmt: skip
    with st.container(key="numbers-race"):
        st.table([
            {say("way"): literal(say(view.NAMES[name])), say("pairs"): f"{lap.pairs:,}",
             say("loss"): f"{lap.loss:.3f}", "Σ eˣ": _short(lap.mass)}
            for name, lap in laps.items()
        ])  # fmt: skip
    st.caption(
        say("A pair teaches full softmax about every word at once, so among few words it may end"
            " ahead though it is slow. A line that rises again has learnt the text by heart, which"
            " does not help with pairs that were held out. NCE alone is trained to bring Σ eˣ to 1."
            " Loss: −ln P(c|w) of pairs that nobody trained on, as each way gives it; pure chance"
            " is ln |V|.")
    )  # fmt: skip


def _short(value: float) -> str:
    return f"{value:,.2f}" if value < 1e4 else f"{value:.1e}"


@session.pane(every=1.0, working=True)
def bill() -> None:
    """The textbook's months and hours, foretold for the visitor's text."""
    run = session.run()
    heading(say("From months to hours?"), run.corpus.name)
    longer = int(st.select_slider(say("if the text were so many times as long"), _LONGER,
                                  key="lab_longer", format_func=lambda n: f"{n:,} ×"))  # fmt: skip
    measured = session.job(*_timing()).look().steps
    if not view.complete(measured):
        st.caption(say("This waits for the times measured above."))
        return
    tokens = longer * int(run.vocabulary.counts.sum())
    found = view.bills(measured, _own(), longer * steps_of(run.vocabulary.counts, run.knobs))
    with st.container(key="numbers-bill"):
        st.table([
            {say("way"): literal(say(view.NAMES[one.objective])),
             say("microseconds a pair"): f"{one.micros:,.2f}",
             say("whole run"): _spelt(one.seconds)}
            for one in found
        ])  # fmt: skip
    _verdict(found, tokens)


def _spelt(seconds: float) -> str:
    text, number = view.spell(seconds)
    return say(text, n=number)


def _verdict(found: Sequence[Bill], tokens: int) -> None:
    taken = {one.objective: one.seconds for one in found}
    month = tokens * view.MONTH / taken["softmax"]
    lab_page.answer(
        say("{tokens} tokens of {words} words, {epochs} times over: full softmax would take {long},"
            " negative sampling {short}, {times} times less.",
            tokens=f"{tokens:,}", words=f"{_own():,}", epochs=session.run().knobs.epochs,
            long=_spelt(taken["softmax"]), short=_spelt(taken["negative"]),
            times=f"{view.times(found):,.0f}"),
        good=taken["softmax"] >= view.MONTH,
    )  # fmt: skip
    st.caption(
        say("The textbook says that months become hours. With your words a month of full softmax is"
            " {tokens} tokens, and negative sampling would need {short} for them: foretold from the"
            " times above, on one thread. The app's own kernel shares noise words among a window"
            " and is faster still.",
            tokens=f"{month:,.0f}", short=_spelt(view.MONTH / view.times(found)))
    )  # fmt: skip
