"""Whatever files there are to a corpus: the kind is asked for, or told by the names of the files.

A kind of material is one `Intake` in `INTAKES`; everything that is none of these is text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.corpus import store
from engine.corpus.corpus import LIMIT
from engine.corpus.file_names import ending_of
from engine.corpus.genome import sequences
from engine.corpus.graph import files as graph_files
from engine.corpus.zipped import unzipped
from engine.errors import CorpusError, border

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from engine.corpus.corpus import Corpus
    from engine.corpus.text.files import File
    from engine.settings import Reading

    Read = Callable[[Sequence[tuple[str, File]], Reading, int, Callable[[int], None]], Corpus]


@dataclass(frozen=True, slots=True)
class Intake:
    """A kind of material: the `Corpus.kind`, how its files' names end, and what reads them.

    Files that end as `beside` says are text unless they come with one of this kind. `read` takes
    the files, the `Reading`, the most bytes (unpacked) to read, and whom to tell how many were
    read; it raises `CorpusError`.
    """

    kind: str
    endings: tuple[str, ...]
    read: Read
    beside: tuple[str, ...] = ()


def _read_genomes(
    files: Sequence[tuple[str, File]], reading: Reading, limit: int, progress: Callable[[int], None]
) -> Corpus:
    from engine.corpus.genome.dna import read_genomes  # noqa: PLC0415 - what is kept opens without it

    return read_genomes(files, reading, limit, progress)


INTAKES: tuple[Intake, ...] = (
    Intake("graph", graph_files.ENDINGS, graph_files.read_graph, graph_files.BESIDE),
    Intake("genome", sequences.ENDINGS, _read_genomes),
)


def read(
    files: Sequence[tuple[str, File]],
    reading: Reading,
    folder: Path,
    *,
    limit: int = LIMIT,
    quota: int = store.QUOTA,
    progress: Callable[[int], None] | None = None,
) -> Corpus:
    """The corpus of these files, of one kind all; a text is kept in the folder (`store.read`).

    Raises
    ------
    CorpusError
        If the files are of several kinds, or their intake cannot read them.
    """
    with (
        border(", ".join(name for name, _ in files[:3])),
        unzipped(files if reading.material != "text" else (), _is_kind, limit) as inside,
    ):
        found = inside or files
        intake = _intake(found, reading)
        if intake is None:
            return store.read(files, reading, folder, limit=limit, quota=quota, progress=progress)
        return intake.read(found, reading, limit, progress or (lambda _: None))


def _is_kind(name: str) -> bool:
    """Whether a name tells that no text is in the file; in a .zip the others may be anything."""
    endings = {graph_files.LABELS, *(end for one in INTAKES for end in one.endings)}
    return ending_of(name) in endings


def _intake(files: Sequence[tuple[str, File]], reading: Reading) -> Intake | None:
    """Who reads them; None: they are read as text."""
    if reading.material != "auto":
        return next((one for one in INTAKES if one.kind == reading.material), None)
    kinds = {ending_of(name): None for name, _ in files}
    found = [next((one for one in INTAKES if end in one.endings), None) for end in kinds]
    for one in filter(None, found):
        if all(end in (*one.endings, *one.beside) for end in kinds):
            return one
    if len(set(found)) > 1:
        raise CorpusError(
            "{names}: these are files of different kinds; choose those of one kind, or say under"
            " “How it is read” what they are.",
            names=", ".join(name for name, _ in files[:3]),
        )
    return found[0] if found else None
