"""Reading process: files become a corpus in a child, whatever their parsers do to it."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from engine.corpus import intake, store
from engine.errors import CorpusError
from engine.handover import HandedFile
from engine.isolation import Limits, isolated

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.corpus.corpus import Corpus
    from engine.corpus.text.files import File
    from engine.settings import Reading

    Handed = tuple[str, str | os.PathLike[str] | HandedFile]

LIMITS = Limits(1800.0)


def read(
    files: Sequence[tuple[str, File]],
    reading: Reading,
    folder: Path,
    *,
    quota: int = store.QUOTA,
    progress: Callable[[int], None] | None = None,
) -> Corpus:
    """The corpus of these files as `intake.read` makes it, which is done by a child process.

    Raises
    ------
    CorpusError
        As `intake.read`, and if the child ends or takes more memory or time than it may.
    """
    name = ", ".join(name for name, _ in files[:3])
    with ExitStack() as kept:
        handed: list[Handed] = [(name, _handed(file, folder, kept)) for name, file in files]
        work = (_read, handed, reading, folder, quota)
        made = isolated(name, *work, limits=LIMITS, folder=folder, progress=progress)
    if not isinstance(made, str):
        return made
    if (found := store.find(folder, made)) is None:
        raise CorpusError(
            "{name}: was read, but what was made of it is no longer there. Choose it again.",
            name=name,
        )
    return found


def _handed(file: File, folder: Path, kept: ExitStack) -> str | os.PathLike[str] | HandedFile:
    """What the child opens: the path, or a file that holds what this one holds."""
    if isinstance(file, str | os.PathLike):
        return Path(file).absolute()
    if file.seekable():
        file.seek(0)
    return kept.enter_context(HandedFile(folder, file.read()))


def _read(
    files: Sequence[Handed],
    reading: Reading,
    folder: Path,
    quota: int,
    progress: Callable[[int], None] | None = None,
) -> Corpus | str:
    """The corpus, or its key in the store, where who asked can open it without a copy."""
    found = [(name, one.file if isinstance(one, HandedFile) else one) for name, one in files]
    made = intake.read(found, reading, folder, quota=quota, progress=progress)
    return made.key or made
