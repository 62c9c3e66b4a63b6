"""Isolated calls: a function in a child process, with limits of memory and time.

What a foreign parser does to the memory of its process, it does to a child that lives for one
call. A fork server, which has loaded the readers (`engine.preload`), makes a child in some
thirty milliseconds. Where there is none (Windows) the function is called in place.
"""

from __future__ import annotations

import io
import logging
import multiprocessing
import os
import signal
import tempfile
import threading
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import connection, forkserver, popen_forkserver, reduction, spawn, util
from multiprocessing import context as contexts
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from engine import process_limits
from engine.errors import CorpusError, EngineError, border, phrase
from engine.handover import HandedFile, dumped, loaded, packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

T = TypeVar("T")

PRELOAD = ("engine.preload",)
_ROOT = Path(__file__).parents[1]
_ENDING = 10.0  # seconds from a child's last word to its end
_OFTEN = 0.1  # seconds from one word about progress to the next
_ended = phrase(
    "{name}: could not be read; the process that read it ended ({reason}), and nothing else."
    " Save it anew in a plain form, such as .txt or .csv, or choose a part of it."
)
_late = phrase(
    "{name}: was not read within {seconds} seconds, the most it may take. Choose a part of it."
)
_gate = threading.Lock()  # a child's end can be asked for once
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a call may take: seconds, and bytes of memory beside what it is allowed as it reads."""

    seconds: float = 600.0
    memory: int = process_limits.BASE


SMALL = Limits(30.0)  # for files of a few megabytes


def possible() -> bool:
    """Whether this system has what it takes."""
    return "forkserver" in multiprocessing.get_all_start_methods()


def start(*modules: str) -> None:
    """Start the fork server, unless that was done, with more modules loaded ahead.

    It is ready some two seconds later.
    """
    if not possible():
        return
    with _gate, _findable():
        forkserver.set_forkserver_preload([*PRELOAD, *modules])
        forkserver.ensure_running()


def isolated(
    name: str,
    work: Callable[..., T],
    *arguments: object,
    limits: Limits,
    folder: Path | None = None,
    progress: Callable[[int], None] | None = None,
    kind: type[EngineError] = CorpusError,
) -> T:
    """What `work` makes of the arguments, in a process of its own; the function is one of a module.

    `name` is that of the file, for what is said; what does not stay in memory, and arrays of the
    result, lie in nameless files of `folder`. With `progress` the function is given one too, and
    what it tells is told here; an exception raised there ends the process.

    Raises
    ------
    EngineError
        Of that `kind`, if the process ends or takes too much; or what `work` raised.
    """
    named = {} if progress is None else {"progress": progress}
    if not possible():
        with border(name, kind=kind):
            return work(*arguments, **named)
    start()
    with border(name, kind=kind), HandedFile(folder) as back:
        ours, theirs = multiprocessing.Pipe(duplex=False)
        task = _Task(name, kind, limits, work, arguments, folder, bool(named))
        child = _Process(target=_child, args=(theirs, back, task), daemon=True)
        with closing(ours):
            with closing(theirs), _gate:
                child.start()
            try:
                said = _answer(ours, child, task, progress)
            finally:
                child.kill()
                connection.wait([child.sentinel])
                with _gate:
                    child.join()
        if isinstance(said, EngineError):
            raise said
        made: T = unpacked(said, back.file)
        return made


@dataclass(frozen=True, slots=True)
class _Task:
    name: str
    kind: type[EngineError]
    limits: Limits
    work: Callable[..., Any]
    arguments: tuple[object, ...]
    folder: Path | None
    watched: bool


def _answer(
    pipe: Connection, child: _Process, task: _Task, progress: Callable[[int], None] | None
) -> bytes | EngineError:
    """What the child says at last; an error, logged, if it ends before or is too late."""
    deadline = time.monotonic() + task.limits.seconds
    while pipe.poll(max(0.0, deadline - time.monotonic())):
        try:
            said: bytes | int | EngineError = loaded(pipe.recv_bytes())
        except (EOFError, OSError):
            return _of_end(child, task)
        if not isinstance(said, int):
            return said
        if progress is not None:
            progress(said)
    return task.kind(_late, name=task.name, seconds=f"{task.limits.seconds:.0f}")


def _of_end(child: _Process, task: _Task) -> EngineError:
    if not connection.wait([child.sentinel], _ENDING):
        child.kill()  # it has nothing more to say, and does not end
        connection.wait([child.sentinel])
    with _gate:
        child.join()
        code = child.exitcode or 0
    reason = f"exit code {code}"
    with suppress(ValueError):
        reason = signal.Signals(-code).name
    _log.error("%s: the process that read it ended: %s", task.name, reason)
    if reason == "SIGXCPU":
        return task.kind(_late, name=task.name, seconds=f"{task.limits.seconds:.0f}")
    return task.kind(_ended, name=task.name, reason=reason)


# The child.


def _child(pipe: Connection, back: HandedFile, task: _Task) -> None:
    """Do the work and say what came of it."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if task.folder is not None and task.folder.is_dir():
        tempfile.tempdir = str(task.folder)  # what is too long for memory lies there
    process_limits.begin(task.limits.seconds, task.limits.memory)
    said: bytes | EngineError
    try:
        with border(task.name, kind=task.kind):
            named = {"progress": _Teller(pipe)} if task.watched else {}
            try:
                made = task.work(*task.arguments, **named)
            finally:
                process_limits.end()  # what is said of an error takes memory too
            said = packed(made, back.file)
    except EngineError as error:
        said = error.with_traceback(None)
    pipe.send_bytes(dumped(said))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    connection.wait([parent.sentinel])
    os._exit(1)


class _Teller:
    """Tells the parent how much was read, now and then."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe, self._next = pipe, 0.0

    def __call__(self, done: int) -> None:
        if time.monotonic() >= self._next:
            self._pipe.send_bytes(dumped(int(done)))
            self._next = time.monotonic() + _OFTEN


# How it is started.


@contextmanager
def _findable() -> Iterator[None]:
    """Let a process that is started now find this package, from wherever this one was started."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(_ROOT), before)))
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before


def _close(*pipes: int) -> None:
    for pipe in pipes:
        os.close(pipe)


class _Popen(popen_forkserver.Popen):
    """A child that does not run its parent's main script again: Streamlit's would be the page."""

    _fds: list[int]

    def _launch(self, process_obj: Any) -> None:  # noqa: ANN401 - as its parent has it
        prepared = spawn.get_preparation_data(process_obj.name)
        for main in ("init_main_from_name", "init_main_from_path"):
            prepared.pop(main, None)
        message = io.BytesIO()
        contexts.set_spawning_popen(self)
        try:
            reduction.dump(prepared, message)
            reduction.dump(process_obj, message)
        finally:
            contexts.set_spawning_popen(None)
        self.sentinel, pipe = forkserver.connect_to_new_process(self._fds)
        self._alive = os.dup(pipe)  # closed with the process: by it the child knows its parent
        self.finalizer = util.Finalize(self, _close, (self._alive, self.sentinel))
        with open(pipe, "wb") as file:  # noqa: PTH123 - a descriptor
            file.write(message.getbuffer())
        self.pid = forkserver.read_signed(self.sentinel)


class _Process(contexts.ForkServerProcess):
    """A process of the fork server, without a main module."""

    @staticmethod
    def _Popen(process_obj: Any) -> Any:  # noqa: ANN401, N802 - the name is multiprocessing's
        return _Popen(process_obj)
