"""If this fails, one upload takes the memory of all."""

import subprocess
import sys
from pathlib import Path

import pytest

from engine.corpus import scratch
from tests import ROOT

PEAK = """
import io, sys
from engine.settings import Reading

def anonymous(_=0):
    for line in open("/proc/self/status"):
        if line.startswith("RssAnon"):
            peaks.append(int(line.split()[1]))

class Letters(io.RawIOBase):
    left = int(sys.argv[1])
    def read(self, size=-1):
        count = min(size, self.left)
        self.left -= count
        return b"a b c d\\n" * (count // 8)

peaks = []
from engine.corpus.text.files import read_files
read_files([("a", io.BytesIO(b"ab cd"))], Reading())
corpus = read_files([("a", Letters())], Reading(), progress=anonymous)
anonymous()
print(corpus.source.size, max(peaks))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux tells its memory there")
def test_memory_does_not_grow_with_the_text():
    # Lost otherwise: a bomb of one-letter words takes the server down.
    peaks = []
    for size in (1 << 23, 1 << 27):
        said = subprocess.run(
            [sys.executable, "-c", PEAK, str(size)],
            cwd=ROOT, check=True, capture_output=True, text=True,
        ).stdout.split()  # fmt: skip
        assert int(said[0]) == size // 2
        peaks.append(int(said[1]))
    assert peaks[1] < peaks[0] + 5 * scratch.KEPT // 1024
