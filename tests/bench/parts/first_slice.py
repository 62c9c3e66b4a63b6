"""From the start of Python to a trained slice of a text that is kept, warm and without a cache."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from typing import TYPE_CHECKING

from tests.bench.bench import Bench, Part
from tests.bench.child import ROOT, ChildError, environment_of
from tests.bench.figures import Result, middle, number

if TYPE_CHECKING:
    from pathlib import Path


def run(bench: Bench) -> Result:
    """Starts with Numba's cache and starts with an empty one, in turn."""
    store = bench.folder / "store"
    for _ in range(2):  # reads and keeps the text, then remembers its digest; compiles
        _started(bench, store)
    warm, cold = [], []
    for _ in range(bench.sizes.slow_rounds):
        warm.append(_started(bench, store))
        with tempfile.TemporaryDirectory(dir=bench.folder) as empty:
            cold.append(_started(bench, store, NUMBA_CACHE_DIR=empty))
        bench.say(f"first slice: {number(warm[-1], 's')}, compiling {number(cold[-1], 's')}")
    return Result(
        figures=(
            middle("First slice from the start of Python, warm", warm, "s", at_most=1.5),
            middle("First slice with no Numba cache", cold, "s", at_most=10),
        ),
        notes=(f"Text: {bench.text.tokens:,} words, V = {bench.text.vocabulary:,}.",),
    )


def _started(bench: Bench, store: Path, **environment: str) -> float:
    """Seconds of the clock until a new process has trained its first slice."""
    order = [sys.executable, "-m", "tests.bench.slice", bench.text.lines, store]
    settings = environment_of(environment)
    began = time.perf_counter()
    with subprocess.Popen(order, cwd=ROOT, env=settings, stdout=subprocess.PIPE) as process:
        said = process.stdout.readline()
        seconds = time.perf_counter() - began
    if not said:
        raise ChildError(f"the first slice was not trained: {process.returncode}")
    return seconds


PART = Part(place=90, title="The first slice", run=run)
