"""The network that a model is trained on, drawn beside its map: a node clicked is a word chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engine.errors import phrase
from explorer import session
from explorer.live.chart import chart
from explorer.network import figure
from explorer.network.drawing import view as views
from explorer.parts import lab_page, word_buttons
from explorer.parts.heading import heading
from explorer.parts.memo import Same, memo
from explorer.session import literal
from explorer.texts import say

if TYPE_CHECKING:
    from engine.corpus.corpus import Corpus
    from explorer.network.drawing.view import Network

# What the live component says of nodes, where it says words else (`LIVE_TEXTS`).
LIVE_NODES: Final = {
    "saying": phrase(
        "Pulling {input} towards {target}, pushing it away from {count} random nodes: {noise}"
    ),
    "saying_next": phrase(
        "Next: pull {input} towards {target}, push it away from {count} random nodes: {noise}"
    ),
    "saying_made": phrase(
        "This step: {input} was pulled towards {target} and pushed away from {count} random nodes:"
        " {noise}"
    ),
    "running_text": phrase("The walk being read: the node in the middle and its window"),
    "projection": phrase("{kind} of {count} nodes"),
    "then": phrase("{kind} of {count} nodes, as it was after {tokens} tokens"),
    "map_alt": phrase("Map of {count} nodes by {kind}."),
    "map_alt_selected": phrase("Map of {count} nodes by {kind}; selected: {word}."),
}
_KEPT, _DRAWING = "network view", "network"


@session.pane(every=1.0, working=True)
def drawing() -> None:
    """The drawn network; the word searched for is ringed in it and on the map."""
    corpus = session.run().corpus
    if corpus.kind != "graph":
        return
    view = _view(corpus)
    heading(say("The network: {name}", name=corpus.name))
    seen = lab_page.work(_DRAWING, id(view), lambda: views.layouts(view))
    if not seen.steps:
        st.caption(say("The nodes are being placed."))
        return
    word = str(session.value("search") or "").strip()
    selected = view.names.index(word) if word in view.names else None
    chart(
        figure.drawing(view, seen.steps[-1].places, selected, dark=session.dark()),
        key=_DRAWING,
        alt=_alt(view, selected),
        on_picked=_picked,
    )
    st.caption(_said(view, corpus))


def _view(corpus: Corpus) -> Network:
    """What is drawn of a corpus, made once."""
    return memo(_KEPT, (Same(corpus),), lambda: views.network(corpus))


def _picked() -> None:
    """Let the node clicked be the word searched for, on the map too."""
    told = session.value(_DRAWING)
    name = told.get("picked") if told else None
    if name:
        word_buttons.open_word(str(name))


def _alt(view: Network, selected: int | None) -> str:
    if selected is None:
        return say(
            "Drawing of {nodes} nodes and {edges} edges.",
            nodes=f"{len(view.names):,}",
            edges=f"{view.edges.shape[1]:,}",
        )
    return say(
        "Drawing of {nodes} nodes and {edges} edges; selected: {node}, with {count} edges.",
        nodes=f"{len(view.names):,}",
        edges=f"{view.edges.shape[1]:,}",
        node=view.names[selected],
        count=f"{view.degrees[selected]:,}",
    )


def _said(view: Network, corpus: Corpus) -> str:
    """How much is drawn, and what was left out when the graph was read."""
    lines = [
        say(
            "Placed by forces: edges pull, nodes push. The map above is made of the vectors"
            " alone. Click a node to see it in both."
        )
    ]
    if len(view.names) < view.nodes:
        lines.append(
            say(
                "Drawn are the {shown} nodes of {nodes} that walks meet most.",
                shown=f"{len(view.names):,}",
                nodes=f"{view.nodes:,}",
            )
        )
    if view.edges.shape[1] < view.between:
        lines.append(
            say(
                "Of their {between} edges {shown} are drawn.",
                between=f"{view.between:,}",
                shown=f"{view.edges.shape[1]:,}",
            )
        )
    facts = corpus.facts
    if facts.isolated_nodes:
        lines.append(
            say("{count} nodes without an edge are left out.", count=f"{facts.isolated_nodes:,}")
        )
    if facts.loops:
        lines.append(
            say("{count} edges of a node to itself are left out.", count=f"{facts.loops:,}")
        )
    return literal(" ".join(lines))
