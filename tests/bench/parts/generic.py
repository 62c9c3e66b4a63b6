"""The speed that is left on a processor without AVX2 and FMA, and what compiling costs."""

from __future__ import annotations

from tests.bench.bench import Bench, Part
from tests.bench.figures import Result, middle, number
from tests.bench.settings import A
from tests.bench.trainers import pushpull

_GENERIC = {"NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": ""}


def run(bench: Bench) -> Result:
    """Pairs of the machine as it is and as Numba's "generic" one of its family."""
    text = bench.text.part(bench.sizes.slow_tokens)
    cache = str(bench.folder / "generic-cache")
    shares = []
    for _ in range(bench.sizes.slow_rounds):
        own = pushpull(text.folder, A).speed(1)
        plain = pushpull(text.folder, A, **_GENERIC, NUMBA_CACHE_DIR=cache).speed(1)
        bench.say(f"generic: {number(plain / 1e3)} of {number(own / 1e3)} k tokens/s")
        shares.append(100 * plain / own)
    return Result(
        figures=(middle("Training, 1 thread, on a generic processor", shares, "%"),),
    )


PART = Part(place=95, title="Other processors", run=run)
