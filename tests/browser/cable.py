"""The cable between browser and server, to be cut: Chromium's offline mode spares localhost."""

import contextlib
import selectors
import socket
import threading

PIECE = 1 << 16


class Cable:
    """Passes on what two sides say; `cut` ends every connection and refuses new ones."""

    def __init__(self, port):
        self._to, self._open, self._lock = port, set(), threading.Lock()
        self._ear = None
        self.port = 0
        self.mend()

    @property
    def address(self):
        return f"http://localhost:{self.port}"

    def mend(self):
        """Listen, again at the same port."""
        self._ear = socket.create_server(("127.0.0.1", self.port))
        self.port = self._ear.getsockname()[1]
        threading.Thread(target=self._listen, args=(self._ear,), daemon=True).start()

    def cut(self):
        """Let nothing through any more."""
        self._ear.shutdown(socket.SHUT_RDWR)
        self._ear.close()
        with self._lock:
            ends, self._open = self._open, set()
        for end in ends:
            close(end)

    def _listen(self, ear):
        with contextlib.suppress(OSError):  # cut
            while True:
                near, _ = ear.accept()
                threading.Thread(target=self._pass, args=(near,), daemon=True).start()

    def _pass(self, near):
        far = socket.create_connection(("127.0.0.1", self._to))
        with self._lock:
            self._open |= {near, far}
        with contextlib.suppress(OSError, ValueError), selectors.DefaultSelector() as ears:
            ears.register(near, selectors.EVENT_READ, far)
            ears.register(far, selectors.EVENT_READ, near)
            while all(self._handed(key) for key, _ in ears.select()):
                pass
        for end in (near, far):
            close(end)

    @staticmethod
    def _handed(key):
        """Whether this end had something more to say; it is passed on."""
        said = key.fileobj.recv(PIECE)
        key.data.sendall(said)
        return bool(said)


def close(end):
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
