"""Work in a process of its own, so that nobody's imports, caches or threads touch another's time.

``python -m tests.bench.child`` reads from stdin which function to call with what, and writes what
the function returned as the last line of stdout.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

SERIAL = dict.fromkeys(
    ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1"
)  # a core is compared with a core: BLAS may not take more
_LOOK = 0.02  # seconds between two looks at the memory of a child


class ChildError(Exception):
    """A child ended badly; the message is what it said last."""


def call(
    job: Callable[..., Any],
    *,
    cores: int | None = None,
    environment: dict[str, str] | None = None,
    **arguments: Any,
) -> Any:
    """What `job` (a function of a module) returns when a new process calls it.

    The process is held to `cores` cores if that is given and the system can; arguments and answer
    travel as JSON.

    Raises
    ------
    ChildError
        If the process fails.
    """
    return _answer(_started(environment), _order(job, cores, arguments))


def watched(
    job: Callable[..., Any], *, cores: int | None = None, **arguments: Any
) -> tuple[Any, float | None]:
    """What `call` returns, and the most anonymous memory (bytes, RssAnon) the process held.

    None where the system does not tell (only Linux does).
    """
    process = _started(None)
    ended, peak = threading.Event(), [0]
    watcher = threading.Thread(target=_watch, args=(process.pid, ended, peak))
    watcher.start()
    try:
        answer = _answer(process, _order(job, cores, arguments))
    finally:
        ended.set()
        watcher.join()
    return answer, peak[0] or None


def environment_of(more: dict[str, str] | None) -> dict[str, str]:
    """The environment of a child: ours, with one thread for BLAS."""
    return {**os.environ, **SERIAL, "PYTHONPATH": str(ROOT), **(more or {})}


def _order(job: Callable[..., Any], cores: int | None, arguments: dict[str, Any]) -> str:
    return json.dumps([job.__module__, job.__qualname__, cores, arguments], default=str)


def _started(environment: dict[str, str] | None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.bench.child"],
        cwd=ROOT,
        env=environment_of(environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _answer(process: subprocess.Popen[str], order: str) -> Any:
    try:
        out, said = process.communicate(order)
    finally:
        process.kill()  # only if we were interrupted is it still there
    if process.returncode != 0:
        raise ChildError(f"{json.loads(order)[1]} ended with {process.returncode}:\n{said[-2000:]}")
    return json.loads(out.splitlines()[-1])


def _watch(pid: int, ended: threading.Event, peak: list[int]) -> None:
    while not ended.wait(_LOOK):
        peak[0] = max(peak[0], _anonymous(pid))


def _anonymous(pid: int) -> int:
    """RssAnon of a process in bytes; 0 where nobody tells."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    found = [line.split()[1] for line in status.splitlines() if line.startswith("RssAnon:")]
    return int(found[0]) * 1024 if found else 0


def _main() -> None:
    module, name, cores, arguments = json.load(sys.stdin)
    if cores and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
    answer = getattr(importlib.import_module(module), name)(**arguments)
    print("\n" + json.dumps(answer))


if __name__ == "__main__":
    _main()
