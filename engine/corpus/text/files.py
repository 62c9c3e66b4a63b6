"""Files to a corpus: unpacked, decoded and read piece by piece, stopped at the limit."""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import IO, TYPE_CHECKING, Any, BinaryIO, TypeAlias, cast

from engine import process_limits
from engine.corpus.corpus import LIMIT
from engine.corpus.encodings import Decoder
from engine.corpus.file_names import kind_of, packing_of
from engine.corpus.packing import Counted, Readable, members, next_piece, opened, unpacked
from engine.corpus.text.delimited import Table
from engine.corpus.text.text import read_documents
from engine.errors import CorpusError, border, reason_of
from engine.settings import Reading

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path
    from zipfile import ZipFile, ZipInfo

    from engine.corpus.corpus import Corpus

File: TypeAlias = "BinaryIO | str | os.PathLike[str]"
Document: TypeAlias = "tuple[str, Iterator[str]]"

SHARE = 3  # bytes of memory that a byte of text may cost
_MAGIC = (  # what other kinds of file begin with
    (b"\x89PNG\r\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP, DOCX, XLSX"),
    (b"\xd0\xcf\x11\xe0", "DOC, XLS"),
    (b"Rar!\x1a", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\xfd7zXZ", "XZ"),
    (b"\x1f\x8b", "GZIP"),
    (b"BZh", "BZIP2"),
    (b"\x7fELF", "ELF"),
)


def read_files(
    files: Sequence[tuple[str, File]],
    reading: Reading,
    *,
    limit: int = LIMIT,
    progress: Callable[[int], None] | None = None,
    folder: Path | None = None,
) -> Corpus:
    """The corpus of files, each a name and an open file or a path; the name tells the kind.

    Texts (.txt, .text, .md or no extension), one column of tables (.csv, .tsv, .jsonl), each of
    them also packed (.gz, .bz2, .xz), and the texts and tables in a .zip, each a document.

    `limit` bounds the bytes of text, unpacked, of all files together; `progress` is told the bytes
    read so far, as they lie in the files; tokens are written to a `folder` if there is one.

    Raises
    ------
    CorpusError
        If a file is not text, is of another kind, damaged, empty or too large.
    OSError
        If the disk is full and a `folder` was given; else that is a `CorpusError` as well.
    """
    for name, _ in files:
        kind_of(name)
    intake = _Reader(limit, progress or (lambda _: None), reading)
    name = title([name for name, _ in files])
    try:
        corpus = read_documents(name, intake.documents(files), reading, folder=folder)
    except OSError as error:
        if folder is not None:
            raise
        raise CorpusError(
            "{name}: there is no room for it on the disk of this machine ({reason}). Make room, or"
            " choose a part of it.",
            name=name,
            reason=reason_of(error),
        ) from None
    return replace(corpus, facts=replace(corpus.facts, **intake.facts()))


def whole(
    files: Sequence[tuple[str, File]], limit: int, progress: Callable[[int], None]
) -> Iterator[tuple[str, bytes]]:
    """Each file's name and all its bytes, unpacked as the name tells; raises as `read_files`."""
    intake = _Reader(limit, progress, Reading())
    for name, ready in intake.opened(files):
        yield name, intake.content(name, ready)


def title(names: Sequence[str]) -> str:
    """The names of the first files and how many there are."""
    first = ", ".join(names[:3])
    return first if len(names) <= 3 else f"{first} … ({len(names)})"


@dataclass(slots=True)
class _Reader:
    """The files of one reading: what is left of the limit, what was read, what was noticed."""

    limit: int
    progress: Callable[[int], None]
    reading: Reading
    read: int = 0
    unpacked: int = 0
    decoders: list[Decoder] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    def documents(self, files: Iterable[tuple[str, File]]) -> Iterator[Document]:
        """The texts of all files, each with its name; one is open at a time."""
        for name, ready in self.opened(files):
            yield from self._of_file(name, ready)

    def opened(self, files: Iterable[tuple[str, File]]) -> Iterator[tuple[str, BinaryIO]]:
        """The files, of which one is open at a time."""
        for name, file in files:
            with opened(name, file) as ready:
                yield name, ready

    def content(self, name: str, file: BinaryIO) -> bytes:
        """All bytes of a file, unpacked."""
        packing = packing_of(name)
        self._check_size(name, file, packed=bool(packing))
        counted = cast("BinaryIO", Counted(file, self._advance))
        return b"".join(self._pieces(name, unpacked(counted, packing), packing))

    def facts(self) -> dict[str, Any]:
        """What was noticed, by the names of `Facts`."""
        columns = [column for table in self.tables for column in table.columns]
        return {
            "encoding": ", ".join(dict.fromkeys(d.encoding.label for d in self.decoders)),
            "replaced_bytes": sum(decoder.bad for decoder in self.decoders),
            "column": ", ".join(dict.fromkeys(table.column for table in self.tables)),
            "columns": tuple(dict.fromkeys(columns)),
            "skipped_rows": sum(table.left_out for table in self.tables),
            "skipped_files": tuple(self.skipped),
        }

    def _of_file(self, name: str, file: BinaryIO) -> Iterator[Document]:
        packing, inside = kind_of(name)
        counted = cast("BinaryIO", Counted(file, self._advance))
        self._check_size(name, file, packed=bool(packing) or inside == ".zip")
        if inside == ".zip":
            yield from self._of_zip(name, counted)
        else:
            yield name, self._text(name, name, counted)

    def _of_zip(self, name: str, file: BinaryIO) -> Iterator[Document]:
        archive, texts, others = members(name, file)
        self.skipped += others
        for text in texts:
            label = f"{name}/{text.name}"
            with _unlocked(label, archive, text.info) as ready:
                pieces = self._text(label, text.name, ready)
                begun = _begun(pieces)
                if begun is None:
                    self.skipped.append(text.name)
                else:
                    yield label, begun

    def _text(self, label: str, name: str, file: IO[bytes]) -> Iterator[str]:
        """The text of one file, of a table only the column, piece by piece."""
        packing, inside = kind_of(name)
        pieces = self._decoded(label, unpacked(file, packing), packing)
        if not inside:
            return pieces
        table = Table(label, inside, self.reading.column)
        self.tables.append(table)
        return table.text(pieces)

    def _decoded(self, name: str, source: Readable, packing: str) -> Iterator[str]:
        decoder = Decoder(name)
        self.decoders.append(decoder)
        for piece in self._pieces(name, source, packing):
            yield decoder.decode(piece)
        yield decoder.decode(b"", final=True)

    def _pieces(self, name: str, source: Readable, packing: str) -> Iterator[bytes]:
        first = True
        while piece := next_piece(name, source, packing if first else ""):
            if first:
                _check_kind(name, piece)
            first = False
            self.unpacked += len(piece)
            process_limits.allow(SHARE * len(piece))
            self._check_limit(name, self.unpacked)
            yield piece

    def _advance(self, count: int) -> None:
        self.read += count
        self.progress(self.read)

    def _check_size(self, name: str, file: BinaryIO, *, packed: bool) -> None:
        """Refuse at once what is known to be too large; what is packed shows while it is read."""
        if file.seekable():
            size = file.seek(0, io.SEEK_END)
            file.seek(0)
            self._check_limit(name, 0 if packed else self.unpacked + size)

    def _check_limit(self, name: str, size: int) -> None:
        if size > self.limit:
            raise CorpusError(
                "{name}: with it the text grows beyond {limit}, the most that is read at once. "
                "Choose a part of it.",
                name=name,
                limit=_bytes(self.limit),
            )


def _bytes(count: int) -> str:
    return f"{count >> 20:,} MB" if count >= 1 << 20 else f"{count:,} bytes"


def _begun(pieces: Iterator[str]) -> Iterator[str] | None:
    """The same pieces; nothing if all of them are blank."""
    for piece in pieces:
        if piece and not piece.isspace():
            return chain([piece], pieces)
    return None


def _unlocked(name: str, archive: ZipFile, info: ZipInfo) -> IO[bytes]:
    with border(name):
        return archive.open(info)


def _check_kind(name: str, head: bytes) -> None:
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            raise CorpusError(
                "{name}: is not text; it begins as a file of another kind does ({kind}). Choose a "
                "file of plain text.",
                name=name,
                kind=kind,
            )
