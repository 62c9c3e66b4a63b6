"""Noise words of the selected word: plain noise beside a mixture, draw by draw."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from engine.errors import phrase
from engine.vocabulary import build_vocabulary
from explorer import session
from explorer.labs.hard_negatives.draws.view import factored, first_word, gathering, matched, view
from explorer.parts import lab_page, widget_sync
from explorer.parts.heading import heading
from explorer.parts.kept import kept_runs
from explorer.parts.memo import figure_memo
from explorer.parts.settings import sampler
from explorer.runs.saved import store
from explorer.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from engine.arrays import Floats
    from engine.corpus.corpus import Corpus
    from explorer.labs.hard_negatives.draws.view import Proposer, Side, View
    from explorer.runs.run import Run
    from explorer.runs.saved.saved_run import SavedRun

MIX = "lab mixture"
START: Final = "unigram=0.5 hard=0.3 spelling=0.2"
_PROPOSERS: Final[dict[Proposer, str]] = {
    "run": phrase("this run as it is now"),
    "kept": phrase("a kept run"),
    "counts": phrase("counts and SVD"),
}
_KEPT = "negatives_kept"


def mixture() -> str:
    """The mixture of the lab; at first the run's, if it has one."""
    run = session.run()
    if session.value(MIX) is None:
        session.put(MIX, run.knobs.sampler if run.knobs.sampler != "unigram" else START)
    text: str = session.value(MIX)
    return text


def mix(name: str) -> str:
    """The sliders of the lab's mixture, and the button that gives it to the run."""
    text = mixture()
    sampler.sliders(text, f"lab-{name}", _moved)
    st.button(
        say("Train the run with it"),
        key=f"mix_run_{name}",
        on_click=_give,
        disabled=session.run().knobs.sampler == text,
        icon=":material/tune:",
    )
    return text


def _moved(text: str, source: str, key: str) -> None:
    session.put(MIX, sampler.moved_to(text, source, key))


def _give() -> None:
    session.run().turn(sampler=mixture())
    session.remember_link()


@session.pane(every=1.0, working=True)
def negatives() -> None:
    """The word, the mixture, and the two noises side by side."""
    run = session.run()
    if session.value("negatives_word") is None:
        session.put("negatives_word", first_word(run))
    if session.value("negatives_from") is None:
        session.put("negatives_from", "run")
    left, right = st.columns([2, 5], gap="large")
    with left:
        word = st.text_input(say("a word"), session.value("negatives_word"), key="negatives_word")
        st.segmented_control(
            say("Who takes words for one another?"),
            list(_PROPOSERS),
            default=widget_sync.chosen("negatives_from", _PROPOSERS),
            key="negatives_from",
            required=True,
            format_func=lambda one: say(_PROPOSERS[one]),
        )
        card = _chosen()
        text = mix("drawn")
    with right:
        if card is None and session.value("negatives_from") == "kept":
            st.info(say("No run is kept yet. “Keep this run” is on the page Compare."))
        else:
            _drawn(str(word or "").strip(), text, *_proposer(card))


def _chosen() -> SavedRun | None:
    """The kept run that says which words could be mistaken, if one is to."""
    if session.value("negatives_from") != "kept":
        return None
    cards = {card.id: card for card in kept_runs.cards()}
    if not cards:
        return None
    if session.value(_KEPT) not in cards:
        session.put(_KEPT, next(iter(cards)))
    st.selectbox(
        say("a kept run"),
        list(cards),
        widget_sync.place(_KEPT, list(cards)),
        key=_KEPT,
        format_func=lambda one: cards[one].name,
    )
    return cards[session.value(_KEPT)]


def _proposer(card: SavedRun | None) -> tuple[object, Callable[[], Floats]]:
    """What the vectors that propose are known by, and what makes them, for a job to call.

    Raises
    ------
    EngineError
        If the text of the kept run is gone.
    """
    run, proposer = session.run(), session.value("negatives_from")
    if card is None:
        return proposer, run.vectors if proposer == "run" else partial(factored, run)
    text = figure_memo("negatives kept", card.id, lambda: kept_runs.text_of(card))
    return card.id, partial(_of_kept, run, card, text, kept_runs.folder())


def _of_kept(run: Run, card: SavedRun, text: Corpus, folder: Path) -> Floats:
    """The vectors of a kept run for the words of the one on screen; raises as `store.load`."""
    model = store.load(folder, card).model
    return matched(run, build_vocabulary(text, card.recipe.min_count).symbols, model.v)


def _drawn(word: str, text: str, proposer: object, vectors: Callable[[], Floats]) -> None:
    run = session.run()
    heading(say("What “{word}” is pushed away from", word=word), run.corpus.name)
    epoch = run.tokens // max(1, int(run.vocabulary.counts.sum()))
    stamp = (run.name, id(run.vocabulary), proposer, run.knobs.window, epoch)
    seen = lab_page.work("negatives", stamp, lambda: gathering(run, vectors))
    made = seen.steps[-1] if seen.steps else None
    if made is None or made.known is None:
        st.caption(say("Words that could be mistaken for one another are being looked for."))
        return
    asked = (id(made), word, text, run.knobs, run.tokens)
    told: View = figure_memo("negatives", asked, lambda: view(run, made, word, text))
    _told(told)
    one, other = st.columns(2, gap="medium")
    with one:
        _list(say("Plain noise"), told.plain, told.word)
    with other:
        _list(say("The mixture"), told.mixed, told.word)
    st.caption(
        say(
            "Left of the arrow the true word, which “{word}” is pulled to; right of it the noise"
            " word it is pushed from. Marked are words that do meet “{word}” in the text: pushing"
            " from them works against the pull. Both columns have the same true words and the same"
            " chance.",
            word=told.word,
        )
    )


def _told(told: View) -> None:
    lab_page.answer(
        say(
            "For {count} places around “{word}”: of plain noise {plain} meet it in the text, of the"
            " mixture {mixed}. The mean push is {weak} and {strong}.",
            count=told.targets,
            word=told.word,
            plain=f"{told.plain.known:.0%}",
            mixed=f"{told.mixed.known:.0%}",
            weak=f"{told.plain.push:.2f}",
            strong=f"{told.mixed.push:.2f}",
        )
    )
    rows = (
        (say("share that meets the word in the text"), "known", ".0%"),
        (say("mean push σ(v·u), 0 to 1"), "push", ".2f"),
        (say("letters that differ from the true word"), "edits", ".1f"),
        (say("as varied as so many words drawn evenly (e to the entropy)"), "words", ",.0f"),
    )
    st.table(
        [
            {
                "": name,
                say("Plain noise"): format(getattr(told.plain, field), how),
                say("The mixture"): format(getattr(told.mixed, field), how),
            }
            for name, field, how in rows
        ]
    )


def _list(title: str, side: Side, word: str) -> None:
    meets = escape(say("meets “{word}”", word=word))
    items = "".join(
        f"<li>{escape(target)} <span aria-hidden='true'>→</span> "
        + (f"<mark title='{meets}'>{escape(noise)}</mark>" if known else escape(noise))
        + "</li>"
        for target, noise, known in side.draws
    )
    st.html(f"<b>{escape(title)}</b><ul class='pp-draws'>{items}</ul>")
