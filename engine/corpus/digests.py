"""Digests of files; those of paths are remembered, for a gigabyte takes a second to digest."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.corpus.text.files import File

_REMEMBERED = "digests.json"
_MOST = 1000  # paths
_SETTLED = 2.0  # seconds: a file written since may be written again within one tick of its clock


def file_digest(file: File, folder: Path) -> str:
    """The digest of the bytes of an open file, or of the file at a path.

    A path whose size, time of change and inode are those remembered in the folder is believed.

    Raises
    ------
    OSError, ValueError
        If it cannot be read, or not twice.
    """
    if isinstance(file, str | os.PathLike):
        return _of_path(Path(file).absolute(), folder)
    file.seek(0)
    return hashlib.file_digest(file, "blake2b").hexdigest()  # type: ignore[arg-type] # readable


def _of_path(path: Path, folder: Path) -> str:
    if not path.is_file():
        raise ValueError(path)  # a pipe
    known = _load(folder)
    with path.open("rb") as opened:
        state = os.fstat(opened.fileno())
        mark = [state.st_size, state.st_mtime_ns, state.st_ino]
        if known.get(str(path), [])[:-1] == mark:
            return str(known[str(path)][-1])
        digest = hashlib.file_digest(opened, "blake2b").hexdigest()
    if time.time() - state.st_mtime > _SETTLED:
        known.pop(str(path), None)
        known[str(path)] = [*mark, digest]
        _save(folder, dict(list(known.items())[-_MOST:]))
    return digest


def _load(folder: Path) -> dict[str, list[Any]]:
    try:
        found = json.loads((folder / _REMEMBERED).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    whole = isinstance(found, dict) and all(isinstance(mark, list) for mark in found.values())
    return found if whole else {}


def _save(folder: Path, known: dict[str, list[Any]]) -> None:
    """Replace the file as a whole; where nothing can be written, nothing is remembered."""
    draft = folder / f"{_REMEMBERED}.{secrets.token_hex(4)}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft.write_text(json.dumps(known), encoding="utf-8")
        draft.replace(folder / _REMEMBERED)
    except OSError:
        with suppress(OSError):
            draft.unlink()
