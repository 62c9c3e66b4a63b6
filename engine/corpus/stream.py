"""The one shape every material reaches the trainer in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from engine.settings import Knobs, Recipe

if TYPE_CHECKING:
    from engine.arrays import Counts, Ids, Offsets
    from engine.corpus.symbols import Symbols

LIMIT = 1 << 30  # bytes of text, unpacked, of one corpus
SENTENCE_LIMIT = 10_000  # tokens; longer sentences are cut, nothing is dropped


@dataclass(frozen=True, slots=True)
class Stream:
    """Whole sentences, packed: sentence i is ``ids[offsets[i]:offsets[i + 1]]``.

    `ids` (n,) are frequency ranks over all types of the corpus; `first` is the raw position of
    ``ids[0]`` in the whole stream, from which every random draw is keyed.
    """

    ids: Ids
    offsets: Offsets
    first: int = 0


class Source(Protocol):
    """Where sentences come from; both answers are functions of the arguments alone."""

    @property
    def size(self) -> int:
        """Raw tokens in one epoch."""

    def passage(self, epoch: int, first: int, count: int, knobs: Knobs) -> Stream:
        """The whole sentences that hold the raw positions ``first … first + count - 1``."""


@dataclass(frozen=True, slots=True)
class Question:
    """``a is to b as c is to d``, in a named section."""

    section: str
    a: str
    b: str
    c: str
    d: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """The settings a corpus is known to do well with."""

    recipe: Recipe = field(default_factory=Recipe)
    knobs: Knobs = field(default_factory=Knobs)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the reader noticed, for the health card."""

    sentences: int = 0
    encoding: str = ""
    ends: str = ""  # where sentences ended: line or punctuation
    han_share: float = 0.0  # share of Han characters among letters, 0 … 1
    control_characters: int = 0  # stray ones read as spaces
    replaced_bytes: int = 0  # stray ones that the encoding does not know, read as spaces
    column: str = ""  # of a table, that was read
    columns: tuple[str, ...] = ()  # that tables have
    skipped_rows: int = 0  # of tables, without that column
    skipped_files: tuple[str, ...] = ()  # in a .zip, that are no texts
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Corpus:
    """What an intake returns: never empty, most frequent symbol first.

    `documents` (names, first raw position) says where each document starts; `groups` names the
    groups a symbol was planted or labelled in; `questions` are analogies known to hold;
    `facts` are what the reader noticed (encoding, sentences, …), by name.
    """

    name: str
    symbols: tuple[str, ...] | Symbols
    counts: Counts
    source: Source
    documents: tuple[tuple[str, int], ...] = ()
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    suggested: Suggested = field(default_factory=Suggested)
    facts: Facts = field(default_factory=Facts)
