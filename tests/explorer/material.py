"""What tests of the screen look at and do again and again."""

import threading
import time

from explorer.runs.visitors import LOCAL

PATIENCE = 180.0  # seconds; a slow machine is no failure


def until(condition):
    """Wait for what another thread does; at most half of the time goes into asking for it."""
    end, tick = time.monotonic() + PATIENCE, threading.Event()
    while True:
        asked = time.monotonic()
        if condition():
            return
        now = time.monotonic()
        assert now < end, "waited in vain"
        tick.wait(max(0.01, now - asked))


def run_of(registry):
    return registry.visitors.run_of(LOCAL)


def texts(test):
    return " ".join(str(e.value) for e in [*test.markdown, *test.caption, *test.info])


def upload_pets(test):
    text = b"the cat sat on the mat and the dog sat on the log. " * 300
    test.file_uploader(key="upload").set_value(("pets.txt", text, "text/plain")).run()
    assert not test.exception
