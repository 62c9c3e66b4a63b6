"""If this fails, `make cluster-demo` shows a traceback, or a loss that was not survived."""

import subprocess
import sys

import pytest

from tests import ROOT


@pytest.mark.long
def test_the_demonstration_survives_its_loss_and_prints_what_it_cost():
    """The first thing that somebody with a cluster tries would not work."""
    run = subprocess.run(
        [sys.executable, "-m", "engine.cluster.demo"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-2000:]
    assert "workers were lost at token" in run.stdout
    cost = run.stdout[run.stdout.index("What it cost:") :]
    assert "bytes between workers" in cost
    assert float(cost.split("analogies right")[1].split("%")[0]) > 80
