"""If these fail, one visitor's products take the cores that others train on."""

import subprocess
import sys

SAID = """
import numpy as np
from explorer.runs.registry import one_core_each
one_core_each()
from threadpoolctl import threadpool_info
np.linalg.eigh(np.eye(200))
print(sorted({pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"}))
"""


def test_a_product_of_matrices_takes_one_core():
    done = subprocess.run([sys.executable, "-c", SAID], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[1]"
