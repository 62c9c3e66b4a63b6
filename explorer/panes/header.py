"""The top of the page: what this is, in which language, and what is to be said."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from explorer import arrival, session, texts
from explorer.session import literal
from explorer.texts import said, say

ICON = Path(__file__).parent.parent / "icon.png"  # a named icon would be fetched from afar


def style() -> None:
    """Less empty space than Streamlit leaves: the page is one screen.

    The uploader's own English words give way to ours; its limit stands in the help.
    """
    st.html(
        "<style>"
        "[data-testid=stFileUploaderDropzoneInstructions]{display:none}"
        "[data-testid=stFileUploaderDropzone] button p{font-size:0}"
        "[data-testid=stFileUploaderDropzone] button p::after"
        f"{{font-size:.9rem;content:'{_choose()}'}}"
        ".stMainBlockContainer{padding:.9rem 1.6rem 2rem;max-width:1700px}"
        ".stMainBlockContainer h4{padding:0;line-height:1.2}"
        "section.stSidebar [data-testid=stSidebarHeader]{height:2.2rem;padding:.4rem;margin:0}"
        ".stAppHeader{background:transparent;height:1.4rem;min-height:0}"
        ".stMain [data-testid=stVerticalBlock]{gap:.6rem}"
        "[data-testid=stFileUploaderDropzone]{padding:.5rem .7rem}"
        ".st-key-transport,.st-key-apart{gap:.45rem}"
        ".st-key-transport button{padding:.2rem .6rem}"
        ".st-key-apart button{padding:.05rem .5rem;min-height:0}"
        ".st-key-apart :is(p,button){font-size:.8rem}"
        ".stMain [data-testid='stTable'] td,.stMain [data-testid='stTable'] th"
        "{padding:.12rem .4rem;font-size:.86rem}"
        "ul.pp-doors{list-style:none;margin:0!important;padding:0!important;font-size:.86rem;line-height:1.35}"
        "ul.pp-doors li{margin:0 0 .6rem!important;padding:0}.pp-doors a{font-weight:600}"
        "</style>"
    )


def _choose() -> str:
    return say("Choose files").replace("'", "")


def title() -> None:
    """The name and one sentence."""
    promise = say("word vectors that train while you watch")
    st.markdown(f"#### Pushpull\n{promise}")


def language() -> None:
    """The menu of languages."""
    st.segmented_control(
        say("Language"), list(texts.LANGUAGES), key="language_menu", on_change=_speak,
        default=texts.language(), required=True, label_visibility="collapsed",
        format_func=texts.LANGUAGES.__getitem__,
    )  # fmt: skip


def _speak() -> None:
    session.put("language", session.value("language_menu"))
    texts.choose(session.language())
    session.remember_link()


def notices() -> None:
    """What went wrong since the page was last drawn; the run goes on.

    Always one container: an element more would move the live component, and with it its zoom.
    """
    with st.container(key="notices"):
        if found := session.notices():
            lines = [literal(said(error)) for error in found]
            st.warning("\n".join(f"- {line}" for line in lines) if lines[1:] else lines[0])
        if arrival.offered():
            _offer()


def _offer() -> None:
    """A link that asks for another model while one of the visitor's own text is in training."""
    st.info(say("This link asks for another model. To open it, the one on screen is given up."))
    with st.container(horizontal=True):
        st.button(say("Open it"), key="accept_offer", on_click=arrival.accept_offer)
        st.button(say("Keep this one"), key="refuse_offer", on_click=arrival.refuse_offer)
