"""The pairs that a run's text is expected to show, counted beside it in short steps.

Counting takes time ∝ tokens · window², and more where words are dropped, for windows then reach
further. What would take longer than `PATIENCE` is counted on the first part of the text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.sampling.subsample import keep_chances
from engine.theory.expected import Counting, counting
from engine.theory.scatter import flat_counting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.corpus.corpus import Corpus, Source, Stream
    from engine.settings import Knobs
    from engine.vocabulary import Vocabulary

PATIENCE = 20.0  # seconds
WORDS = 1_500  # the commonest, whose pairs are kept: 18 MB
FLAT_WORDS = 300  # the same of the textbook's counts
_PLACE = 2e-8  # seconds a token for each place of a window, squared; on prose a third of it
_STEP = 0.2  # seconds of one step


@dataclass(frozen=True, slots=True)
class Part:
    """The beginning of a source, which hands out a piece at a time."""

    source: Source
    most: int
    piece: int

    @property
    def size(self) -> int:
        """Raw tokens of the part."""
        return min(self.most, self.source.size)

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return self.size == self.source.size

    def length(self, knobs: Knobs) -> int:
        """Raw tokens of the part with these knobs."""
        return min(self.most, self.source.length(knobs))

    def seeded(self, seed: int) -> Part:
        """The same part for a model of that seed."""
        return replace(self, source=self.source.seeded(seed))

    def passage(self, epoch: int, first: int, count: int, knobs: Knobs) -> Stream:
        """The whole sentences that hold the positions from `first` on, a piece at most."""
        return self.source.passage(epoch, first, min(count, self.piece), knobs)


def part(corpus: Corpus, vocabulary: Vocabulary, knobs: Knobs) -> Part:
    """As much of the text as can be counted in `PATIENCE` with these knobs."""
    keep = keep_chances(vocabulary.counts, knobs.subsample)
    kept = float(keep @ vocabulary.counts / vocabulary.counts.sum())
    token = _PLACE * knobs.window**2 / max(kept, 1e-3)
    return Part(corpus.source, int(PATIENCE / token), max(1, int(_STEP / token)))


def exact(corpus: Corpus, vocabulary: Vocabulary, knobs: Knobs) -> Iterator[Counting]:
    """Count what the run is expected to be shown; the last step has it."""
    keep = keep_chances(vocabulary.counts, knobs.subsample)
    return counting(part(corpus, vocabulary, knobs), knobs, keep, WORDS)


def flat(corpus: Corpus, vocabulary: Vocabulary, knobs: Knobs) -> Iterator[Counting]:
    """Count every pair within the window once, as a textbook's PMI does; the last step has it."""
    return flat_counting(part(corpus, vocabulary, knobs), knobs, len(vocabulary), FLAT_WORDS)
