"""The words nearest to a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.similarity import nearest

if TYPE_CHECKING:
    from engine.arrays import Floats
    from engine.vocabulary import Vocabulary


def neighbours(
    vocabulary: Vocabulary, unit: Floats, word: str, count: int = 10
) -> list[tuple[str, float]]:
    """``(word, cosine)`` of the `count` words nearest to a word, itself left out.

    `unit` (V, D) has rows of length 1. Raises `WordError` for a word that is not there.
    """
    place = vocabulary.id_of(word)
    places, cosines = nearest(unit, unit[[place]], count, np.array([[place]], np.int32))
    return [
        (vocabulary.symbols[i], float(cosine))
        for i, cosine in zip(places[0], cosines[0], strict=True)
        if np.isfinite(cosine)
    ]
