"""Analogies that a text itself gives, by the endings of its words.

Of walk and walked, jump and jumped it is asked: walk is to walked as jump is to …? Which endings
there are, the vocabulary says: those that most of its words have with and without. It knows no
grammar, so that some pairs (“corn”, “corner”) are chance; they are the same for every model.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import permutations
from typing import TYPE_CHECKING

from engine.corpus.stream import Question

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = 10_000  # the commonest, of which questions are made
ENDINGS, PAIRS = 6, 10  # of each ending so many pairs: 540 questions at most
_STEM, _ENDING = 4, 3  # letters, at least and at most: “the” and “they” are not akin
_FEWEST = 5  # pairs of an ending


def of_endings(symbols: Sequence[str]) -> list[Question]:
    """Questions from words (V,), the commonest first, in a section for each ending, as “-ed”.

    Empty where too few words differ by an ending alone, as in a text without letters.
    """
    words = [word for word in symbols[:WORDS] if word.isalpha()]
    there, found = set(words), defaultdict(list)
    for word in words:
        for length in range(1, _ENDING + 1):
            stem, ending = word[:-length], word[-length:]
            if len(stem) >= _STEM and stem in there:
                found[ending].append((stem, word))
    best = sorted(found, key=lambda ending: (-len(found[ending]), ending))[:ENDINGS]
    return [
        Question(f"-{ending}", *one, *other)
        for ending in best
        if len(found[ending]) >= _FEWEST
        for one, other in permutations(found[ending][:PAIRS], 2)
        if len({*one, *other}) == len((*one, *other))  # a word asked with is never the answer
    ]
