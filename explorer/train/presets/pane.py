"""Links to experiments: each changes one knob of the settings there are and begins again."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

import streamlit as st

from explorer import links, session
from explorer.texts import say
from explorer.train.presets.view import Preset, presets


@session.pane()
def experiments() -> None:
    """The experiments, and the way to the projector."""
    with st.popover(say("Try"), icon=":material/science:"):
        found = presets(session.run().corpus.suggested.knobs)
        entries = "".join(_entry(_experiment(preset), say(preset.look)) for preset in found)
        hall = door(say("Projector view (key P)"), {"view": links.PROJECTOR})
        after = say("White ground, large text, map and loss only.")
        st.html(f"<ul class='pp-doors'>{entries}{_entry(hall, after)}</ul>")
        st.caption(
            say(
                "Each link changes one knob and keeps all else. All but the rates begin again from"
                " the same seed: what differs is that knob. The browser's back button brings the"
                " old setting."
            )
        )


def _experiment(preset: Preset) -> str:
    start = links.ALWAYS if preset.afresh else links.ENDED
    return door(say(preset.title), {preset.knob: f"{preset.value:g}", links.AFRESH: start})


def door(text: str, changes: dict[str, str]) -> str:
    """A link to this page with some parameters changed, "" for none; of itself a plain link.

    The browser reads the changes too (`live/input/navigation.js`): a knob may have been turned.
    """
    asked = {name: value for name, value in {**session.link(), **changes}.items() if value}
    address, less = escape(f"?{urlencode(asked)}"), escape(urlencode(changes))
    return f"<a class='pp-door' href='{address}' data-pp-set='{less}'>{escape(text)}</a>"


def _entry(link: str, more: str) -> str:
    return f"<li>{link}<br>{escape(more)}</li>"
