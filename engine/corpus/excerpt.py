"""The first part of a corpus, for work that would take too long on the whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.corpus.recount import recounted
from engine.corpus.suggest import suggest

if TYPE_CHECKING:
    from engine.corpus.corpus import Corpus


def excerpt(corpus: Corpus, most: int) -> Corpus:
    """The corpus itself, or its first sentences, up to the one that holds token `most`.

    Words are counted and ranked anew; what is suggested suits a text of that size.
    """
    if corpus.source.size <= most:
        return corpus
    stream = corpus.source.passage(0, 0, most, corpus.suggested.knobs)
    return replace(
        recounted(corpus, stream.ids, stream.offsets),
        documents=tuple(one for one in corpus.documents if one[1] < len(stream.ids)),
        suggested=suggest(len(stream.ids)) if corpus.kind == "text" else corpus.suggested,
    )
