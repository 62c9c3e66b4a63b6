"""Who owns what: a visitor has one run, found again after a reload, and nobody else's."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.corpus import store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from engine.settings import Reading
    from explorer.runs.run import Run

COOKIE = "pushpull"
LOCAL = "local"
REST_AFTER = 90.0  # seconds without a frame asked for: hidden tabs ask once a minute
DROP_AFTER = 3600.0  # the local visitor is never dropped: nobody else waits for the memory
MOST = 100  # visitors with a run: who was away longest makes room
FORGET_AFTER = 30 * 24 * 3600.0  # seconds: what a visitor kept and nobody opened again
SHARE = 2 << 30  # bytes of texts that one of many visitors may keep


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
    return cookies.get(COOKIE) if many() else LOCAL


def corpora_of(key: str) -> Path:
    """The folder of a visitor's texts; its name tells nobody the key."""
    return _folder() / hashlib.sha256(key.encode()).hexdigest()[:32] / "corpora"


def quota() -> int:
    """The bytes of texts that a visitor may keep."""
    return SHARE if many() else store.QUOTA


def forget() -> None:
    """Remove what visitors kept who have not been here for long; the local one is never gone."""
    for corpora in _folder().glob("*/corpora"):
        away = time.time() - store.last_used(corpora)
        if away > FORGET_AFTER and corpora != corpora_of(LOCAL):
            shutil.rmtree(corpora.parent, ignore_errors=True)


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

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._all: dict[str, Visitor] = {}
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

    def tidy(self) -> None:
        """Rest what nobody looks at, drop what nobody came back to."""
        now, dropped = self._clock(), []
        with self._lock:
            oldest_first = sorted(self._all, key=lambda key: self._all[key].seen)
            for key in oldest_first:
                visitor = self._all[key]
                idle = now - visitor.seen
                if (idle > DROP_AFTER and key != LOCAL) or len(self._all) > MOST:
                    dropped.append(self._all.pop(key))
                elif idle > REST_AFTER and visitor.run.state == "running":
                    visitor.run.pause()
                    visitor.resting = True
        for visitor in dropped:
            visitor.run.close()

    def close(self) -> None:
        """Close every run."""
        with self._lock:
            visitors, self._all = list(self._all.values()), {}
        for visitor in visitors:
            visitor.run.close()
