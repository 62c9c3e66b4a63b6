"""Live component: one element that polls the frame route and draws the run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from engine.errors import phrase
from explorer.theme import palette, sizes

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
    "saying": phrase(
        "Pulling {input} towards {target}, pushing it away from {count} random words: {noise}"
    ),
    "saying_alone": phrase("Pulling {input} towards {target}; with k = 0 nothing pushes it away"),
    "saying_next": phrase(
        "Next: pull {input} towards {target}, push it away from {count} random words: {noise}"
    ),
    "saying_next_alone": phrase(
        "Next: pull {input} towards {target}; with k = 0 nothing pushes it away"
    ),
    "saying_made": phrase(
        "This step: {input} was pulled towards {target} and pushed away from {count} random words:"
        " {noise}"
    ),
    "saying_made_alone": phrase("This step: {input} was pulled towards {target}; nothing pushed"),
    "saying_done": phrase("All {tokens} tokens are trained. Play trains one more epoch."),
    "saying_error": phrase("The training stopped by an error. Rewind it to go on."),
    "running_text": phrase("The text being read: the word in the middle and its window"),
    "noise_words": phrase("pushed away from: {noise}"),
    "no_noise": phrase("k = 0: nothing pushes"),
    "waiting": phrase("Waiting for the first map of the words …"),
    "lost": phrase("Connection lost – retrying"),
    "pca": phrase("PCA"),
    "umap": phrase("UMAP"),
    "pca3": phrase("3-D PCA"),
    "umap3": phrase("3-D UMAP"),
    "axes": phrase("Cosines"),
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
    "walk": phrase("Words on the map: the arrow keys go from word to word, Enter opens one"),
    "past": phrase("The run so far: drag to see an earlier map"),
    "past_value": phrase("after {tokens} tokens"),
    "then": phrase("{kind} of {count} words, as it was after {tokens} tokens"),
    "branch": phrase("Go on from here ({tokens})"),
    "branch_how": phrase(
        "Train on from {tokens} tokens, the last model kept by then (48 MB of them are), with the"
        " knobs of now; what came later is forgotten"
    ),
    "ghost": phrase("without the turn"),
    "ghost_flat": phrase("grey: without the turn, on the same axes"),
    "ghost_near": phrase(
        "grey: without the turn, set off towards the words that it would be nearest to"
    ),
    "replay": phrase("Replay"),
    "stop": phrase("Stop"),
    "now": phrase("Now"),
    "tool_png": phrase("Save this figure as PNG"),
    "tool_svg": phrase("Save this figure as SVG"),
    "tool_reset": phrase("Show the whole map"),
    "tool_lasso": phrase("Draw around words to list them; by keyboard: list those in view"),
    "input": phrase("input v"),
    "output": phrase("output u"),
    "norm": phrase("length {value}"),
    "norm_low": phrase("short ({value})"),
    "norm_high": phrase("long ({value})"),
    "kept": phrase("{count} of its 10 true neighbours are among the 10 nearest here"),
    "kept_none": phrase("misplaced: 0 of 10 true neighbours near"),
    "kept_all": phrase("all 10 near"),
    "gc": phrase("{percent} % of its letters are G or C"),
    "gc_none": phrase("all A and T"),
    "gc_all": phrase("all G and C"),
    "partner": phrase("reverse complement"),
    "caught": phrase("{count} words"),
    "caught_first": phrase("{count} words, the first {listed}"),
    "copy": phrase("Copy"),
    "copied": phrase("Copied"),
    "close": phrase("Close the list"),
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


def live(*, key: str, data: Mapping[str, Any], on_told: Callable[[], None]) -> None:
    """Mount the component.

    Parameters
    ----------
    key
        Fixed, for it is the element's identity: the same key keeps the zoom.
    data
        language, texts (the keys of :data:`LIVE_TEXTS`), words, selected, theme, run, session; map,
        the frame route's parameters of the map; view, if it is `projector`; goto, a part of the
        page to bring into sight, once.
    on_told
        Called after something happened, before the script runs: `told` has the session it was told
        in and `said`, the last things, each with its number, name and value. Names are `picked` (a
        word was clicked), `pressed` (`act`, of a turn `knob` and `by`, of a branch `tokens`) and
        `seen` (the parts below the first screen that are in sight).
    """
    _component(
        key=key,
        data={
            **data,
            "palettes": _PALETTES,
            "sizes": sizes(projector=data.get("view") == "projector"),
        },
        height="content",
        on_told_change=on_told,
    )
