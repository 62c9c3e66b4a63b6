"""A plane of vectors that the visitor moves; what follows is computed in Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_SCRIPT: Final = """
const entry = new URL("pushpull/live/plane.js", document.baseURI).href;
export default async (component) => (await import(entry)).mount(component);
"""
_component = st.components.v2.component("pushpull_plane", js=_SCRIPT, isolate_styles=False)


def plane(
    *,
    key: str,
    vectors: Sequence[Mapping[str, Any]],
    arrows: Sequence[Mapping[str, Any]],
    reach: float,
    colors: Mapping[str, str],
    alt: str,
    on_moved: Callable[[], None],
) -> None:
    """Draw vectors from the origin and arrows between points.

    Parameters
    ----------
    key
        The element's identity.
    vectors
        id, label, name (read aloud), x, y, kind (`v` or `u`).
    arrows
        x0, y0, x1, y1, kind (`pull`, `push` or `sum`).
    reach
        The largest coordinate there is room for.
    colors
        Those of `pull` and `push`.
    alt
        What a screen reader says of the whole.
    on_moved
        Called when a vector was moved: `session.value(key)["moved"]` has its id, x and y.
    """
    data = {
        "vectors": list(vectors),
        "arrows": list(arrows),
        "reach": reach,
        "colors": dict(colors),
        "alt": alt,
    }
    _component(key=key, data=data, height="content", on_moved_change=on_moved)
