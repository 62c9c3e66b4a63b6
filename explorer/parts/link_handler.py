"""Link handler: grants what an address asks for when a tab opens, goes back, or follows a link."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from engine.errors import EngineError, Message
from engine.settings import Reading
from explorer import links, session, texts
from explorer.parts import widget_sync

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.navigation.page import StreamlitPage

    from explorer.runs.run import Run
    from explorer.runs.visitors import Origin


def begin() -> None:
    """Open the session: language, visitor, and what the address asks for, at first and when new."""
    asked = st.query_params.to_dict()
    first = not session.value("begun")
    if first and asked.get("lang") in texts.LANGUAGES:
        session.put("language", asked["lang"])
    texts.choose(session.language())
    if first or _elsewhere(asked):
        session.put("begun", what=True)
        session.put("address", asked)
        _grant(links.from_query(asked))
    _keep_look()
    if not offered():
        session.remember_link()


def _elsewhere(asked: dict[str, str]) -> bool:
    """Whether the visitor has gone to another address than the one that was written last.

    One that was written before may be a late message: a busy browser tells where it was until it
    hears where it is. Then only the browser's own back and forward are believed.
    """
    if asked == session.value("address"):
        return False
    return asked not in session.value("addresses left", []) or _went_there()


def _went_there() -> bool:
    """Whether the page is drawn because its visitor went back, forward or through a link of it."""
    here = get_script_run_ctx(suppress_warning=True)
    return here is not None and here.is_history_navigation


def keep_to(here: StreamlitPage, pages: Sequence[StreamlitPage]) -> None:
    """Stay on the page that the visitor went to: by a link, back, forward, or sent there by us.

    A message that left the page before, and comes late, asks for that one without meaning to.
    """
    meant: str | None = session.value("page")
    if meant is None or _went_there():
        session.put("page", here.url_path)
    elif here.url_path != meant:
        (page,) = (one for one in pages if one.url_path == meant)
        st.switch_page(page, query_params=session.link())


def _keep_look() -> None:
    """Remember the word, which Streamlit forgets with a box that is not on the page."""
    look = session.look()
    session.put("look", look)
    if session.value("search") is None:
        session.put("search", look.word)


def _grant(wish: links.Wish) -> None:
    """Do what a link asks for; what cannot be had is said and the rest is done."""
    for problem in wish.problems:
        session.notify(problem)
    session.put("look", wish.look)
    if wish.corpus or wish.look.word:
        widget_sync.refill("search", wish.look.word or "")
    found = session.run_there() or session.taken_up(wish.corpus)
    if found is None:
        _open(wish)
        return
    here = session.origin()
    if _fits(wish, found, here):
        _turn(found, wish)
    elif here.corpus in links.BUILTIN:
        _open(wish)
    else:
        session.put("offer", wish)  # it would give up a model of the visitor's own text


def _turn(found: Run, wish: links.Wish) -> None:
    """Let the run there is have the knobs of a link, from its start if the link says so.

    A run that an error stopped has nothing to lose: other knobs let it begin again.
    """
    asked = wish.knobs(found.corpus.suggested.knobs if wish.corpus else found.knobs)
    dead = found.state == "error" and asked != found.knobs
    over = wish.afresh == links.ENDED and found.state in {"done", "error"}
    found.turn(asked)
    if dead or over or wish.afresh == links.ALWAYS:
        found.rewind()


def _fits(wish: links.Wish, found: Run, here: Origin) -> bool:
    """Whether the run there is can be what the link asks for, by turning knobs alone."""
    recipe = found.corpus.suggested.recipe if wish.corpus else found.recipe
    reading = Reading() if wish.corpus else here.reading
    if links.too_long(here.reading.own_words):  # no link could ask for this list, or for another
        reading = replace(reading, own_words=here.reading.own_words)
    asked = (wish.corpus or here.corpus, wish.recipe(recipe), wish.reading(reading))
    return asked == (here.corpus, found.recipe, here.reading)


def _open(wish: links.Wish) -> None:
    """Begin the run that a link asks for, or Toyland with the settings of it that can be had.

    A link to the visitor's own text means the text that is here: it need not be read again.
    """
    found = session.run_there()
    if found is not None and session.origin().corpus == wish.corpus not in links.BUILTIN:
        session.train(found.corpus, session.origin(), wish)
        return
    corpus = wish.corpus or "toyland"
    if corpus not in links.BUILTIN:
        session.notify(
            Message(
                "corpus={corpus}: this link was made on somebody's own text, which links do not"
                " carry; upload the text to go on. Meanwhile this is Toyland.",
                corpus=corpus,
            )
        )
        corpus = "toyland"
    try:
        session.start(corpus, wish.reading(Reading()), wish)
    except EngineError as error:
        session.notify(error)
        session.start("toyland", Reading())


def offered() -> bool:
    """Whether a link waits that would give up the visitor's own model."""
    return session.value("offer") is not None


def accept_offer() -> None:
    """Open the link after all."""
    _open(session.take("offer"))


def refuse_offer() -> None:
    """Keep the run there is."""
    session.take("offer")
    session.remember_link()
