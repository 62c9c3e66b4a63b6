"""Memos of a tab: what a pane that reruns every second need not make anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from explorer import session, texts

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Same:
    """A part of a stamp that is compared by identity; held, so that no other has its id."""

    def __init__(self, held: object) -> None:
        self._held = held

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other._held is self._held

    __hash__ = None  # type: ignore[assignment] # what is held may be arrays


def memo(key: str, stamp: tuple[object, ...], make: Callable[[], T]) -> T:
    """What was made under this key in this tab, made again when its stamp is another."""
    found: tuple[object, T] | None = session.value(key)
    if found is None or found[0] != stamp:
        found = (stamp, make())
        session.put(key, found)
    return found[1]


def figure_memo(name: str, stamp: object, make: Callable[[], T]) -> T:
    """The figure of that name, made again when its stamp, the theme or the language is another.

    Plotly checks every property it is given: 10 to 30 ms a figure.
    """
    return memo(f"kept {name}", (stamp, session.dark(), texts.language()), make)
