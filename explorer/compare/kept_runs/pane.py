"""The shelf on screen: every kept run with its map, its curve, its scores, and its buttons."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from engine.errors import EngineError
from explorer import session
from explorer.compare.kept_runs.figure import curve, thumbnail
from explorer.parts import navigation
from explorer.parts.download import download
from explorer.parts.gold.scorecard import covered, named
from explorer.parts.heading import heading
from explorer.parts.kept import kept_runs
from explorer.parts.kept.keep_run import keeper
from explorer.parts.run_action import run_action, run_outcome
from explorer.parts.settings.setting_names import differing, settings_of, short
from explorer.runs.saved import archive
from explorer.runs.saved.store import damaged
from explorer.session import literal
from explorer.texts import message, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.runs.saved.saved_run import SavedRun
    from explorer.runs.saved.store import Broken

_HERE = "shelf"
_ROW, _SHOWN = 4, 24  # cards
_ALWAYS = ("negatives", "window", "subsample", "noise_exponent", "dimensions", "seed")
_MORE = "shelf shown"


@session.pane()
def shelf() -> None:
    """All that is kept, the room there is, and the place for a run from elsewhere."""
    found = kept_runs.cards()
    broken = kept_runs.broken(found)
    taken, room = kept_runs.room()
    with st.container(horizontal=True, vertical_alignment="center", key="shelf-head"):
        heading(
            say("Kept runs"),
            say(
                "{count} · {used} of {room} MB",
                count=len(found),
                used=f"{taken / 1e6:,.1f}",
                room=f"{room / 1e6:,.0f}",
            ),
        )
        keeper(_HERE)
    run_outcome(_HERE)
    if not found and not broken:
        st.info(
            say(
                "Nothing is kept yet. “Keep this run” puts the run on screen here, with its"
                " model, and it stays when the server ends."
            )
        )
    most = session.value(_MORE, _SHOWN)
    for first in range(0, min(len(found), most), _ROW):
        columns = st.columns(_ROW, gap="small")
        for column, card in zip(columns, found[first : first + _ROW], strict=False):
            with column, st.container(border=True, key=f"card-{card.id}", gap="small"):
                _card(card, found)
    if len(found) > most:
        st.button(
            say("Show more"), key="shelf_more", on_click=session.put, args=(_MORE, most + _SHOWN)
        )
    for one in broken:
        _broken(one)
    _take_in()


def _broken(one: Broken) -> None:
    """A run of which nothing can be read, and the way to be rid of it."""
    made = datetime.fromtimestamp(one.made, tz=UTC)
    with st.container(horizontal=True, vertical_alignment="center", key=f"broken-{one.id}"):
        st.warning(
            say(
                "A run kept on {date} ({size} MB) cannot be read: its card is damaged, or another"
                " version of Pushpull wrote it. The others are not touched.",
                date=f"{made:%Y-%m-%d}",
                size=f"{one.size / 1e6:,.1f}",
            )
        )
        st.button(
            say("Delete"),
            key=f"delete-{one.id}",
            on_click=kept_runs.delete,
            args=(one.id,),
            type="tertiary",
        )


def _card(card: SavedRun, others: Sequence[SavedRun]) -> None:
    st.markdown(f"**{literal(card.name)}**")
    _seen(card, others)
    whole = kept_runs.whole(card)
    if not whole:
        st.warning(literal(message(damaged(card))))
    with st.container(horizontal=True, gap="small", key=f"card-acts-{card.id}"):
        st.button(
            say("Open"),
            key=f"open-{card.id}",
            on_click=run_action,
            args=(_HERE, _open, card.id),
            disabled=not whole,
        )
        with st.popover(say("More"), key=f"card-more-{card.id}"):
            _more(card, whole=whole)


@session.guarded
def _seen(card: SavedRun, others: Sequence[SavedRun]) -> None:
    """The pictures and the facts; if one cannot be drawn, the buttons are there all the same."""
    alt = say("Small map of {count} words", count=len(card.dots))
    drawn = thumbnail(card.dots, dark=session.dark())
    line = curve(card.record.history, dark=session.dark())
    for picture, read in ((drawn, alt), (line, say("Loss curve"))):
        if picture:
            st.html(f"<img class='pp-thumb' alt='{escape(read)}' src='{picture}'>")
    st.caption(literal(_facts(card, others)))


def _facts(card: SavedRun, others: Sequence[SavedRun]) -> str:
    """Where it stands, its settings, and its scores."""
    own = settings_of(card.recipe, card.knobs)
    turned = differing([settings_of(one.recipe, one.knobs) for one in (card, *others)])
    listed = [name for name in own if name in _ALWAYS or name in turned]
    parts = [
        say("{title}, {tokens} tokens", title=card.title[:40], tokens=f"{card.tokens:,}"),
        ", ".join(short(name, own[name]) for name in listed if name != "epochs"),
        *(named(score.kind, covered(score)) for score in card.scores),
    ]
    return " · ".join(parts)


def _more(card: SavedRun, *, whole: bool) -> None:
    """What is done with a kept run, and seldom."""
    key = f"name-{card.id}"
    st.text_input(
        say("Name"), card.name, key=key, on_change=run_action, args=(_HERE, _rename, card.id, key)
    )
    with st.container(horizontal=True, gap="small"):
        st.button(
            say("Duplicate"),
            key=f"copy-{card.id}",
            on_click=run_action,
            args=(_HERE, _duplicate, card.id, card.name),
            disabled=not whole,
        )
        download(
            say("Export"),
            partial(kept_runs.export, card.id),
            key=f"export-{card.id}",
            name=f"{_file(card.name)}.zip",
            mime="application/zip",
            disabled=not whole,
        )
        st.button(
            say("Delete"),
            key=f"delete-{card.id}",
            on_click=kept_runs.delete,
            args=(card.id,),
            type="tertiary",
        )
    st.caption(
        say(
            "{size} MB; Export is one file that another Pushpull takes in.",
            size=f"{card.size / 1e6:,.1f}",
        )
    )


def _file(name: str) -> str:
    """A name for a file that every system takes."""
    return "".join(c if c.isalnum() else "-" for c in name)[:60].strip("-") or "run"


def _take_in() -> None:
    """The place for a file that was exported."""
    file = st.file_uploader(
        say("Take in an exported run: .zip"),
        type="zip",
        max_upload_size=archive.LIMIT >> 20,
        key=f"take-in-{session.value('taken', 0)}",
        help=say(
            "A file that Export made, here or elsewhere; {limit} MB at most. Nothing in it is run.",
            limit=archive.LIMIT >> 20,
        ),
    )
    if file is None:
        return
    refused: tuple[str, EngineError] | None = session.value("refused")
    if refused is None or refused[0] != file.file_id:
        try:
            card = kept_runs.take_in(file.name, file.getvalue())
        except EngineError as error:
            refused = (file.file_id, error)
            session.put("refused", refused)
        else:
            session.put("taken", session.value("taken", 0) + 1)  # an empty box
            session.put("outcome shelf", say("“{name}” is on the shelf.", name=card.name))
            st.rerun()
    if refused is not None:
        st.warning(literal(message(refused[1])))


def _open(name: str) -> None:
    kept_runs.open_kept(name)
    navigation.go_home()


def _rename(name: str, key: str) -> None:
    kept_runs.rename(name, session.value(key))


def _duplicate(name: str, was: str) -> None:
    kept_runs.duplicate(name, say("{name}, copy", name=was)[:80])
