"""Sequences of DNA or protein to a corpus: cut into k-mers, which are counted and ranked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from engine.corpus.corpus import Corpus, Facts, Suggested
from engine.corpus.genome.genome import Genome
from engine.corpus.genome.kmers import Rule, cut, ranked, rule_of, spelled
from engine.corpus.genome.molecules import Molecule, small, tell, unknown
from engine.corpus.genome.sequences import records
from engine.corpus.text.files import title, whole
from engine.corpus.tokens import Tokens
from engine.errors import CorpusError
from engine.settings import Knobs, Recipe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from engine.arrays import Bytes, Counts, Offsets
    from engine.corpus.genome.sequences import Record
    from engine.corpus.text.files import File
    from engine.settings import Reading

LIMIT: Final = 1 << 28  # letters: any one human chromosome
RECORDS: Final = 5_000_000  # some 250 bytes each, beside their letters
_PIECE: Final = 1 << 20  # letters
_SEEN, _FEWEST, _MOST = 1_200_000, 3, 20  # tokens a small genome is gone over; epochs
_SMALL, _LARGE = 50_000, 500_000  # tokens


def read_genomes(
    files: Sequence[tuple[str, File]],
    reading: Reading,
    limit: int,
    progress: Callable[[int], None],
) -> Corpus:
    """The corpus of files of sequences (FASTA, FASTQ, GenBank), each record a document.

    Raises
    ------
    CorpusError
        If a file cannot be read, is no such file, or none of its letters are known.
    """
    draft = Draft(reading)
    name = title([name for name, _ in files])
    for place, content in whole(files, min(limit, LIMIT), progress):
        draft.add(place, records(place, content))
        del content  # it would be held while the corpus is made
    return draft.corpus(name)


class Draft:
    """Records as they are met: their names, where they begin, and their letters as bytes."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._names: dict[str, int] = {}  # how often a name was met
        self._titles: list[str] = []
        self._parts: list[bytes] = []
        self._tally = np.zeros(256, np.int64)
        self._molecule: Molecule | None = None

    def add(self, name: str, found: Iterable[Record]) -> None:
        """Take in the records of one file; raises `CorpusError` as `read_genomes` does."""
        begun = len(self._parts)
        for record in found:
            if len(self._titles) == RECORDS:
                raise CorpusError(
                    "{name}: has more than {limit} sequences, the most that are read at once."
                    " Choose a part of them.",
                    name=name,
                    limit=f"{RECORDS:,}",
                )
            self._titles.append(self._unlike(record.name))
            self._parts.append(record.letters)
        tally = _tally(self._parts[begun:])
        if not tally.any():
            raise CorpusError(
                "{name}: holds {records} records but no letter of a sequence. Choose a file that"
                " has the sequences too.",
                name=name,
                records=f"{len(self._parts) - begun:,}",
            )
        molecule = tell(name, tally, self._reading.molecule)
        if self._molecule is not None and self._molecule is not molecule:
            raise CorpusError(
                "{name}: one of these files holds DNA and another proteins. Choose files of one"
                " kind, or say under “How it is read” which they are.",
                name=name,
            )
        self._molecule = molecule
        self._tally += tally

    def _unlike(self, name: str) -> str:
        """The name, with a number if a record before it has the same."""
        self._names[name] = times = self._names.get(name, 0) + 1
        return name if times == 1 else f"{name} ({times})"

    def corpus(self, name: str) -> Corpus:
        """The corpus of what was taken in; raises `CorpusError` if no k-mer is in it."""
        molecule = self._molecule
        assert molecule is not None
        rule = rule_of(self._reading, molecule)
        edges = np.cumsum([0, *map(len, self._parts)], dtype=np.int64)
        codes, ends, starts = cut(self._numbers(molecule, edges), edges, rule)
        genome = self._genome(molecule, rule)
        if not len(codes):
            raise _nothing(name, genome)
        found, counts, ids = ranked(codes, rule)
        return Corpus(
            name=name,
            symbols=spelled(found, rule),
            counts=counts,
            source=Tokens(ids, np.concatenate([np.zeros(1, np.int64), ends])),
            documents=tuple(zip(self._titles, starts.tolist(), strict=True)),
            suggested=_suggested(len(ids)),
            facts=Facts(sentences=len(ends)),
            kind="genome",
            genome=genome,
        )

    def _numbers(self, molecule: Molecule, edges: Offsets) -> Bytes:
        """All letters as the numbers that they have in a molecule; their bytes are let go."""
        letters, table = np.empty(edges[-1], np.uint8), molecule.table.tobytes()
        for place in reversed(range(len(self._parts))):
            part, begin = self._parts.pop(), int(edges[place])
            for piece in _pieces(part):
                letters[begin : begin + len(piece)] = np.frombuffer(
                    piece.translate(table), np.uint8
                )
                begin += len(piece)
        return letters

    def _genome(self, molecule: Molecule, rule: Rule) -> Genome:
        return Genome(
            molecule=molecule.kind,
            lengths=tuple(range(rule.shortest, rule.longest + 1)),
            stride=rule.stride,
            strands=rule.strands,
            records=len(self._titles),
            letters=int(self._tally.sum()),
            unknown=unknown(self._tally, molecule),
            masked=small(self._tally),
            renamed=len(self._titles) - len(self._names),
        )


def _tally(parts: list[bytes]) -> Counts:
    """How often each byte stands in them, (256,)."""
    pieces = (np.frombuffer(piece, np.uint8) for part in parts for piece in _pieces(part))
    return sum((np.bincount(one, minlength=256) for one in pieces), np.zeros(256, np.int64))


def _pieces(part: bytes) -> Iterator[bytes]:
    """A record a piece at a time: NumPy counts in integers that are eight times as long."""
    return (part[first : first + _PIECE] for first in range(0, len(part), _PIECE))


def _nothing(name: str, genome: Genome) -> CorpusError:
    return CorpusError(
        "{name}: has nowhere {length} known letters in a row; of its {letters} letters {unknown}"
        " are N or other codes that stand for several. Choose another file, or shorter k-mers.",
        name=name,
        length=genome.lengths[0],
        letters=f"{genome.letters:,}",
        unknown=f"{sum(count for _, count in genome.unknown):,}",
    )


def _suggested(tokens: int) -> Suggested:
    """Settings for so many k-mers: window 5, no subsampling, few passes (docs/theory.md §10).

    K-mers say little of each other, so a small model that goes on learns chance by heart: on the
    toy genome ρ of cosine and GC content fell from .7 after 5 passes to .15 after 17.
    """
    epochs = min(_MOST, max(_FEWEST, round(_SEEN / max(tokens, 1))))
    return Suggested(
        Recipe(dimensions=32 if tokens < _LARGE else 50, min_count=1 if tokens < _SMALL else 5),
        Knobs(window=5, subsample=0.0, learning_rate=0.05, epochs=epochs),
    )
