"""Files that are handed over: each at an address that stays, however often its link is drawn.

Streamlit's own download buttons forget their file when they are drawn anew: whoever presses in that
moment gets nothing.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 64  # of one visitor
VISITORS = 256  # who came last


@dataclass(frozen=True, slots=True)
class Download:
    """A file to be: `make` returns its bytes, or a sentence why there are none."""

    make: Callable[[], bytes | str]
    name: str
    mime: str


class Downloads:
    """What is offered to whom; any thread may call.

    Only who was given an address can know it: it is hashed with a secret of this process.
    """

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)
        self._lock = threading.Lock()
        self._of: OrderedDict[str, OrderedDict[str, Download]] = OrderedDict()
        self._owners: dict[str, str] = {}  # of addresses

    def offer(self, visitor: str, key: str, download: Download) -> str:
        """The last part of the address: the same for the same visitor and key."""
        address = self._address(visitor, key)
        with self._lock:
            theirs = self._of.setdefault(visitor, OrderedDict())
            theirs[address] = download
            theirs.move_to_end(address)
            self._owners[address] = visitor
            self._of.move_to_end(visitor)
            if len(theirs) > MOST:
                del self._owners[theirs.popitem(last=False)[0]]
            if len(self._of) > VISITORS:
                self._drop(next(iter(self._of)))
        return address

    def at(self, address: str) -> Download | None:
        """What is offered there; None if nothing is any more."""
        with self._lock:
            owner = self._owners.get(address)
            return None if owner is None else self._of[owner][address]

    def drop(self, visitor: str) -> None:
        """Offer nothing more to this visitor."""
        with self._lock:
            self._drop(visitor)

    def _drop(self, visitor: str) -> None:
        for address in self._of.pop(visitor, ()):
            del self._owners[address]

    def _address(self, visitor: str, key: str) -> str:
        return hashlib.blake2b(f"{visitor} {key}".encode(), key=self._secret).hexdigest()[:48]
