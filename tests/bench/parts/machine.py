"""What the machine can do at most, so that every other figure can be read against it."""

from __future__ import annotations

from tests.bench.bench import Bench, Part
from tests.bench.child import call
from tests.bench.figures import Result, middle
from tests.bench.limits import all_of_them


def run(bench: Bench) -> Result:
    """One core's sgemm, its multiply-adds without memory, and its triad; the best of each."""
    found = [call(all_of_them, cores=1) for _ in range(bench.sizes.slow_rounds)]
    sgemm, fma, memory = ([each[i] / 1e9 for each in found] for i in range(3))
    return Result(
        figures=(
            middle("One core's sgemm (numpy's BLAS)", sgemm, "GFLOP/s"),
            middle("One core's multiply-adds, eight lanes wide", fma, "GFLOP/s"),
            middle("One core's triad (a = b + 3c)", memory, "GB/s"),
        ),
    )


PART = Part(place=10, title="What the machine can do", run=run)
