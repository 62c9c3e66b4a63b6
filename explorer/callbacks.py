"""Callbacks of widgets run to their end, whatever else a browser asks for meanwhile.

Streamlit looks for another request whenever the session's state is touched, and ends what is under
way by an exception. The exception of a callback it takes for a rerun that the callback asked for: a
click or an upload that the next message followed at once did half of its work, or nothing
(streamlit/streamlit#16161 has the mechanism). The request waits now until all callbacks have run,
where Streamlit looks for it again.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial, wraps
from typing import TYPE_CHECKING, Any

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_run_context import RunLocation, ThreadState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_whole: ContextVar[bool] = ContextVar("whole", default=False)


@contextmanager
def undivided() -> Iterator[None]:
    """What is done to the session's state inside is done as one, outside of callbacks too."""
    before = _whole.set(True)
    try:
        yield
    finally:
        _whole.reset(before)


def install() -> None:
    """Let every session that begins from now on run its callbacks to their end."""
    begin = ScriptRunner.__init__
    if hasattr(begin, "__wrapped__"):
        return

    @wraps(begin)
    def begun(runner: ScriptRunner, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 - its own
        begin(runner, *arguments, **named)
        state = runner._session_state  # noqa: SLF001 - there is no other place to ask
        look = state._yield_callback  # noqa: SLF001 - as above
        object.__setattr__(state, "_yield_callback", partial(_unless_whole, look))

    ScriptRunner.__init__ = begun  # type: ignore[assignment,method-assign] # as it was, and more


def _unless_whole(look: Callable[[], None]) -> None:
    """Look for another request, unless what is under way must not end."""
    if not _whole.get() and ThreadState.get().run_location is not RunLocation.CALLBACK:
        look()
