"""The drawer of a word: what is near it, who moved it, where it stands in the text.

What the visitor touches is drawn once; what follows the training is a pane inside that reruns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from engine.corpus.concordance import Concordance
from engine.errors import phrase
from explorer import session
from explorer.parts import word_buttons
from explorer.parts.kept.agreement import agreement
from explorer.parts.memo import Same, memo
from explorer.runs.frame import Watch
from explorer.session import literal
from explorer.texts import say
from explorer.train.forces.pane import forces
from explorer.train.word.view import Before, facts, near

if TYPE_CHECKING:
    from engine.corpus.concordance import Line
    from explorer.runs.run import Run
    from explorer.train.word.view import Facts, Near, Neighbours

SHOWN = 8  # neighbours
LINES = 6
_REMEMBERED = 50  # words whose first neighbours are kept
_PATIENCE = 0.3  # seconds for a book to be opened
_PARTS = {
    "near": phrase("Near"),
    "forces": phrase("Forces"),
    "lines": phrase("Lines"),
}


def close() -> None:
    """A word that this tab had under watch is let go."""
    run, asked = session.run(), session.take("recorded")
    if asked == (run.name, run.ledger.word):
        run.ledger.ask(None)


@session.pane()
def drawer() -> None:
    """What can be seen of the word searched for, and the part chosen."""
    with st.container(key="drawer"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.segmented_control(
                say("What to see of the word"),
                list(_PARTS),
                key="drawer_part",
                default=next(iter(_PARTS)),
                required=True,
                label_visibility="collapsed",
                format_func=lambda part: say(_PARTS[part]),
            )
            st.button("✕", key="drawer_close", on_click=word_buttons.close_drawer, type="tertiary")
        _inside()


@session.pane(every=2.0)
def _inside() -> None:
    run = session.run()
    if session.broken():
        return
    view = facts(run.vocabulary, str(session.value("search")), run.knobs)
    _record(run, view)
    _numbers(run, view)
    part = session.value("drawer_part", "near")
    {"near": _near, "forces": forces, "lines": _lines}[part](run, view)


def _record(run: Run, view: Facts) -> None:
    """Ask for the ledger: once, so that two tabs do not take it from each other, then keep it."""
    mine = (run.name, view.place)
    if session.value("recorded") != mine or run.ledger.word in {None, view.place}:
        session.put("recorded", mine)
        run.ledger.ask(view.place)


def _numbers(run: Run, view: Facts) -> None:
    million = view.per_million
    numbers = say(
        "{word}: seen {count} times, {million} in a million words; rank {rank}. Subsampling keeps"
        " {kept} of them.",
        word=literal(view.word),
        count=f"{view.count:,}",
        million=f"{million:,.0f}" if million >= 10 else f"{million:.2g}",
        rank=f"{view.rank:,}",
        kept=f"{view.kept:.1%}" if view.kept < 1 else say("all"),
    )
    page = run.ledger.page(view.place, _PATIENCE)
    if page is not None:
        v, u = (f"{np.linalg.norm(vector):.3f}" for vector in (page.end.v, page.end.u))
        numbers += " " + say("Norm of v {v}, of u {u}.", v=v, u=u)
    st.caption(numbers)


# What is near it.


def _near(run: Run, view: Facts) -> None:
    """The nearest words by cosine, in the space of the vectors, not on the map."""
    before = _before(run, view.word)
    found = near(run.vocabulary, run.unit(), view.word, SHOWN, before)
    if before is None:
        _remember(run, view.word, tuple(one.word for one in found.now))
    sure = agreement(run, view.word)
    with st.container(key="near", gap=None):
        for one in found.now:
            more = f"{sure.get(one.word, '')} {_change(one)} {one.cosine:.3f}"
            word_buttons.word_button(one.word, more, key="near", width="stretch")
        _partner(run, view.word)
    st.caption(_since(f"{before.epoch if before else _epoch(run):.2f}", found))
    st.button(
        say("Compare with now"),
        key="compare_now",
        on_click=_forget,
        args=(run, view.word),
        type="tertiary",
    )


def _partner(run: Run, word: str) -> None:
    """Of a k-mer, what the other strand reads in its place."""
    genome = run.corpus.genome
    partner = run.vocabulary.ids.get(genome.partner(word)) if genome else None
    if partner is not None:
        unit = run.unit()
        cosine = float(unit[partner] @ unit[run.vocabulary.ids[word]])
        more = say("reverse complement {cosine}", cosine=f"{cosine:.3f}")
        word_buttons.word_button(
            run.vocabulary.symbols[partner], more, key="partner", width="stretch"
        )


def _since(epoch: str, found: Neighbours) -> str:
    if not found.left:
        return say(
            "Nearest by cosine: the same words as at epoch {epoch}, when you first looked.",
            epoch=epoch,
        )
    return say(
        "Nearest by cosine. Since epoch {epoch}, when you first looked, these have left: {words}.",
        epoch=epoch,
        words=literal(", ".join(found.left)),
    )


def _change(one: Near) -> str:
    if one.risen is None:
        return say("new")
    return "" if one.risen == 0 else f"{'▲' if one.risen > 0 else '▼'}{abs(one.risen)}"


def _seen() -> dict[tuple[str, str], Before]:
    seen: dict[tuple[str, str], Before] = session.value("neighbours seen") or {}
    return seen


def _before(run: Run, word: str) -> Before | None:
    return _seen().get((run.name, word))


def _remember(run: Run, word: str, words: tuple[str, ...]) -> None:
    seen = _seen() | {(run.name, word): Before(_epoch(run), words)}
    session.put("neighbours seen", dict(list(seen.items())[-_REMEMBERED:]))


def _forget(run: Run, word: str) -> None:
    session.put(
        "neighbours seen", {key: one for key, one in _seen().items() if key != (run.name, word)}
    )


def _epoch(run: Run) -> float:
    return run.look(Watch()).epoch


# Where it stands.


def _lines(run: Run, view: Facts) -> None:
    """Lines of the text, the word marked; of a rare word in a long text they come one by one."""
    search = _search(run, view)
    if not search.finished:
        search.look()
    st.markdown("\n".join(f"- {_marked(line, view.word)}" for line in search.lines()))
    if not search.finished:
        st.caption(say("{share} of the text searched", share=f"{search.searched:.0%}"))


def _search(run: Run, view: Facts) -> Concordance:
    return memo(
        "concordance",
        (Same(run.corpus), view.place),
        lambda: Concordance(run.corpus, view.place, run.knobs, wanted=LINES),
    )


def _marked(line: Line, word: str) -> str:
    said = [f"**{literal(one)}**" if one == word else literal(one) for one in line.words]
    return " ".join([*([] if line.begins else ["…"]), *said, *([] if line.ends else ["…"])])
