"""A copy of the tree in which one thing at a time may be broken."""

import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from numba.core.caching import _CacheLocator

from tests import ROOT

KERNELS = Path("engine", "kernels", "__pycache__")
_LEFT = shutil.ignore_patterns(".git", ".venv", ".hypothesis", ".*_cache", "output", "docs")
_LONGEST = 300  # seconds of a test
_LATER = 2_000_000_000  # nanoseconds: Python tells a changed file by the seconds of its time
_ASSERTED = re.compile(r"^(E|\s*\|)\s+(AssertionError|assert\b|Failed: DID NOT)", re.MULTILINE)
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How pytest ended, and what it said."""

    code: int
    text: str

    @property
    def verdict(self):
        """*killed* by an assertion; *survived*; *broken* if something else went wrong."""
        if self.code == 0:
            return "survived"
        return "killed" if self.code == 1 and _ASSERTED.search(self.text) else "broken"


class Tree:
    """A copy of `source` at `path`, with the machine code that was compiled there."""

    def __init__(self, path, source=ROOT):
        self.path = Path(path)
        shutil.copytree(source, self.path, ignore=_LEFT)  # keeps the times of files
        _adopt(source, self.path)

    def test(self, *tests, more=(), limit=None, **settings):
        """How these tests end here, in an environment with these settings; `limit` in seconds."""
        env = {name: value for name, value in os.environ.items() if name != "NUMBA_CACHE_DIR"}
        env |= _ONE_THREAD | settings
        asked = ["-q", "-p", "no:cacheprovider", "--hypothesis-seed=1", *more, *tests]
        try:
            done = subprocess.run(
                [sys.executable, "-m", "pytest", *asked], cwd=self.path, env=env, check=False,
                text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=limit,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return Outcome(-1, f"did not end within {limit} s")
        return Outcome(done.returncode, done.stdout)

    def tried(self, mutant):
        """How a mutant's test ends while it is in force."""
        settings = {"PYTHONDONTWRITEBYTECODE": "1"}  # nothing of it stays
        with self._broken(mutant), TemporaryDirectory() as fresh:
            if mutant.of_kernels:  # Numba knows a kernel by its own file, not by those it calls
                settings["NUMBA_CACHE_DIR"] = fresh
            return self.test(mutant.test, more=["-x"], limit=_LONGEST, **settings)

    @contextmanager
    def _broken(self, mutant):
        path = self.path / mutant.file
        text, times = path.read_bytes(), path.stat()
        path.write_text(mutant.broken(text.decode()), encoding="utf-8")
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns + _LATER))
        try:
            yield
        finally:
            path.write_bytes(text)
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def _adopt(source, path):
    """Rename the folders of machine code, which Numba calls by where the sources lie."""
    for cache in (path / KERNELS).glob("kernels-*"):
        for folder in {file.parent.relative_to(path) for file in path.rglob("*.py")}:
            old, new = (
                cache / _CacheLocator.get_suitable_cache_subpath(str(place / folder / "any.py"))
                for place in (source, path)
            )
            if old.exists():
                old.rename(new)
