"""What every test process would compile, compiled once before they begin, in two processes.

``python -m tests.warm`` leaves the machine code of the page's kernels and of UMAP in Numba's cache.
On a cold cache all workers and their servers would each spend those seconds of processor time.
"""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from tests import ROOT

KERNELS = "from explorer.runs.registry import Registry; Registry._warm_up()"
UMAP = "from explorer.runs.map.umap_process import Layouter; Layouter()"


def run(code):
    """The code that a fresh interpreter ends with after this."""
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    with ThreadPoolExecutor() as pool:
        sys.exit(max(pool.map(run, (KERNELS, UMAP))))
