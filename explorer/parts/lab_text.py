"""The text that a lab counts or trains many times: the visitor's, or its opening if it is long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from engine.corpus.excerpt import excerpt
from explorer import session
from explorer.parts.memo import Same, memo
from explorer.session import literal
from explorer.texts import say

if TYPE_CHECKING:
    from engine.corpus.corpus import Corpus

COUNTED = 1_000_000  # tokens that are counted, in a second or less
TRAINED = 200_000  # tokens that are trained dozens of times, in some ten seconds
_WORK = 2_500_000  # tokens times squared window counted at once: some hundredths of a second
_LEAST = 500  # tokens
_KEPT = "lab text"


def text(most: int) -> Corpus:
    """The corpus of the run, or its first words if it has more than so many.

    Its id may mark a job: the work holds the text, so no other has that id as long as the job is.
    """
    whole, key = session.run().corpus, f"{_KEPT} {most}"
    return memo(key, (Same(whole),), lambda: excerpt(whole, most))


def piece(window: int) -> int:
    """Tokens that are counted between two reports, for windows of this size."""
    return max(_LEAST, _WORK // window**2)


def caption(part: Corpus, more: str = "") -> None:
    """A caption: which text this is, how much of it is looked at, and what else there is to say."""
    whole = session.run().corpus
    if part is whole:
        line = say("{name}, all {tokens} words.", name=whole.name, tokens=f"{whole.source.size:,}")
    else:
        line = say(
            "{name}, its first {part} words of {tokens}.",
            name=whole.name,
            part=f"{part.source.size:,}",
            tokens=f"{whole.source.size:,}",
        )
    st.caption(literal(f"{line} {more}".rstrip()))
