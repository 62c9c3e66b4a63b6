"""Word pairs that a text itself gives by the endings of its words, as walk and walked.

Which endings there are, the vocabulary says: those that most of its words have with and without. It
knows no grammar, so that some pairs (“even”, “evening”) are chance; they are the same for every
model, and judged as gold pairs are (`engine.evaluation.word_similarity`).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.evaluation.questions import Pair

WORDS = 10_000  # the commonest, of which pairs are made
ENDINGS, PAIRS = 8, 20  # of each ending so many pairs that are akin, and as many that are not
_STEM, _ENDING = 4, 3  # letters, at least and at most: “the” and “they” are not akin
_FEWEST = 5  # pairs of an ending


def of_endings(symbols: Sequence[str]) -> list[Pair]:
    """Pairs from words (V,), the commonest first: (walk, walked, 1) and (walk, jumped, 0).

    As many of each, so that what an ending adds to all its words is no help. Empty where too few
    words differ by an ending alone, as in a text without letters.
    """
    words = [word for word in symbols[:WORDS] if word.isalpha()]
    there, found = set(words), defaultdict(list)
    for word in words:
        for length in range(1, _ENDING + 1):
            stem, ending = word[:-length], word[-length:]
            if len(stem) >= _STEM and stem in there:
                found[ending].append((stem, word))
    best = sorted(found, key=lambda ending: (-len(found[ending]), ending))[:ENDINGS]
    made: dict[tuple[str, str], float] = {}
    for ending in best:
        if len(found[ending]) >= _FEWEST:
            akin = found[ending][:PAIRS]
            made |= {(stem, other): 0.0 for (stem, _), (_, other) in _next(akin) if stem != other}
    for ending in best:
        if len(found[ending]) >= _FEWEST:
            made |= dict.fromkeys(found[ending][:PAIRS], 1.0)
    return [(stem, word, score) for (stem, word), score in made.items()]


def _next(pairs: list[tuple[str, str]]) -> zip[tuple[tuple[str, str], tuple[str, str]]]:
    """Each pair beside the one that follows it, the last beside the first."""
    return zip(pairs, [*pairs[1:], pairs[0]], strict=True)
