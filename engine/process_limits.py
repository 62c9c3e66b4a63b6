"""Limits of this process: of memory, which grows with what it has read, and of time.

What counts is memory of its own (RLIMIT_DATA): files that are mapped to be read, and what a
compiler reserves, do not.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

if sys.platform != "win32":
    import resource

BASE = 200 << 20  # bytes
_STATUS = Path("/proc/self/status")
_limit = 0


def begin(seconds: float, memory: int = BASE) -> None:
    """Bound what this process takes: seconds, and bytes beyond what it holds (see `allow`).

    Where the system does not count private memory (not Linux) memory is not bounded.
    """
    global _limit  # noqa: PLW0603 - a process has one limit
    if sys.platform != "win32":
        _set(resource.RLIMIT_CPU, math.ceil(seconds))
        _set(resource.RLIMIT_CORE, 0)
    if (held := _held()) is not None:
        _limit = held + memory
        _set(resource.RLIMIT_DATA, _limit)


def allow(count: int) -> None:
    """Let the process take so many bytes more, for what it has read."""
    global _limit  # noqa: PLW0603 - as above
    if _limit:
        _limit += count
        _set(resource.RLIMIT_DATA, _limit)


def end() -> None:
    """Bound memory no more: what is left to do is to say what happened."""
    global _limit  # noqa: PLW0603 - as above
    if _limit:
        _limit = 0
        _set(resource.RLIMIT_DATA, None)


def _held() -> int | None:
    """The bytes of private memory that the process has; None where nobody counts them."""
    try:
        lines = _STATUS.read_text(encoding="ascii").splitlines()
    except (OSError, ValueError):
        return None
    return next((int(line.split()[1]) << 10 for line in lines if line.startswith("VmData:")), None)


def _set(kind: int, limit: int | None) -> None:
    """Set the soft limit, up to the hard one, which stays."""
    if sys.platform != "win32":
        hard = resource.getrlimit(kind)[1]
        bounded = hard if limit is None or 0 <= hard < limit else limit
        resource.setrlimit(kind, (bounded, hard))
