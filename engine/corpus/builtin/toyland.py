"""Toyland: a small language made up so that its analogies hold, and are known to.

Every word of a class has two latent features: its form (male or female, past or present …) and
its identity (which king or queen, which verb …). Each feature has clues of its own, no two share
one, and a sentence holds clues of both around the word. So P(context | word) is a product over the
features, the PMI is their sum, and differences of vectors along one feature are parallel.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np

from engine.corpus.builtin import toyland_words as words
from engine.corpus.corpus import Corpus, Facts, Question, Suggested
from engine.corpus.tokens import Tokens
from engine.errors import phrase
from engine.settings import Knobs, Recipe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.random import Generator

    from engine.arrays import Doubles, Ids, Offsets

INSERTED = 0.30  # chance of a function word before a word
STRAY = 0.05  # chance of a nonsense word before a word
TAIL = 600  # nonsense words
EXPLICIT = 0.15  # of the sentences on places: "… france capital paris …"
TOPIC_SHARE = 0.13  # of the sentences
SUGGESTED = Suggested(
    Recipe(dimensions=32, min_count=1),
    Knobs(window=5, negatives=5, subsample=1e-3, noise_exponent=0.75, learning_rate=0.05, epochs=5),
)
_SLOTS = 6  # words of a sentence before function words are put in; some sentences have 5


@dataclass(frozen=True, slots=True)
class _Family:
    """One class of words: rows are identities, columns are forms."""

    name: str
    share: float  # of the sentences
    lines: str
    clues: str
    groups: tuple[str, ...]  # the label of each form
    sections: tuple[str, ...]  # the analogy from the first form to each other form


_FAMILIES = (
    _Family(
        phrase("person"),
        0.20,
        words.PEOPLE,
        words.GENDERS,
        ("male", "female"),
        (phrase("gender"),),
    ),
    _Family(
        phrase("place"),
        0.20,
        words.PLACES,
        words.LEVELS,
        ("country", "capital"),
        (phrase("capitals"),),
    ),
    _Family(
        phrase("verb"),
        0.20,
        words.VERBS,
        words.TENSES,
        ("base form", "past tense", "present participle"),
        (phrase("past tense"), phrase("present participle")),
    ),
    _Family(
        phrase("adjective"),
        0.15,
        words.ADJECTIVES,
        words.DEGREES,
        ("positive", "comparative", "superlative"),
        (phrase("comparative"), phrase("superlative")),
    ),
    _Family(
        phrase("noun"),
        0.12,
        words.NOUNS,
        words.NUMBERS,
        ("singular", "plural"),
        (phrase("plural"),),
    ),
)


@dataclass(slots=True)
class _Lexicon:
    """Words numbered as they come, each in its groups."""

    symbols: list[str] = field(default_factory=list)
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def add(self, names: str | list[str], *groups: str) -> Ids:
        """The numbers of new words."""
        start = len(self.symbols)
        self.symbols.extend(names.split() if isinstance(names, str) else names)
        if groups:
            self.groups.update(dict.fromkeys(self.symbols[start:], groups))
        return np.arange(start, len(self.symbols), dtype=np.int32)


def toyland(tokens: int = 120_000, seed: int = 1, sharp: float = 0.85) -> Corpus:
    """The made-up corpus; the same arguments give the same tokens.

    `sharp` is the chance that a place for a clue holds one instead of a function word: the lower
    it is, and the fewer tokens there are, the harder are the analogies.
    """
    writer = _Writer(np.random.Generator(np.random.PCG64(seed)), sharp, _Lexicon())
    ids, offsets = writer.text(tokens)
    return _corpus(writer.lexicon, ids, offsets)


@dataclass(slots=True)
class _Writer:
    """Sentences of every class, many at a time, as arrays of word numbers; −1 is no word."""

    random: Generator
    sharp: float
    lexicon: _Lexicon
    function: Ids = field(init=False)
    tail: Ids = field(init=False)

    def __post_init__(self) -> None:
        self.function = self.lexicon.add(words.FUNCTION, phrase("function word"))
        self.tail = self.lexicon.add(_nonsense(TAIL), phrase("nonsense"))

    def text(self, tokens: int) -> tuple[Ids, Offsets]:
        """The ids (tokens,) of a text with its sentence offsets."""
        count = tokens // 5 + 1  # a sentence has at least five words
        kinds = [*_FAMILIES, None]
        shares = [*(family.share for family in _FAMILIES), TOPIC_SHARE]
        kind = self.random.choice(len(kinds), count, p=shares)
        slots = np.full((count, _SLOTS), -1, np.int32)
        for number, family in enumerate(kinds):
            rows = np.flatnonzero(kind == number)
            slots[rows] = self._topics(len(rows)) if family is None else self._family(family, rows)
        return _pack(self._mixed(slots), tokens)

    def _family(self, family: _Family, rows: Offsets) -> Ids:
        """Sentences (rows, slots): clues of form and identity, WORD, clues of both again."""
        table, clues = self._table(family)
        forms = np.array([self.lexicon.add(line) for line in _lines(family.clues)])
        count = len(rows)
        identity = self.random.integers(len(table), size=count)
        form = self.random.integers(table.shape[1], size=count)
        slots = np.empty((count, _SLOTS), np.int32)
        slots[:, 2] = table[identity, form]
        for column, lexicon, feature in (
            (0, forms, form),
            (1, clues, identity),
            (3, forms, form),
            (4, clues, identity),
            (5, forms, form),
        ):
            clue = lexicon[feature, self.random.integers(lexicon.shape[1], size=count)]
            slots[:, column] = self._blurred(clue)
        slots[self.random.random(count) < 0.5, 5] = -1
        if family.name == "place":
            self._say(slots, table[identity])
        return slots

    def _say(self, slots: Ids, places: Ids) -> None:
        """Some of the sentences on places (rows, 2) say "france capital paris" outright."""
        said = np.flatnonzero(self.random.random(len(slots)) < EXPLICIT)
        clue = slots[said, 4]
        slots[said] = -1
        slots[said, 0] = slots[said, 4] = clue
        slots[said, 1], slots[said, 3] = places[said, 0], places[said, 1]
        slots[said, 2] = self.lexicon.add("capital")

    def _table(self, family: _Family) -> tuple[Ids, Ids]:
        """Words (identity, form) and clues (identity, clue)."""
        table, clues = [], []
        for line in _lines(family.lines):
            forms, hints = line.split(":")
            pairs = zip(forms.split(), family.groups, strict=True)
            table.append([self.lexicon.add(word, family.name, label)[0] for word, label in pairs])
            clues.append(self.lexicon.add(hints))
        return np.array(table), np.array(clues)

    def _blurred(self, clues: Ids) -> Ids:
        """The clues, some replaced by function words."""
        blunt = self.random.random(len(clues)) >= self.sharp
        return np.where(blunt, self._zipf(self.function, len(clues), 1.05), clues)

    def _topics(self, count: int) -> Ids:
        """Sentences (count, slots): five words on a topic and a nonsense word that goes with it."""
        lines = [line.split(":") for line in _lines(words.TOPICS)]
        topics = np.array(
            [self.lexicon.add(names, phrase("topic"), topic) for topic, names in lines]
        )
        topic = self.random.integers(len(topics), size=count)
        chosen = self.random.integers(topics.shape[1], size=(count, _SLOTS))
        slots = topics[topic[:, None], chosen]
        for column in range(_SLOTS - 1):
            slots[:, column] = self._blurred(slots[:, column])
        share = self.tail[: len(topics) * (TAIL // len(topics))].reshape(-1, len(topics)).T
        slots[:, -1] = share[topic, self._zipf(np.arange(share.shape[1], dtype=np.int32), count)]
        return slots

    def _mixed(self, slots: Ids) -> Ids:
        """The sentences with function words and stray nonsense put between their words."""
        shape = slots.shape
        before = self._zipf(self.function, slots.size, 1.05).reshape(shape)
        stray = self._zipf(self.tail, slots.size).reshape(shape)
        before[self.random.random(shape) >= INSERTED] = -1
        stray[self.random.random(shape) >= STRAY] = -1
        mixed = np.stack([before, stray, slots], axis=2)
        mixed[slots < 0] = -1
        return mixed.reshape(len(slots), -1)

    def _zipf(self, lexicon: Ids, count: int, exponent: float = 1.0) -> Ids:
        """`count` draws, the r-th word with a chance in proportion to r to the −`exponent`."""
        weights: Doubles = np.arange(1, len(lexicon) + 1, dtype=np.float64) ** -exponent
        ladder = np.cumsum(weights / weights.sum())
        drawn = np.searchsorted(ladder, self.random.random(count), side="right")
        return lexicon[np.minimum(drawn, len(lexicon) - 1)]


def _lines(text: str) -> list[str]:
    return text.strip().splitlines()


def _nonsense(count: int) -> list[str]:
    """Words such as "bakodu", far apart in the order of all of them."""
    consonants, vowels = "bdfgklmnprstvz", "aeiou"
    syllables = [first + second for first in consonants for second in vowels]
    size = len(syllables)
    numbers = (number * 104_729 % size**3 for number in range(1, count + 1))  # a prime
    return [
        syllables[n // size**2] + syllables[n // size % size] + syllables[n % size] for n in numbers
    ]


def _pack(mixed: Ids, tokens: int) -> tuple[Ids, Offsets]:
    """The first `tokens` words, with the offsets of their sentences."""
    present = mixed >= 0
    ids = mixed[present][:tokens]
    offsets = np.concatenate([[0], np.cumsum(present.sum(axis=1))])
    whole = offsets[: np.searchsorted(offsets, len(ids))]
    return ids, np.append(whole, len(ids)).astype(np.int64)


def _corpus(lexicon: _Lexicon, ids: Ids, offsets: Offsets) -> Corpus:
    counts = np.bincount(ids, minlength=len(lexicon.symbols))
    order = np.lexsort((np.array(lexicon.symbols), -counts))[: np.count_nonzero(counts)]
    ranks = np.zeros(len(counts), np.int32)
    ranks[order] = np.arange(len(order))
    symbols = tuple(lexicon.symbols[i] for i in order)
    seen = set(symbols)
    return Corpus(
        name="Toyland",
        symbols=symbols,
        counts=counts[order].astype(np.int64),
        source=Tokens(ranks[ids], offsets),
        documents=(("Toyland", 0),),
        groups={word: groups for word, groups in lexicon.groups.items() if word in seen},
        questions=tuple(q for q in _questions() if seen.issuperset((q.a, q.b, q.c, q.d))),
        suggested=SUGGESTED,
        facts=Facts(sentences=len(offsets) - 1, ends="line", synthetic=True),
    )


def _questions() -> Iterator[Question]:
    """Every ordered pair of identities, from the first form to each other form."""
    for family in _FAMILIES:
        rows = [line.split(":")[0].split() for line in _lines(family.lines)]
        for form, section in enumerate(family.sections, start=1):
            for one, other in permutations(rows, 2):
                yield Question(section, one[0], one[form], other[0], other[form])
