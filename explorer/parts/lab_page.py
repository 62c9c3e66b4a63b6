"""Frame of a page beside the main one: its question, links to the others, and its long work."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from explorer import session
from explorer.parts import header
from explorer.parts.pages import LABS, PAGES, lab
from explorer.session import literal
from explorer.texts import message, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from explorer.runs.jobs.job import Look


def head(path: str, more: str = "") -> None:
    """The first line of a page beside the main one: whose it is, the others, and the question.

    `more` stands behind the question, smaller.
    """
    here = lab(path)
    st.set_page_config(say(here.title), page_icon=header.ICON, layout="wide")
    header.style()
    with st.container(key="top", horizontal=True, vertical_alignment="center"):
        st.html("<a class='pp-brand' data-pp-page='' href='./'>← Pushpull</a>")
        page_links(path)
        header.language()
    header.notices()
    question = escape(say(here.question))
    st.html(f"<h1 class='pp-question'>{question} <small>{escape(more)}</small></h1>")


def page_links(here: str = "") -> None:
    """Links to the pages beside the main one; the one that is here is marked."""
    links = [_way(one.path, one.title, here) for one in (*LABS, *PAGES)]
    st.html(f"<nav class='pp-ways'>{''.join(links)}</nav>")


def page_link(path: str) -> None:
    """The way from the main page to one that is no lab."""
    st.html(f"<span class='pp-ways'>{_way(path, lab(path).title)}</span>")


def _way(path: str, title: str, here: str = "") -> str:
    now, shown = " aria-current=page" if path == here else "", escape(say(title))
    return f"<a data-pp-page='{path}' href='{path}'{now}>{shown}</a>"


def page_menu() -> None:
    """The labs and the other pages with their questions, to choose from."""
    with st.popover(say("Labs"), icon=":material/experiment:"):
        entries = [
            (one.path, escape(say(one.title)), escape(say(one.question))) for one in (*LABS, *PAGES)
        ]
        items = [
            f"<li><a data-pp-page='{path}' href='{path}'>{title}</a><br>{question}</li>"
            for path, title, question in entries
        ]
        st.html(f"<ul class='pp-doors'>{''.join(items)}</ul>")


def answer(sentence: str, *, good: bool = True) -> None:
    """The one sentence that a lab has found out."""
    (st.success if good else st.info)(literal(sentence))


def work(
    name: str, stamp: object, steps: Callable[[], Iterator[Any]], total: int | None = None
) -> Look:
    """The visitor's job of that name, with its progress, Stop, and Again; begun if it is new."""
    job = session.job(name, stamp, steps, total)
    seen = job.look()
    with st.container(horizontal=True, vertical_alignment="center", key=f"job-{name}"):
        if seen.stage == "running":
            st.progress(seen.share, text=_progress(seen), width=260)
            st.button(say("Stop"), key=f"stop-{name}", on_click=job.stop)
        else:
            if seen.stage != "done":
                st.caption(_progress(seen))
            st.button(
                say("Again"),
                key=f"again-{name}",
                on_click=session.drop_job,
                args=(name,),
                type="tertiary",
                icon=":material/refresh:",
            )
    if seen.error is not None:
        st.warning(literal(message(seen.error)))
    return seen


def _progress(seen: Look) -> str:
    if seen.total is None:
        return say("{share} done", share=f"{seen.share:.0%}")
    return say("{made} of {total} steps", made=f"{seen.made:,}", total=f"{seen.total:,}")
