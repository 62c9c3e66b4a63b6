"""Visitor of work done outside of a session: in a thread, or when a download is asked for.

Outside of a session Streamlit knows no cookie, and would take whoever asks for somebody new. What
runs later is therefore bound when it is made: to a visitor's key and to the language spoken then.
"""

from __future__ import annotations

from contextvars import ContextVar, copy_context
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from explorer import texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

P = ParamSpec("P")
T = TypeVar("T")
_owner: ContextVar[str | None] = ContextVar("owner", default=None)


def owner() -> str | None:
    """The key of the visitor whose work this is; None where nothing was bound."""
    return _owner.get()


def bound(key: str, act: Callable[P, T]) -> Callable[P, T]:
    """The act as that visitor's, in the language of now, wherever and whenever it is called."""
    spoken = texts.language()

    def done(*arguments: P.args, **named: P.kwargs) -> T:
        _become(key, spoken)
        return act(*arguments, **named)

    return lambda *arguments, **named: copy_context().run(done, *arguments, **named)


def steps(key: str, work: Callable[[], Iterator[T]]) -> Callable[[], Iterator[T]]:
    """The same of steps that a thread of their own walks."""
    spoken = texts.language()

    def walked() -> Iterator[T]:
        _become(key, spoken)
        yield from work()

    return walked


def _become(key: str, spoken: str) -> None:
    _owner.set(key)
    texts.choose(spoken)
