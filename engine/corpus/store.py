"""Corpora on disk, so that nothing is read twice: arrays that are mapped, and a manifest.

    FOLDER/KEY/ids.npy       tokens as ranks, int32
               offsets.npy   where sentences begin, int64
               letters.npy   the symbols in UTF-8, one after the other
               edges.npy     where they begin, int64
               counts.npy    how often each occurs, int64
               corpus.json   name, documents, facts, and the size of every file above

The key is a digest of the bytes and names of the files, the `Reading` and the reader's version. A
corpus is written to a folder of another name, which becomes FOLDER/KEY when all of it is on the
disk: what a crash or a full disk leaves behind is never taken for a corpus.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import secrets
import shutil
import time
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine import folders
from engine.corpus import scratch
from engine.corpus.corpus import LIMIT, Corpus, Facts
from engine.corpus.digests import file_digest
from engine.corpus.suggest import suggest
from engine.corpus.symbols import Symbols
from engine.corpus.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from engine.arrays import Counts
    from engine.corpus.text.files import File
    from engine.settings import Reading

VERSION = 2  # of the reader: raised when the same bytes come to be read otherwise
QUOTA = 8 << 30  # bytes of one folder; what was not used for longest makes room
STALE = 3600.0  # seconds after which nobody writes on at what was begun

_MANIFEST = "corpus.json"
_ARRAYS = ("ids", "offsets", "letters", "edges", "counts")
_BEGUN = ".writing-"
_log = logging.getLogger(__name__)


def home() -> Path:
    """The folder of everything that is kept: PUSHPULL_HOME, or .pushpull of the user."""
    return Path(os.environ.get("PUSHPULL_HOME") or "~/.pushpull").expanduser()


def read(
    files: Sequence[tuple[str, File]],
    reading: Reading,
    folder: Path,
    *,
    limit: int = LIMIT,
    quota: int = QUOTA,
    progress: Callable[[int], None] | None = None,
) -> Corpus:
    """The corpus of these files: opened if it is in the folder, else read and put there.

    Takes what `engine.corpus.text.files.read_files` takes. Where nothing can be kept (a folder that
    cannot be written, a full disk, a pipe) it is read all the same, and the log says why.

    Raises
    ------
    CorpusError
        If a file is not text, is of another kind, damaged, empty or too large.
    """
    key = key_of(files, reading, folder)
    kept = None if key is None else find(folder, key)
    if kept is not None:
        return kept
    from engine.corpus.text.files import read_files  # noqa: PLC0415 - what is kept opens without it

    if key is None:
        return read_files(files, reading, limit=limit, progress=progress)
    try:
        with _desk(folder) as desk:
            _save(read_files(files, reading, limit=limit, progress=progress, folder=desk), desk)
            _publish(desk, folder / key)
    except OSError as error:
        _log.warning("%s: nothing can be kept here: %s", folder, error)
        return read_files(files, reading, limit=limit, progress=progress)
    tidy(folder, quota, key)
    return find(folder, key) or read_files(files, reading, limit=limit, progress=progress)


def key_of(files: Sequence[tuple[str, File]], reading: Reading, folder: Path) -> str | None:
    """The name of what these files become; None if they cannot be read twice, or not at all."""
    try:
        digests = [[name, file_digest(file, folder)] for name, file in files]
    except (OSError, ValueError):
        return None
    said = json.dumps([VERSION, asdict(reading), digests])
    return hashlib.blake2b(said.encode(), digest_size=20).hexdigest()


def find(folder: Path, key: str) -> Corpus | None:
    """The corpus of that key; None, and out of the way, if it is not there or not whole."""
    path = folder / key
    try:
        corpus = _opened(path)
    except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError) as error:
        if path.exists():
            _log.warning("%s: is not a whole corpus and will be read again: %r", path, error)
            shutil.rmtree(path, ignore_errors=True)
        return None
    except OSError as error:
        _log.warning("%s: cannot be opened: %s", path, error)
        return None
    with suppress(OSError):
        os.utime(path / _MANIFEST)  # when it was last used
    return corpus


def _opened(path: Path) -> Corpus:
    said = json.loads((path / _MANIFEST).read_text(encoding="utf-8"))
    for name in _ARRAYS:
        if _file(path, name).stat().st_size != said["sizes"][name]:
            raise ValueError(name)
    arrays = {name: scratch.load(_file(path, name)) for name in _ARRAYS}
    symbols = Symbols(arrays["letters"], arrays["edges"])
    source = Tokens(arrays["ids"], arrays["offsets"])
    _check(symbols, arrays["counts"], source)
    read: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in said["facts"].items()
    }
    facts = Facts(**read)
    return Corpus(
        name=said["name"],
        symbols=symbols,
        counts=arrays["counts"],
        source=source,
        documents=tuple((name, start) for name, start in said["documents"]),
        suggested=suggest(source.size, facts.cut_share),
        key=path.name,
        facts=facts,
    )


def _check(symbols: Symbols, counts: Counts, source: Tokens) -> None:
    """Raise `ValueError` where arrays do not go together: what kernels and readers trust."""
    ranked = counts.dtype == np.int64 and counts.shape == (len(symbols),) and len(counts) > 0
    if not ranked or counts[-1] < 0 or (counts[1:] > counts[:-1]).any():
        raise ValueError(counts.shape)
    if counts[0] > source.size or counts.sum() != source.size:
        raise ValueError(source.size)
    if source.size and source.ids.max() >= len(symbols):
        raise ValueError(len(symbols))
    symbols.check()


def _file(path: Path, name: str) -> Path:
    return path / f"{name}.npy"


@contextmanager
def _desk(folder: Path) -> Iterator[Path]:
    """A folder to write a corpus in; it is gone afterwards, or has become the corpus."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    desk = folder / f"{_BEGUN}{secrets.token_hex(8)}"
    desk.mkdir()
    try:
        yield desk
    finally:
        shutil.rmtree(desk, ignore_errors=True)


def _save(corpus: Corpus, desk: Path) -> None:
    """Write what goes with the tokens, which lie there already; the manifest last."""
    assert isinstance(corpus.symbols, Symbols)
    scratch.save(_file(desk, "letters"), corpus.symbols.letters)
    scratch.save(_file(desk, "edges"), corpus.symbols.edges)
    scratch.save(_file(desk, "counts"), corpus.counts)
    said = {
        "name": corpus.name,
        "documents": corpus.documents,
        "facts": asdict(corpus.facts),
        "sizes": {name: _file(desk, name).stat().st_size for name in _ARRAYS},
    }
    with (desk / _MANIFEST).open("w", encoding="utf-8") as file:
        json.dump(said, file)
        file.flush()
        os.fsync(file.fileno())


def _publish(desk: Path, path: Path) -> None:
    """Give the whole corpus its name; another process may have been quicker."""
    _sync(desk)
    try:
        desk.rename(path)
    except OSError:
        if not path.exists():
            raise
    _sync(path.parent)


def _sync(folder: Path) -> None:
    """Bring the names in a folder to the disk, where systems know that."""
    if hasattr(os, "O_DIRECTORY"):
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def tidy(folder: Path, quota: int = QUOTA, keep: str = "") -> None:
    """Remove what was begun and left, and what was not used for longest, until it fits."""
    for begun in folders.entries(folder, f"{_BEGUN}*"):
        if time.time() - _used(begun) > STALE:
            shutil.rmtree(begun, ignore_errors=True)
    kept = [
        path for path in folders.subfolders(folder, "[!.]*") if folders.written(path / _MANIFEST)
    ]
    sizes = {path: sum(map(folders.size, folders.entries(path))) for path in kept}
    for path in sorted(kept, key=_used):
        if sum(sizes.values()) > quota and path.name != keep:
            shutil.rmtree(path, ignore_errors=True)
            del sizes[path]


def last_used(folder: Path) -> float:
    """When a corpus of the folder was last opened or written, in seconds since 1970."""
    return max(map(_used, (folder, *folders.subfolders(folder))))


def _used(path: Path) -> float:
    """When something in a folder was written last, or its corpus opened."""
    return max(map(folders.written, (path, *folders.entries(path))))
