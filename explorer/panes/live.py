"""The live map and loss of the visitor's run."""

from __future__ import annotations

from explorer import session, texts
from explorer.live.live import LIVE_TEXTS, live
from explorer.panes import keys, map_options, network, turning, worked
from explorer.runs import plane
from explorer.texts import say


@session.guarded
def live_view() -> None:
    """Mount the live component; a word clicked becomes the word searched for."""
    run = session.run()
    chosen = map_options.shown()
    said = {**LIVE_TEXTS, **(network.LIVE_NODES if network.there() else {})}
    live(
        key="live",
        data={
            "language": texts.language(),
            "texts": {key: say(text) for key, text in said.items()},
            "words": chosen.shown(chosen.words, len(run.vocabulary)),
            "map": plane.write(chosen),
            "selected": worked.chosen_word() or session.value("search") or None,
            "theme": "dark" if session.dark() else "light",
            "run": run.name,
            "view": session.look().view,
            "goto": session.take("go to") or "",
        },
        on_picked=_picked,
        on_pressed=_pressed,
        on_seen=_seen,
    )


def _picked() -> None:
    picked = session.value("live")
    word = picked.get("picked") if picked else None
    if word:
        turning.overrule("search", str(word))


def _pressed() -> None:
    told = session.value("live")
    what = told.get("pressed") if told else None
    if what:
        keys.pressed(what)


def _seen() -> None:
    told = session.value("live")
    names = told.get("seen") if told else None
    if isinstance(names, list):
        session.put("in sight", frozenset(map(str, names)))
        session.put("notices", session.value("said", default=[]))  # nobody asked for this run
