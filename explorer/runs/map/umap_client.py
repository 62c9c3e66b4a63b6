"""Maps of words by UMAP, made by one other process; the caller never waits for it.

The process (`umap_process`) holds no state: what it needs of the last map travels with the
request, so that it can die and be started again without anybody's map jumping.
"""

from __future__ import annotations

import logging
import threading
from contextlib import suppress
from typing import IO, TYPE_CHECKING

import numpy as np

from explorer.runs.map.layout import Layout, Request, Slot, fingerprint
from explorer.runs.map.umap_process import COMMAND, end, launch, receive, send

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Sequence

    from engine.arrays import Floats
    from explorer.runs.map.umap_process import Message

__all__ = ["Layout", "UmapClient", "fingerprint"]

KEYS = 256  # maps kept; the one longest idle goes first
ROWS = 10_000  # more would keep the others waiting
WAITING_BYTES = 1 << 28  # all that waits: 256 MB
TRIES = 2  # what was under way when the process died is sent once more

log = logging.getLogger(__name__)


class UmapClient:
    """Takes the vectors of many keys, hands out their newest maps.

    Of each key only the newest submission waits; keys are served in turn, one request at a time.
    While the process is away there are no maps; when it is back they are as before, and what was
    under way is sent again. Any thread may call; only `close` and `wait` take time.
    """

    def __init__(
        self, command: Sequence[str] = COMMAND, *, pause: float = 0.5, patience: float = 300.0
    ) -> None:
        self._command = command
        self._pause = pause  # seconds before the first restart; doubles up to a minute
        self._patience = patience  # seconds for one answer or for warming up
        self._changed = threading.Condition()  # guards all below
        self._slots: dict[str, Slot] = {}  # the next in turn first
        self._under_way: tuple[Slot, Request] | None = None
        self._worker: subprocess.Popen[bytes] | None = None
        self._thread: threading.Thread | None = None
        self._ready = self._lost = self._served = self._closing = False

    def start(self) -> None:
        """Start the process, unless that was done; it is `ready` some ten seconds later."""
        with self._changed:
            if self._thread is None:
                self._closing = False
                self._thread = threading.Thread(target=self._serve, name="projector", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """End the process within two seconds and forget everything."""
        with self._changed:
            thread, self._closing = self._thread, True
            self._changed.notify_all()
        if thread is not None:
            thread.join(1.7)
            if thread.is_alive() and self._worker is not None:
                self._worker.kill()  # it does not even read
                thread.join()
        with self._changed:
            self._thread = None
            self._slots.clear()

    @property
    def ready(self) -> bool:
        """Whether the process is warm and serving."""
        return self._ready

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._worker is not None and self._worker.poll() is None

    def submit(
        self,
        key: str,
        vectors: Floats,
        words: str | Sequence[int],
        *,
        previous: Floats | None = None,
        tokens: int | None = None,
        columns: int = 2,
        judged: bool = False,
    ) -> bool:
        """Whether a copy of `vectors` (M, D) waits now, in place of the key's last one.

        As long as `words`, which name the rows, stay the same, a map starts from the one before.
        A first one is turned to lie on `previous` (M, `columns`; may hold NaN). With `judged` no
        map is made: `previous` comes back with how true it is. False: closed or too much.
        """
        if vectors.ndim != 2 or (previous is None and judged):
            raise ValueError("vectors must be (M, D), and a map that is judged must be there")
        if previous is not None and previous.shape != (len(vectors), columns):
            raise ValueError("previous must be (M, columns)")
        if not 0 < len(vectors) <= ROWS or not vectors.shape[1]:
            return False
        copy = np.array(vectors, dtype=np.float32, order="C")
        before = None if previous is None else np.array(previous, dtype=np.float32, order="C")
        rows = fingerprint(words)
        with self._changed:
            slot = self._slots.get(key, Slot())
            request = Request(slot.submitted + 1, rows, copy, before, tokens, columns, judged)
            return self._place(key, slot, request)

    def _place(self, key: str, slot: Slot, request: Request) -> bool:
        others = [s.waiting for s in self._slots.values() if s.waiting and s is not slot]
        total = sum(other.vectors.nbytes for other in others) + request.vectors.nbytes
        if self._thread is None or self._closing or total > WAITING_BYTES:
            return False
        if key not in self._slots and len(self._slots) >= KEYS:
            del self._slots[min(self._slots, key=lambda k: self._slots[k].waiting is not None)]
        self._slots[key] = slot
        slot.submitted, slot.tries, slot.waiting = request.number, 0, request
        self._changed.notify_all()
        return True

    def latest(self, key: str) -> Layout | None:
        """The newest map of the key; None as long as there is none or the process is away."""
        with self._changed:
            slot = self._slots.get(key)
            return slot.layout if slot and self._ready else None

    def failure(self, key: str) -> str | None:
        """Why the newest answer to the key is not a map; None if it is one."""
        with self._changed:
            slot = self._slots.get(key)
            return slot.failure if slot else None

    def forget(self, key: str) -> None:
        """Free everything kept for the key."""
        with self._changed:
            self._slots.pop(key, None)

    def wait(self, key: str, number: int = 1, timeout: float = 60.0) -> Layout | None:
        """`latest` when submission `number` or a later one is answered and the process there."""
        slot = self._slots.get
        self.wait_for(lambda: self._ready and slot(key, Slot()).answered >= number, timeout)
        return self.latest(key)

    def wait_for(self, met: Callable[[], bool], timeout: float = 60.0) -> bool:
        """Whether `met`, asked at each change of the projector, held within `timeout` seconds."""
        with self._changed:
            return self._changed.wait_for(met, timeout)

    # the thread that starts the process, feeds it and starts it again

    def _serve(self) -> None:
        pause = self._pause
        while not self._closing:
            pause = self._pause if self._run() else min(2 * pause, 60.0)
            with self._changed:
                self._changed.wait_for(lambda: self._closing, pause)

    def _run(self) -> bool:
        """Whether one process, from its start to its end, answered anything."""
        try:
            worker, to, back = launch(self._command)
        except OSError:
            log.exception("The UMAP process did not start")
            return False
        with self._changed:
            self._worker, self._lost, self._served = worker, False, False
            self._changed.notify_all()
        listener = threading.Thread(target=self._listen, args=(back,), daemon=True)
        listener.start()
        with suppress(OSError):  # a broken pipe: the listener notices as well
            while (message := self._next()) is not None:
                send(to, *message)
        end(worker)
        listener.join()
        back.close()
        self._recover()
        return self._served

    def _next(self) -> Message | None:
        """The next message, when the process is free; None if it is lost or no longer wanted."""
        with self._changed:
            if not self._changed.wait_for(self._free, self._patience):
                return None
            slots = self._slots
            self._changed.wait_for(lambda: self._over() or any(s.waiting for s in slots.values()))
            return None if self._over() else self._turn()

    def _over(self) -> bool:
        return self._closing or self._lost

    def _free(self) -> bool:
        return self._over() or (self._ready and self._under_way is None)

    def _turn(self) -> Message:
        key = next(key for key, slot in self._slots.items() if slot.waiting)
        slot = self._slots[key] = self._slots.pop(key)  # to the end of the line
        request, slot.waiting = slot.waiting, None
        assert request is not None
        slot.tries += 1
        self._under_way = slot, request
        self._changed.notify_all()
        return slot.message(request)

    def _listen(self, pipe: IO[bytes]) -> None:
        try:
            while True:
                message = receive(pipe)
                with self._changed:
                    self._take(message)
                    self._changed.notify_all()
        except EOFError:
            pass
        except Exception:
            log.exception("The UMAP process talks nonsense")
        finally:
            with self._changed:
                self._ready, self._lost = False, True
                self._changed.notify_all()

    def _take(self, message: Message) -> None:
        if "ready" in message[0]:
            self._ready = True
        elif self._under_way is None:
            raise ValueError("an answer to nothing")
        else:
            slot, request = self._under_way
            slot.take(request, message)
            self._under_way, self._served = None, True

    def _recover(self) -> None:
        """Send again what was under way, unless the process died of it twice."""
        if not self._closing:
            log.warning("The UMAP process ended; it is started again")
        with self._changed:
            if self._under_way is not None and self._under_way[0].waiting is None:
                slot, request = self._under_way
                if slot.tries < TRIES:
                    slot.waiting = request
                else:
                    slot.take(request, ({"error": "the process ended over it, twice"}, []))
            self._under_way = None
            self._changed.notify_all()
