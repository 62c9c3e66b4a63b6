"""Packed files: streams of .gz, .bz2 and .xz, and the texts in a .zip."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import re
import zipfile
from contextlib import nullcontext
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, NamedTuple, Protocol

from engine.corpus.file_names import is_text
from engine.errors import DAMAGED, CorpusError, border, phrase, reason_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from engine.corpus.text.files import File

DIRECTORY_LIMIT = 1 << 24  # bytes of the list of files in a .zip: some hundred thousand files
_XZ_MEMORY = 1 << 28  # bytes an .xz may ask for; "xz -9" asks for a quarter of it
_CHUNK, _PIECE = 1 << 16, 1 << 20  # bytes
_READ_FROM_ZIP = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2}
_LOCKED, _NAMED_IN_UTF8 = 0x1, 0x800  # flags of a file in a .zip

_END, _WIDE_END, _WIDE_PLACE = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"  # of a .zip
_END_SIZE, _WIDE_SIZE = 22, 76  # bytes; the wide end and where it is lie before the end
_NOT_PACKED = phrase(
    "{name}: is called {packing} but is not packed so, or is damaged. Give it its true name, or"
    " copy or download it again."
)
_NO_ZIP = phrase(
    "{name}: is called .zip but is not one, or is damaged. Give it its true name, or copy"
    " or download it again."
)


class Readable(Protocol):
    """What bytes can be read from, a piece at a time."""

    def read(self, size: int = ..., /) -> bytes:
        """The next bytes, at most `size`; none at the end."""


class Counted(io.RawIOBase):
    """A file that tells how many bytes were read from it."""

    def __init__(self, file: BinaryIO, advance: Callable[[int], None]) -> None:
        self._file = file
        self._advance = advance

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most `size`."""
        data = self._file.read(size)
        self._advance(len(data))
        return data

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place; raises `OSError` if there is none such."""
        try:
            return self._file.seek(offset, whence)
        except ValueError as error:  # a damaged .zip leads before the beginning
            raise OSError(str(error)) from None

    def tell(self) -> int:
        """The place."""
        return self._file.tell()

    def seekable(self) -> bool:
        """Whether the file can be read at any place."""
        return self._file.seekable()


def opened(name: str, file: File) -> AbstractContextManager[BinaryIO]:
    """A file to be read, closed at the end if it was opened here.

    Raises
    ------
    CorpusError
        If it cannot be opened.
    """
    if not isinstance(file, str | os.PathLike):
        return nullcontext(file)
    try:
        return Path(file).open("rb")
    except (OSError, ValueError) as error:  # a name with a NUL
        raise CorpusError(
            "{name}: cannot be opened ({reason}). Check the name and choose it again.",
            name=name,
            reason=reason_of(error),
        ) from None


def unpacked(file: IO[bytes], packing: str) -> Readable:
    """The bytes that a file of this extension (.gz, .bz2, .xz or none) holds."""
    if packing == ".gz":
        return gzip.GzipFile(fileobj=file, mode="rb")
    if packing == ".bz2":
        return bz2.BZ2File(file)
    return _Xz(file) if packing == ".xz" else file


def next_piece(name: str, source: Readable, packing: str = "") -> bytes:
    """The next piece, unpacked; nothing at the end. `packing` is given for the first."""
    with border(name, _NOT_PACKED if packing else DAMAGED, packing=packing):
        try:
            return source.read(_PIECE)
        except EOFError:
            raise CorpusError(
                "{name}: ends before it is complete, so a part of it is missing. Copy or download"
                " it again.",
                name=name,
            ) from None


class _Xz:
    """An .xz as `lzma.LZMAFile` reads it, but the memory it may ask for is bounded."""

    def __init__(self, file: Readable) -> None:
        self._file = file
        self._unpacker = self._new()

    @staticmethod
    def _new() -> lzma.LZMADecompressor:
        return lzma.LZMADecompressor(memlimit=_XZ_MEMORY)

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes; raises `EOFError` if the file ends too early."""
        while True:
            packed = b""
            if self._unpacker.eof:
                packed = self._unpacker.unused_data or self._file.read(_CHUNK)
                packed = packed.lstrip(b"\0")  # may pad a stream
                if not packed:
                    return b""
                self._unpacker = self._new()
            elif self._unpacker.needs_input:
                packed = self._file.read(_CHUNK)
                if not packed:
                    raise EOFError
            if data := self._unpacked(packed, size):
                return data

    def _unpacked(self, packed: bytes, size: int) -> bytes:
        try:
            return self._unpacker.decompress(packed, size)
        except lzma.LZMAError as error:  # as the other unpackers have it
            raise OSError(str(error)) from None


class Member(NamedTuple):
    """A text in a .zip, by a name that is only ever shown."""

    name: str
    info: zipfile.ZipInfo


def members(name: str, file: BinaryIO) -> tuple[zipfile.ZipFile, list[Member], list[str]]:
    """A .zip, the texts in it, and the names of other files that it holds; see `chosen`.

    Raises
    ------
    CorpusError
        If it is no .zip, holds no text, or one that is locked.
    """
    archive, texts, others = chosen(name, file, is_text)
    if not texts:
        raise CorpusError(
            "{name}: holds no text that can be read, but {others} other files. Choose a .zip with"
            " .txt, .md, .csv, .tsv or .jsonl in it.",
            name=name,
            others=f"{len(others):,}",
        )
    return archive, texts, others


def chosen(
    name: str, file: BinaryIO, wanted: Callable[[str], bool]
) -> tuple[zipfile.ZipFile, list[Member], list[str]]:
    """A .zip, the files in it whose names are wanted, and the names of the others.

    Folders and what systems hide beside the files are not spoken of; files whose names lead out of
    the folder they would be unpacked in are left to the others.

    Raises
    ------
    CorpusError
        If it is no .zip, or a file that is wanted is locked.
    """
    archive = _archive(name, file)
    found: list[Member] = []
    others: list[str] = []
    for info in archive.infolist():
        shown = _shown(info)
        if shown.endswith("/") or _is_hidden(shown):
            continue
        if not info.file_size or not wanted(shown) or _leads_out(shown):
            others.append(shown)
        elif info.flag_bits & _LOCKED:
            raise CorpusError(
                "{name}: is locked with a password ({member}). Unpack it and choose the texts.",
                name=name,
                member=shown,
            )
        elif info.compress_type in _READ_FROM_ZIP:
            found.append(Member(shown, info))
        else:
            others.append(shown)
    return archive, found, others


def _archive(name: str, file: BinaryIO) -> zipfile.ZipFile:
    with border(name, _NO_ZIP):
        check_directory(name, file)
        return zipfile.ZipFile(file)


def check_directory(name: str, file: BinaryIO) -> None:
    """Refuse a .zip whose list of files is too long, before all of it is held in memory.

    Raises
    ------
    CorpusError
        If it is.
    """
    if _directory_size(file) > DIRECTORY_LIMIT:
        raise CorpusError(
            "{name}: holds too many files to be read. Join them, or choose a part of them.",
            name=name,
        )


def _directory_size(file: BinaryIO) -> int:
    """The bytes that the list of files takes, from where `zipfile` takes it as well."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - (1 << 16) - _END_SIZE - _WIDE_SIZE))
    tail = bytes(_WIDE_SIZE) + file.read(1 << 17)
    end = len(tail) - _END_SIZE  # where nothing is said behind it
    if not (tail[end:].startswith(_END) and tail.endswith(b"\0\0")):
        end = tail.rfind(_END)
    if end < 0:
        return 0
    wide = tail[end - _WIDE_SIZE : end]
    if wide.startswith(_WIDE_END) and wide[56:].startswith(_WIDE_PLACE):
        return int.from_bytes(wide[40:48], "little")
    return int.from_bytes(tail[end + 12 : end + 16], "little")


def _shown(info: zipfile.ZipInfo) -> str:
    """The name of a file in a .zip; old ones do not say in what encoding it is."""
    name = info.filename
    if not info.flag_bits & _NAMED_IN_UTF8 and not name.isascii():
        for codec in ("utf-8", "gb18030"):
            try:
                name = info.filename.encode("cp437").decode(codec)
                break
            except UnicodeError:
                continue
    return "".join(char if char.isprintable() else "\ufffd" for char in name)


def _parts(name: str) -> list[str]:
    return re.split(r"[/\\]", name)


def _is_hidden(name: str) -> bool:
    return any(part == "__MACOSX" or re.match(r"\.[^.]", part) for part in _parts(name))


def _leads_out(name: str) -> bool:
    return ".." in _parts(name) or name[:1] in {"", "/", "\\"} or name[1:2] == ":"
