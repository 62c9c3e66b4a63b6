"""What a button of a pane tries: if it cannot be done the pane says why, where the button is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from engine.errors import EngineError
from explorer import session
from explorer.session import literal
from explorer.texts import said

if TYPE_CHECKING:
    from collections.abc import Callable


def attempt(pane: str, act: Callable[..., None], *arguments: Any) -> None:  # noqa: ANN401 - the act's own
    """Do it; an `EngineError` is kept for the pane of that name to say."""
    try:
        act(*arguments)
    except EngineError as error:
        session.put(f"failed {pane}", error)


def failures(pane: str) -> None:
    """Say, once, what could not be done."""
    error: EngineError | None = session.take(f"failed {pane}")
    if error is not None:
        st.warning(literal(said(error)))
