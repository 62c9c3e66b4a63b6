"""Words to click: each opens the drawer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import streamlit as st

from explorer.parts import widget_sync
from explorer.session import literal

if TYPE_CHECKING:
    from collections.abc import Iterable


def word_button(
    word: str, more: str, *, key: str, width: Literal["content", "stretch"] = "content"
) -> None:
    """A word and what stands beside it; clicked, it becomes the word searched for."""
    st.button(
        f"**{literal(word)}** {more}".strip(),
        key=f"{key} {word}",
        type="tertiary",
        width=width,
        on_click=open_word,
        args=(word,),
    )


def word_buttons(words: Iterable[str], *, key: str) -> None:
    """Words in a row."""
    with st.container(horizontal=True, key=f"openers-{key}", gap="small"):
        for word in dict.fromkeys(words):
            word_button(word, "", key=key)


def close_drawer() -> None:
    """No word is searched for any more."""
    widget_sync.refill("search")
    st.rerun()  # of the whole page: the search box is not in the pane of the click


def open_word(word: str) -> None:
    """Let a word be the one searched for."""
    widget_sync.refill("search", word)
    st.rerun()
