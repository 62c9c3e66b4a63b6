"""Memo of a pane that reruns every second, for what it need not make anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from explorer import session, texts

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def kept(name: str, stamp: object, make: Callable[[], T]) -> T:
    """The figure of that name, made again when its stamp, the theme or the language is another.

    Plotly checks every property it is given: 10 to 30 ms a figure.
    """
    now = (stamp, session.dark(), texts.language())
    found: tuple[object, T] | None = session.value(f"kept {name}")
    if found is None or found[0] != now:
        found = (now, make())
        session.put(f"kept {name}", found)
    return found[1]
