"""Action of a button: the pane says what came of it, where the button is.

A callback may draw nothing, and a notice of the page would be seen only when all of it is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from engine.errors import EngineError
from explorer import session
from explorer.session import literal
from explorer.texts import message

if TYPE_CHECKING:
    from collections.abc import Callable


def run_action(pane: str, act: Callable[..., str | None], *arguments: Any) -> None:  # noqa: ANN401 - the act's own
    """Do it; the sentence it returns, or its `EngineError`, is kept for the pane of that name."""
    try:
        session.put(f"outcome {pane}", act(*arguments))
    except EngineError as error:
        session.put(f"outcome {pane}", error)


def run_outcome(pane: str) -> None:
    """Say, once, what was done, or why it could not be."""
    found: str | EngineError | None = session.take(f"outcome {pane}")
    if isinstance(found, EngineError):
        st.warning(literal(message(found)))
    elif found:
        st.toast(literal(found))
