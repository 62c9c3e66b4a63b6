"""Visitors and what they own: one run each, found again after a reload, and nobody else's."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine import folders
from engine.corpus import store
from explorer.runs.jobs import studies

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from engine.settings import Reading
    from explorer.runs.run import Run

COOKIE = "pushpull"
LOCAL = "local"  # no key: a browser cannot claim to be the one who owns the machine
_KEY = re.compile(r"[\w-]{32}", re.ASCII)  # what `new_key` makes
REST_AFTER = 90.0  # seconds without a frame asked for: hidden tabs ask once a minute
DROP_AFTER = 3600.0  # the local visitor is never dropped: nobody else waits for the memory
MOST = 100  # visitors with a run: who was away longest makes room
FORGET_AFTER = 30 * 24 * 3600.0  # seconds: what a visitor kept and nobody opened again
SHARE = 2 << 30  # bytes of texts that one of many visitors may keep
SHELF, SHELF_SHARE = 4 << 30, 256 << 20  # bytes of kept runs: of the local visitor, of one of many


def tell_apart(address: str | None) -> None:
    """Decide at server start, unless PUSHPULL_VISITORS says: bound to localhost there is one."""
    if address not in {"localhost", "127.0.0.1", "::1"}:
        os.environ.setdefault("PUSHPULL_VISITORS", "many")


def many() -> bool:
    """Whether visitors are told apart by cookie."""
    return os.environ.get("PUSHPULL_VISITORS", "") == "many"


def new_key() -> str:
    """A key that nobody guesses."""
    return secrets.token_urlsafe(24)


def key_of(cookies: Mapping[str, str]) -> str | None:
    """The visitor that these cookies belong to; None if they belong to nobody."""
    if not many():
        return LOCAL
    key = cookies.get(COOKIE, "")
    return key if _KEY.fullmatch(key) else None


def folder_of(key: str) -> Path:
    """The folder of all that is kept of a visitor; its name tells nobody the key."""
    return _folder() / hashlib.sha256(key.encode()).hexdigest()[:32]


def corpora_of(key: str) -> Path:
    """The folder of a visitor's texts."""
    return folder_of(key) / "corpora"


def run_of(key: str) -> Path:
    """The folder of the run that a visitor left."""
    return folder_of(key) / "run"


def shelf_of(key: str) -> Path:
    """The folder of the runs that a visitor keeps."""
    return folder_of(key) / "shelf"


def kept(key: str) -> int:
    """The bytes of all that is kept of a visitor."""
    return sum(map(folders.size, folders.below(folder_of(key))))


def delete(key: str) -> None:
    """Remove everything that is kept of a visitor; raises `StudyError` if a database refuses."""
    shutil.rmtree(folder_of(key), ignore_errors=True)
    studies.delete_all(folder_of(key))


def quota() -> int:
    """The bytes of texts that a visitor may keep."""
    return SHARE if many() else store.QUOTA


def shelf_quota() -> int:
    """The bytes of runs that a visitor may keep on the shelf."""
    return SHELF_SHARE if many() else SHELF


def forget() -> None:
    """Remove what visitors kept who have not been here for long; the local one is never gone."""
    for folder in folders.subfolders(_folder()):
        away = time.time() - max(map(store.last_used, folders.subfolders(folder)), default=0.0)
        if away > FORGET_AFTER and folder != folder_of(LOCAL):
            shutil.rmtree(folder, ignore_errors=True)


def _folder() -> Path:
    return store.home() / "visitors"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a corpus came from: its name in links, and how it was read."""

    corpus: str
    reading: Reading


@dataclass(slots=True)
class Visitor:
    """One visitor's run, where its corpus came from, and when it was last looked at."""

    run: Run
    origin: Origin
    seen: float
    resting: bool = False


class Visitors:
    """All visitors of this process; every call is short and safe from any thread."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        put_by: Callable[[str, Visitor], None] = lambda *_: None,
    ) -> None:
        self._all: dict[str, Visitor] = {}
        self._put_by = put_by  # told of a run that was closed without being asked
        self._lock = threading.Lock()
        self._clock = clock

    def run_of(self, key: str) -> Run | None:
        """The visitor's run; looking at it keeps it going."""
        with self._lock:
            visitor = self._all.get(key)
            if visitor is None:
                return None
            visitor.seen = self._clock()
            if visitor.resting:
                visitor.resting = False
                visitor.run.play()
            return visitor.run

    def origin_of(self, key: str) -> Origin:
        """Where the corpus of the visitor's run came from."""
        with self._lock:
            return self._all[key].origin

    def give(self, key: str, run: Run, origin: Origin) -> None:
        """Hand a visitor a run; the one before is closed."""
        with self._lock:
            before = self._all.get(key)
            self._all[key] = Visitor(run, origin, self._clock())
        if before is not None:
            before.run.close()

    def here(self) -> list[tuple[str, Visitor]]:
        """All visitors with a run, each by key."""
        with self._lock:
            return list(self._all.items())

    def tidy(self) -> None:
        """Rest what nobody looks at, drop what nobody came back to."""
        now = self._clock()
        dropped: list[tuple[str, Visitor]] = []
        with self._lock:
            oldest_first = sorted(self._all, key=lambda key: self._all[key].seen)
            for key in oldest_first:
                visitor = self._all[key]
                idle = now - visitor.seen
                if (idle > DROP_AFTER and key != LOCAL) or len(self._all) > MOST:
                    dropped.append((key, self._all.pop(key)))
                elif idle > REST_AFTER and visitor.run.playing:
                    visitor.run.pause()
                    visitor.resting = True
        for key, visitor in dropped:
            visitor.run.close()
            self._put_by(key, visitor)

    def drop(self, key: str) -> None:
        """Close the visitor's run, if there is one."""
        with self._lock:
            visitor = self._all.pop(key, None)
        if visitor is not None:
            visitor.run.close()

    def close(self, patience: float = 0.0) -> None:
        """Close every run; as many as there is time for, in seconds, are put by."""
        until = self._clock() + patience
        with self._lock:
            visitors, self._all = dict(self._all), {}
        for key, visitor in visitors.items():
            visitor.run.close()
            if self._clock() < until:
                self._put_by(key, visitor)
