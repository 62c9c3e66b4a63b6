"""Graphs and sequences in a .zip, which is how archives of them are downloaded."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, BinaryIO, cast

from engine.corpus.packing import chosen
from engine.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from engine.corpus.files import File


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
    with ExitStack() as opened:
        yield [one for name, file in files for one in _inside(name, file, wanted, limit, opened)]


def _inside(
    name: str, file: File, wanted: Callable[[str], bool], limit: int, opened: ExitStack
) -> list[tuple[str, File]]:
    if PurePath(name).suffix.lower() != ".zip":
        return [(name, file)]
    if isinstance(file, str | os.PathLike):
        if not Path(file).is_file():
            return [(name, file)]  # who reads it says so
        packed: BinaryIO = opened.enter_context(Path(file).open("rb"))  # noqa: SIM115 - entered
    else:
        packed = file
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
        (f"{name}/{member.name}", cast("BinaryIO", opened.enter_context(archive.open(member.info))))
        for member in found
    ]
