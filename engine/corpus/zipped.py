"""Graphs and sequences in a .zip, which is how archives of them are downloaded."""

from __future__ import annotations

import io
import os
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePath
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from engine.corpus.packing import chosen, opened
from engine.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from zipfile import ZipFile, ZipInfo

    from engine.corpus.text.files import File


@contextmanager
def unzipped(
    files: Sequence[tuple[str, File]], wanted: Callable[[str], bool], limit: int
) -> Iterator[list[tuple[str, File]]]:
    """The files, and in the place of a .zip those in it whose names are wanted, if there are any.

    Another .zip stays as it is. What is opened here is closed at the end.

    Raises
    ------
    CorpusError
        If a .zip is none, a file in it that is wanted is locked, or they are more than `limit`
        bytes.
    """
    with ExitStack() as kept:
        yield [one for name, file in files for one in _inside(name, file, wanted, limit, kept)]


def _inside(
    name: str, file: File, wanted: Callable[[str], bool], limit: int, kept: ExitStack
) -> list[tuple[str, File]]:
    if PurePath(name).suffix.lower() != ".zip":
        return [(name, file)]
    if isinstance(file, str | os.PathLike) and not Path(file).is_file():
        return [(name, file)]  # who reads it says so
    packed = kept.enter_context(opened(name, file))
    archive, found, _ = chosen(name, packed, wanted)
    packed.seek(0)
    if sum(member.info.file_size for member in found) > limit:
        raise CorpusError(
            "{name}: holds more than {limit} MB of graphs or sequences, the most that is read at"
            " once. Choose a part of it.",
            name=name,
            limit=f"{limit >> 20:,}",
        )
    if not found:
        return [(name, file)]
    return [
        (f"{name}/{member.name}", cast("BinaryIO", _Member(archive, member.info)))
        for member in found
    ]


class _Member(io.RawIOBase):
    """A file in a .zip, open only while it is read: there may be some hundred thousand of them."""

    def __init__(self, archive: ZipFile, info: ZipInfo) -> None:
        self._archive, self._info = archive, info
        self._opened: IO[bytes] | None = None

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most `size`; raises what `zipfile` raises."""
        if self._opened is None:
            self._opened = self._archive.open(self._info)
        data = self._opened.read(size)
        if not data:
            self._opened.close()
            self._opened = io.BytesIO()
        return data
