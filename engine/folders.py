"""Folders that others change meanwhile: what is in them now; what has gone is nothing, no error.

`Path.glob`, `rglob` and `iterdir` raise `FileNotFoundError` if a folder goes while they walk
(`iterdir` always, the others up to Python 3.12). Whoever walks a folder that threads or processes
share walks it with these.
"""

from __future__ import annotations

import os
import shutil
import stat
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def entries(folder: Path, pattern: str = "*") -> list[Path]:
    """What lies in a folder and has a name like the pattern, by name; [] if there is no folder."""
    try:
        names = os.listdir(folder)  # noqa: PTH208 - one call: a walk could be overtaken
    except OSError:
        return []
    return [folder / name for name in sorted(names) if fnmatchcase(name, pattern)]


def subfolders(folder: Path, pattern: str = "*") -> list[Path]:
    """The folders among the entries."""
    return [path for path in entries(folder, pattern) if _is_folder(_state(path))]


def below(folder: Path) -> list[Path]:
    """All files in a folder and in those below it; links are neither followed nor counted."""
    found: list[Path] = []
    for path in entries(folder):
        state = _state(path, follow=False)
        if _is_folder(state):
            found += below(path)
        elif state is not None and stat.S_ISREG(state.st_mode):
            found.append(path)
    return found


def size(path: Path) -> int:
    """The bytes of a file; 0 if it has gone."""
    state = _state(path)
    return 0 if state is None else state.st_size


def written(path: Path) -> float:
    """When a file or the list of a folder was last written, in seconds since 1970; 0 if gone."""
    state = _state(path)
    return 0.0 if state is None else state.st_mtime


def remove(path: Path) -> None:
    """Remove a file, or a folder with all that is in it; nothing happens if it has gone."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        shutil.rmtree(path, ignore_errors=True)


def _is_folder(state: os.stat_result | None) -> bool:
    return state is not None and stat.S_ISDIR(state.st_mode)


def _state(path: Path, *, follow: bool = True) -> os.stat_result | None:
    try:
        return path.stat(follow_symlinks=follow)
    except OSError:
        return None
