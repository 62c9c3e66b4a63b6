"""If this fails, a number from a file leads a kernel out of its arrays, and the process ends."""

import os
import subprocess
import sys

from tests import ROOT


def test_no_kernel_leaves_its_arrays_whatever_the_numbers_are(tmp_path):
    """NaN, infinity, below 0, 0, 1e±300: with every index checked, which costs seconds once."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.engine.kernels.strangers"],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "NUMBA_BOUNDSCHECK": "1", "NUMBA_CACHE_DIR": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["walks", "alias_tables", "trees", "kmers"]
