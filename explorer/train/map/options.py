"""Options of the map, chosen in one popover; the choices are part of the link."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from engine.errors import EngineError, phrase
from engine.evaluation.directions import named
from explorer import session
from explorer.parts import widget_sync
from explorer.runs.map import map_view
from explorer.session import literal
from explorer.texts import message, say

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from explorer.runs.map.map_view import MapView

_KINDS = {
    "umap": phrase("UMAP"),
    "pca": phrase("PCA"),
    "umap3": phrase("3-D UMAP"),
    "pca3": phrase("3-D PCA"),
    "axes": phrase("Your axes"),
}
_MEANINGS = {
    "umap": phrase("Near on the map means near in truth, mostly; far means little."),
    "pca": phrase("The plane in which the vectors differ most: a shadow, flat but straight."),
    "umap3": phrase("As UMAP, with a third dimension; drag to turn it."),
    "pca3": phrase("As PCA, with a third dimension; drag to turn it."),
    "axes": phrase("A word's place is its cosine with the words you write."),
}
_COLOURS = {
    "": phrase("group of the corpus"),
    "frequency": phrase("frequency"),
    "cluster": phrase("cluster (by k-means)"),
    "norm": phrase("length of the vector"),
    "fidelity": phrase("how true its place is"),
}
_GC = phrase("GC content")
_OPTIONS: Final[dict[str, Collection[object]]] = {
    "words": map_view.WORDS,
    "kind": map_view.KINDS,
    "vectors": map_view.VECTORS,
    "colour": map_view.COLOURS,
}
_VECTORS = {
    "input": phrase("input v"),
    "output": phrase("output u"),
    "both": phrase("both"),
}


@session.guarded
def options() -> None:
    """The popover; a change draws the page anew, for the map is not in here."""
    chosen = session.look().map
    with st.popover(say("Map"), icon=":material/scatter_plot:", key="map_options"):
        with _field("words", chosen.words) as asked:
            st.selectbox(
                say("Words"),
                map_view.WORDS,
                map_view.WORDS.index(chosen.words),
                format_func=_number,
                **asked,
            )
        with _field("kind", chosen.kind) as asked:
            st.selectbox(
                say("Laid out by"),
                map_view.KINDS,
                map_view.KINDS.index(chosen.kind),
                format_func=_said(_KINDS),
                **asked,
            )
        st.caption(say(_MEANINGS[chosen.kind]))
        if chosen.kind == "axes":
            _axes(chosen)
        _colour(chosen)
        with _field("vectors", chosen.vectors) as asked:
            st.segmented_control(
                say("Vectors"),
                map_view.VECTORS,
                default=chosen.vectors,
                required=True,
                format_func=_said(_VECTORS),
                **asked,
            )
        with _field("trails", chosen.trails) as asked:
            st.toggle(say("Trails of the last moves"), chosen.trails, **asked)


def _axes(chosen: MapView) -> None:
    """The two directions, and what is wrong with them; until both are right the map stays."""
    with _field("across", chosen.across) as asked:
        st.text_input(
            say("Across"),
            chosen.across,
            placeholder=say("she − he"),
            max_chars=map_view.LONGEST,
            **asked,
        )
    with _field("up", chosen.up) as asked:
        st.text_input(
            say("Up"),
            chosen.up,
            placeholder=say("king − queen"),
            max_chars=map_view.LONGEST,
            **asked,
        )
    if not (chosen.across.strip() and chosen.up.strip()):
        st.caption(say("Write a word, or words with + and − between them, in both."))
    for error in _troubles(chosen):
        st.warning(literal(message(error)))


def _colour(chosen: MapView) -> None:
    """The colours that the corpus allows; what it has no groups for shows frequencies, or GC."""
    corpus = session.run().corpus
    dna = corpus.genome is not None and corpus.genome.molecule == "dna"
    plain = say(_GC) if dna else say(_COLOURS["" if corpus.groups else "frequency"])
    names = {**{colour: say(name) for colour, name in _COLOURS.items()}, "": plain}
    known = [colour for colour in map_view.COLOURS if corpus.groups or dna or colour != "frequency"]
    now = chosen.colour if chosen.colour in known else ""
    with _field("colour", now) as asked:
        st.selectbox(
            say("Colour by"), known, known.index(now), format_func=names.__getitem__, **asked
        )


@contextmanager
def _field(name: str, value: object) -> Iterator[dict[str, Any]]:
    """A place of the page named after a choice, and what its widget is to be asked with."""
    with st.container(key=f"map_{name}"):
        key = widget_sync.fresh(f"map_{name}", value)
        yield {"key": key, "on_change": _choose, "args": (name, key)}


def _choose(name: str, key: str) -> None:
    look, value = session.look(), session.value(key)
    if value is not None and value in _OPTIONS.get(name, (value,)):  # no label of another language
        session.put("look", replace(look, map=replace(look.map, **{name: value})))


def _number(words: int) -> str:
    return f"{words:,}"


def _said(names: dict[str, str]) -> Callable[[str], str]:
    return lambda name: say(names[name])


def shown() -> MapView:
    """The map to show: the one chosen; while its axes cannot be had, laid out as before."""
    chosen = session.look().map
    if chosen.kind == "axes" and (_troubles(chosen) or not (chosen.across and chosen.up)):
        before: MapView = session.value("map before", map_view.MapView())
        laid = map_view.MapView() if _troubles(before) else before
        return replace(chosen, kind=laid.kind, across=laid.across, up=laid.up)
    session.put("map before", chosen)
    return chosen


def _troubles(asked: MapView) -> list[EngineError]:
    """Why the directions of a map cannot be had; of those not yet written nothing is said."""
    found: list[EngineError] = []
    for text in (asked.across, asked.up) if asked.kind == "axes" else ():
        try:
            if text.strip():
                named(session.run().vocabulary, text)
        except EngineError as error:
            found.append(error)
    return found
