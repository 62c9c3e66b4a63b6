"""Files to a corpus: unpacked, decoded and read piece by piece, stopped at the limit."""

from __future__ import annotations

import gzip
import io
import os
import zlib
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from engine.corpus.encodings import Decoder
from engine.corpus.text import read_documents
from engine.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from engine.corpus.stream import Corpus
    from engine.settings import Reading

LIMIT = 1 << 30  # bytes of text, unpacked, of all files together
EXTENSIONS = (".txt", ".text", ".md", ".gz")
_PIECE = 1 << 20  # bytes

File: TypeAlias = "BinaryIO | str | os.PathLike[str]"

_MAGIC = (  # what other kinds of file begin with
    (b"\x89PNG\r\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP, DOCX, EPUB"),
    (b"\xd0\xcf\x11\xe0", "DOC, XLS"),
    (b"Rar!\x1a", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\xfd7zXZ", "XZ"),
    (b"\x1f\x8b", "GZIP"),
    (b"\x7fELF", "ELF"),
)


def read_files(
    files: Sequence[tuple[str, File]],
    reading: Reading,
    *,
    limit: int = LIMIT,
    progress: Callable[[int], None] | None = None,
) -> Corpus:
    """The corpus of text files, each a name and an open file or a path; .gz is unpacked.

    `limit` bounds the bytes of text, unpacked, of all files together; `progress` is told the bytes
    read so far, as they lie in the files.

    Raises
    ------
    CorpusError
        If a file is not text, is of another kind, damaged, empty or too large.
    """
    for name, _ in files:
        _check_extension(name)
    intake = _Intake(limit, progress or (lambda _: None))
    corpus = read_documents(
        _title(files), ((n, intake.text(n, file)) for n, file in files), reading
    )
    labels = dict.fromkeys(decoder.encoding.label for decoder in intake.decoders)
    bad = sum(decoder.bad for decoder in intake.decoders)
    facts = replace(corpus.facts, encoding=", ".join(labels), replaced_bytes=bad)
    return replace(corpus, facts=facts)


def _title(files: Sequence[tuple[str, File]]) -> str:
    """The names of the first files and how many there are."""
    names = ", ".join(name for name, _ in files[:3])
    return names if len(files) <= 3 else f"{names} … ({len(files)})"


def _check_extension(name: str) -> None:
    suffixes = [suffix.lower() for suffix in PurePath(name).suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    suffix = suffixes[-1] if suffixes else ""
    kind = suffix[1:].isascii() and suffix[1:].isalnum() and suffix[1:2].isalpha()
    if kind and suffix not in EXTENSIONS and len(suffix) <= 6:
        raise CorpusError(
            "{name}: files that end in {suffix} are not read; {known} are. Save it as plain text "
            "(.txt) and choose that.",
            name=name,
            suffix=suffix,
            known=" ".join(EXTENSIONS),
        )


@dataclass(slots=True)
class _Intake:
    """The files of one reading: what is left of the limit, what was read, how it was decoded."""

    limit: int
    progress: Callable[[int], None]
    read: int = 0
    unpacked: int = 0
    decoders: list[Decoder] = field(default_factory=list)

    def text(self, name: str, file: File) -> Iterator[str]:
        """The text of one file, piece by piece."""
        if isinstance(file, str | os.PathLike):
            with _open(name, Path(file)) as opened:
                yield from self._decoded(name, opened)
        else:
            yield from self._decoded(name, file)

    def _decoded(self, name: str, file: BinaryIO) -> Iterator[str]:
        packed = name.lower().endswith(".gz")
        self._check_size(name, file, packed=packed)
        counted = _Counted(file, self._advance)
        source = gzip.GzipFile(fileobj=counted) if packed else counted
        decoder = Decoder(name)
        self.decoders.append(decoder)
        head = True
        while piece := _next(name, source):
            if head:
                _check_kind(name, piece)
            head = False
            self.unpacked += len(piece)
            self._check_limit(name, self.unpacked)
            yield decoder.decode(piece)
        yield decoder.decode(b"", final=True)

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


class _Counted(io.RawIOBase):
    """A file that tells how many bytes were read from it."""

    def __init__(self, file: BinaryIO, advance: Callable[[int], None]) -> None:
        self._file = file
        self._advance = advance

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most `size`."""
        data = self._file.read(size)
        self._advance(len(data))
        return data


def _open(name: str, path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise CorpusError(
            "{name}: cannot be opened ({reason}). Check the name and choose it again.",
            name=name,
            reason=error.strerror or type(error).__name__,
        ) from None


def _next(name: str, source: gzip.GzipFile | _Counted) -> bytes:
    """The next piece, unpacked; nothing at the end."""
    try:
        return source.read(_PIECE)
    except EOFError:
        raise CorpusError(
            "{name}: ends before it is complete, so a part of it is missing. Copy or download it "
            "again.",
            name=name,
        ) from None
    except gzip.BadGzipFile:
        raise CorpusError(
            "{name}: is called .gz but is not packed by gzip, or is damaged. Give it its true "
            "name, or copy or download it again.",
            name=name,
        ) from None
    except (OSError, zlib.error) as error:
        raise CorpusError(
            "{name}: cannot be read to its end ({reason}). Copy or download it again.",
            name=name,
            reason=str(error),
        ) from None


def _check_kind(name: str, head: bytes) -> None:
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            raise CorpusError(
                "{name}: is not text; it begins as a file of another kind does ({kind}). Choose a "
                "file of plain text.",
                name=name,
                kind=kind,
            )
