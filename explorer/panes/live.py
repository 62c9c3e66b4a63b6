"""The live map and loss of the visitor's run."""

from __future__ import annotations

from explorer import session, texts
from explorer.live.live import LIVE_TEXTS, live
from explorer.panes import keys, worked
from explorer.texts import say

WORDS = 1500  # on the map
HEIGHT = 530  # pixels


@session.guarded
def live_view() -> None:
    """Mount the live component; a word clicked becomes the word searched for."""
    run = session.run()
    live(
        key="live",
        data={
            "language": texts.language(),
            "texts": {key: say(text) for key, text in LIVE_TEXTS.items()},
            "words": min(WORDS, len(run.vocabulary)),
            "selected": worked.chosen_word() or session.value("search") or None,
            "height": HEIGHT,
            "theme": "dark" if session.dark() else "light",
            "run": run.name,
            "view": session.look().view,
        },
        on_picked=_picked,
        on_pressed=_pressed,
    )


def _picked() -> None:
    picked = session.value("live")
    word = picked.get("picked") if picked else None
    if word:
        session.put("search", str(word))


def _pressed() -> None:
    told = session.value("live")
    what = told.get("pressed") if told else None
    if what:
        keys.pressed(what)
