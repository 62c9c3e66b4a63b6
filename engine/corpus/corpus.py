"""The one shape every material reaches the trainer in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, Protocol

from engine.settings import Knobs, Recipe

if TYPE_CHECKING:
    from engine.arrays import Counts, Ids, Offsets
    from engine.corpus.genome.genome import Genome
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
        """Raw tokens in one epoch, with the knobs as they are at first."""

    def length(self, knobs: Knobs) -> int:
        """Raw tokens in one epoch with these knobs."""

    def passage(self, epoch: int, first: int, count: int, knobs: Knobs) -> Stream:
        """The whole sentences that hold the raw positions ``first … first + count - 1``."""

    def seeded(self, seed: int) -> Source:
        """The same for a model of that seed: a graph is walked otherwise, a text stays as it is."""


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
    scripts: dict[str, int] = field(default_factory=dict)  # letters of each in a sample, most first
    cut_by: dict[str, str] = field(default_factory=dict)  # what cut a script without spaces
    control_characters: int = 0  # stray ones read as spaces
    replaced_bytes: int = 0  # stray ones that the encoding does not know, read as spaces
    column: str = ""  # of a table, that was read
    columns: tuple[str, ...] = ()  # that tables have
    skipped_rows: int = 0  # of tables, without that column
    skipped_files: tuple[str, ...] = ()  # in a .zip, that are no texts
    synthetic: bool = False
    edges: int = 0  # of a graph
    isolated_nodes: int = 0  # without an edge, left out
    loops: int = 0  # edges of a node to itself, left out

    @property
    def cut_share(self) -> float:
        """The share of letters, 0 … 1, that are of scripts whose words had to be found."""
        found = sum(count for name, count in self.scripts.items() if name in self.cut_by)
        return found / max(1, sum(self.scripts.values()))


@dataclass(frozen=True, slots=True)
class Corpus:
    """What an intake returns: never empty, most frequent symbol first.

    `documents` (names, first raw position) says where each document starts; `groups` names the
    groups a symbol was planted or labelled in; `questions` are analogies known to hold;
    `facts` are what the reader noticed (encoding, sentences, …), by name; `kind` says what it was
    before it became tokens: settings name the kinds that they concern (`Range.of`).
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
    kind: Literal["text", "graph", "genome"] = "text"
    genome: Genome | None = None  # what is known of sequences, if it was made of them
    key: str = ""  # its name in the store (`store.find`), if it is kept there

    def seeded(self, seed: int) -> Corpus:
        """The corpus as a model of that seed reads it; itself, if that changes nothing."""
        source = self.source.seeded(seed)
        return self if source is self.source else replace(self, source=source)
