"""Mount the live component: one element that polls the frame route and draws the run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from engine.errors import phrase
from explorer.figures.theme import palette, sizes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# What the modules say, key by key; the page hands in the same keys, translated.
LIVE_TEXTS: Final[Mapping[str, str]] = {
    "state_running": phrase("training"),
    "state_paused": phrase("paused"),
    "state_done": phrase("finished · Play for more"),
    "state_error": phrase("stopped"),
    "part": phrase("{value} of {total}"),
    "tokens": phrase("tokens"),
    "epoch": phrase("epoch"),
    "tokens_per_second": phrase("tokens/s"),
    "pairs_per_second": phrase("pairs/s"),
    "learning_rate": phrase("learning rate"),
    "seconds_left": phrase("left"),
    "waiting": phrase("Waiting for the first map of the words …"),
    "lost": phrase("Connection lost – retrying"),
    "pca": phrase("PCA"),
    "umap": phrase("UMAP"),
    "projection": phrase("{kind} of {count} words"),
    "seen": phrase("seen {count} times"),
    "other": phrase("other"),
    "rare": phrase("rare"),
    "frequent": phrase("frequent"),
    "pull": phrase("pull"),
    "push": phrase("push"),
    "chance": phrase("chance: ln 2"),
    "axis_tokens": phrase("tokens read"),
    "axis_nats": phrase("nats per term"),
    "map_alt": phrase("Map of {count} words by {kind}."),
    "map_alt_selected": phrase("Map of {count} words by {kind}; selected: {word}."),
    "loss_alt": phrase("pull {pull}, push {push} nats per term after {tokens} tokens"),
    "past": phrase("The run so far: drag to see an earlier map"),
    "past_value": phrase("after {tokens} tokens"),
    "then": phrase("{kind} of {count} words, as it was after {tokens} tokens"),
    "replay": phrase("Replay"),
    "stop": phrase("Stop"),
    "now": phrase("Now"),
    "tool_png": phrase("Save this figure as PNG"),
    "tool_svg": phrase("Save this figure as SVG"),
    "tool_reset": phrase("Show the whole map"),
}

# Streamlit sends this text with every message, so it only fetches the modules; the line
# break makes it a script and not a path.
_SCRIPT: Final = """
const entry = new URL("pushpull/live/mount.js", document.baseURI).href;
export default async (component) => (await import(entry)).mount(component);
"""

# Both, for the browser may turn dark without a run of the script.
_PALETTES: Final = {"light": palette(dark=False), "dark": palette(dark=True)}

_component = st.components.v2.component("pushpull_live", js=_SCRIPT, isolate_styles=False)


def live(
    *,
    key: str,
    data: Mapping[str, Any],
    on_picked: Callable[[], None] | None,
    on_pressed: Callable[[], None] | None = None,
) -> str | None:
    """Mount the component and return the word clicked in this run of the script, if any.

    Parameters
    ----------
    key
        Fixed, for it is the element's identity: the same key keeps the zoom.
    data
        language, texts (the keys of :data:`LIVE_TEXTS`), words, selected, height, theme, run; view,
        if it is `projector`.
    on_picked
        Called after a click on a word, before the script runs.
    on_pressed
        The same after a key of the transport: `act`, and of a turn `knob` and `by`.
    """
    result = _component(
        key=key,
        data={
            **data,
            "palettes": _PALETTES,
            "sizes": sizes(projector=data.get("view") == "projector"),
        },
        height=data["height"],
        on_picked_change=on_picked or _nothing,
        on_pressed_change=on_pressed or _nothing,
    )
    return result.get("picked")


def _nothing() -> None:
    """Stand in for a listener: Streamlit reports a trigger only where one listens."""
