"""The live map and loss of the visitor's run."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any, Final

from explorer import session, texts
from explorer.live.live import LIVE_TEXTS, live
from explorer.parts import header, widget_sync
from explorer.runs.map import map_view
from explorer.texts import say
from explorer.train.map import options
from explorer.train.transport import keyboard
from explorer.train.worked_step import pane

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from explorer.parts.section import Section


@session.guarded
def live_view(sections: Sequence[Section]) -> None:
    """Mount the live component, and do what it tells; sections may have words of their own."""
    run = session.run()
    chosen = options.shown()
    said = dict(LIVE_TEXTS)
    for section in sections:
        if section.concerns():
            said |= section.live_texts
    live(
        key="live",
        data={
            "language": texts.language(),
            "texts": {key: say(text) for key, text in said.items()},
            "words": chosen.shown(chosen.words, len(run.vocabulary)),
            "map": map_view.to_query(chosen),
            "selected": pane.chosen_word() or session.value("search") or None,
            "theme": "dark" if session.dark() else "light",
            "run": run.name,
            "session": _session(),
            "view": session.look().view,
            "goto": session.take("go to") or "",
        },
        on_told=_hear,
    )


def _session() -> str:
    """What tells this session from others: a browser that outlives one must not be heard twice."""
    if session.value("session") is None:
        session.put("session", secrets.token_hex(8))
    return str(session.value("session"))


def _hear() -> None:
    """Do what the visitor has done since the last time, in order, each thing once."""
    told = (session.value("live") or {}).get("told") or {}
    if told.get("session") != _session():
        return
    heard = session.value("heard", default=0)
    _heed([entry for entry in told["said"] if entry["number"] > heard])


def _heed(entries: list[dict[str, Any]]) -> None:
    """Do one thing, then the others: a rerun that it asks for is an exception."""
    if not entries:
        return
    first, *rest = entries
    session.put("heard", first["number"])
    try:
        if (act := _ACTS.get(first["name"])) is not None:
            act(first["value"])
    finally:
        _heed(rest)


def _pick(word: object) -> None:
    """Let a word clicked be the word searched for."""
    widget_sync.refill("search", str(word))


def _press(what: object) -> None:
    if isinstance(what, dict):
        keyboard.pressed(what)


def _see(names: object) -> None:
    if isinstance(names, list):
        session.put("in sight", frozenset(map(str, names)))
        header.again()


_ACTS: Final[Mapping[str, Callable[[object], None]]] = {
    "picked": _pick,
    "pressed": _press,
    "seen": _see,
}
