"""View of a threshold: every word's chance to be kept, those dropped, and what an epoch keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.theory.subsampling import GOLDEN, chances, fallen, tokens_kept

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.arrays import Counts, Doubles
    from engine.theory.subsampling import Rule, Saving
    from engine.vocabulary import Vocabulary

_DRAWN = 120  # words on the curve
_APART = {True: 0.7, False: 0.3}  # decades of share between two names: where all are kept, else
_NAMED = 10  # words that fall out, by name


@dataclass(frozen=True, slots=True)
class Word:
    """A word's share of the text and its chance to be kept; `rival` by the other rule."""

    name: str
    share: float
    chance: float
    rival: float
    called: bool  # its name stands beside it


@dataclass(frozen=True, slots=True)
class Keeping:
    """The words at a threshold, commonest first, and how much of the text they leave.

    `begins` is the share of the text from which on a word is dropped at times, None if none is;
    `fallen` how many words that are, `named` the commonest of them. `kept` and `rival_kept` are
    shares of the tokens, by the rule chosen and by the other.
    """

    threshold: float
    rule: Rule
    begins: float | None
    words: tuple[Word, ...]
    named: tuple[Word, ...]
    fallen: int
    kept: float
    rival_kept: float


def keeping(vocabulary: Vocabulary, threshold: float, rule: Rule) -> Keeping:
    """What a threshold (0 is off) does to a vocabulary by this rule."""
    counts = vocabulary.counts
    other: Rule = "paper" if rule == "word2vec.c" else "word2vec.c"
    keep, rival = chances(counts, threshold, rule), chances(counts, threshold, other)
    shares, total, out = counts / counts.sum(), float(counts.sum()), fallen(keep)
    drawn = np.unique(np.geomspace(1, len(counts), _DRAWN).astype(np.int64)) - 1
    called = _called(shares[drawn], keep[drawn], drawn)

    def word(place: int) -> Word:
        return Word(
            vocabulary.symbols[place],
            float(shares[place]),
            float(keep[place]),
            float(rival[place]),
            place in called,
        )

    times = GOLDEN if rule == "word2vec.c" else 1.0
    return Keeping(
        threshold=threshold,
        rule=rule,
        begins=times * threshold if threshold else None,
        words=tuple(word(place) for place in drawn.tolist()),
        named=tuple(word(place) for place in out[:_NAMED].tolist()),
        fallen=len(out),
        kept=tokens_kept(counts, keep) / total,
        rival_kept=tokens_kept(counts, rival) / total,
    )


def _called(shares: Doubles, keep: Doubles, places: Counts) -> set[int]:
    """The places whose names have room beside them, from the commonest on."""
    found, last = set(), np.inf
    for share, chance, place in zip(shares, keep, places.tolist(), strict=True):
        if np.log10(last / share) >= _APART[bool(chance >= 1)]:
            found.add(place)
            last = share
    return found


def found_at(found: Iterable[Saving], threshold: float) -> Saving | None:
    """The saving at that threshold, if it is counted."""
    return next((one for one in found if one.threshold == threshold), None)
