"""The top of the page: what this is, in which language, and what is to be said."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from explorer import session, texts
from explorer.callbacks import undivided
from explorer.parts import link_handler
from explorer.session import literal
from explorer.texts import message, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from engine.errors import EngineError, Message
    from explorer.parts.section import Section

ICON = Path(__file__).parent.parent / "icon.png"  # a named icon would be fetched from afar


def style() -> None:
    """The one rule with words in it: the uploader's English gives way to ours.

    Its limit stands in the help; all other rules are in `live/page.css`.
    """
    st.html(
        "<style>[data-testid=stFileUploaderDropzone] button p::after"
        f"{{content:'{_choose()}'}}</style>"
    )


def _choose() -> str:
    return say("Choose files").replace("'", "")


def title() -> None:
    """The name; what this is, for those who ask."""
    promise = escape(say("word vectors that train while you watch"))
    st.html(f"<h1 class='pp-brand' title='{promise}'>Pushpull</h1>")


def section_links(sections: Iterable[Section]) -> None:
    """Links down to what stands below the screen."""
    shown = [(one.name, escape(say(one.title))) for one in sections if one.title and one.stands()]
    links = [f"<a href='#' data-pp-to='{name}'>{title}</a>" for name, title in shown]
    st.html(f"<nav class='pp-ways'>{''.join(links)}</nav>")


def language() -> None:
    """The menu of languages."""
    st.segmented_control(
        say("Language"),
        list(texts.LANGUAGES),
        key="language_menu",
        on_change=_speak,
        default=texts.language(),
        required=True,
        label_visibility="collapsed",
        format_func=texts.LANGUAGES.__getitem__,
    )


def _speak() -> None:
    session.put("language", session.value("language_menu"))
    texts.choose(session.language())
    session.remember_link()
    st.rerun()  # all the page: a busy browser tells of this and of a pane's click as the pane's


def notices() -> None:
    """What went wrong since the page was last drawn; the run goes on.

    Always one container: an element more would move the live component, and with it its zoom.
    """
    with st.container(key="notices"):
        if found := _said():
            lines = [literal(message(error)) for error in found]
            st.warning("\n".join(f"- {line}" for line in lines) if lines[1:] else lines[0])
        if link_handler.offered():
            _offer()


@undivided()
def _said() -> list[EngineError | Message]:
    found: list[EngineError | Message] = session.value("notices", [])
    session.put("said", found)
    return found


@undivided()
def drawn() -> None:
    """The page has been drawn to its end: what it said is not said again."""
    said = session.value("said", [])
    session.put("notices", [one for one in session.value("notices", []) if one not in said])


@undivided()
def again() -> None:
    """What was said last is said once more: nobody asked for the page to be drawn anew."""
    drawn()
    session.put("notices", [*session.value("said", []), *session.value("notices", [])])


def busy(work: Callable[[], None]) -> None:
    """Do what takes a while; its progress lies over the page and moves nothing."""
    with st.container(key="busy"):
        work()


def _offer() -> None:
    """A link that asks for another model while one of the visitor's own text is in training."""
    st.info(say("This link asks for another model. To open it, the one on screen is given up."))
    with st.container(horizontal=True):
        st.button(say("Open it"), key="accept_offer", on_click=link_handler.accept_offer)
        st.button(say("Keep this one"), key="refuse_offer", on_click=link_handler.refuse_offer)
