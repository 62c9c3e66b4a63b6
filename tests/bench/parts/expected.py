"""What the theory costs: exact expected counts of a text, and the optimum of a known joint."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

from tests.bench.bench import Bench, Part
from tests.bench.child import call
from tests.bench.figures import Figure, Result, Table, middle, number

if TYPE_CHECKING:
    from collections.abc import Iterable

_THRESHOLDS = (0.0, 1e-3, 1e-4, 1e-5)
_WORDS = 3_000
_SECONDS = {30: 2, 60: 8}  # allowed to the optimum of so many words


def run(bench: Bench) -> Result:
    """Counts at several thresholds, each once, and two optima, all on one core."""
    folder = bench.text.folder
    rows = []
    for threshold in _THRESHOLDS:
        seconds, pairs = call(count, folder=folder, threshold=threshold, cores=1)
        bench.say(f"t = {threshold:g}: {number(seconds, 's')}")
        rows.append((f"{threshold:g}" if threshold else "off", seconds, pairs))
    slowest = max(seconds for _, seconds, _ in rows)
    what = f"Expected counts of the text, window 5, top {_WORDS:,}, slowest t"
    goal = {"at_most": 60} if not bench.tiny else {}
    cells = tuple((t, number(seconds), f"{pairs:,.0f}") for t, seconds, pairs in rows)
    return Result(
        figures=(
            middle(what, [slowest], "s", **goal),
            *(_optimum(bench, words) for words in _SECONDS),
        ),
        tables=(Table("One core:", ("t", "CPU seconds", "pairs expected an epoch"), cells),),
    )


def _optimum(bench: Bench, words: int) -> Figure:
    times = [call(climb, words=words, cores=1) for _ in range(bench.sizes.slow_rounds)]
    bench.say(f"{words} words: {number(times[0], 's')}")
    return middle(
        f"Full-batch optimum of {words} words, k = 5", times, "s", at_most=_SECONDS[words]
    )


def count(folder: str, threshold: float) -> tuple[float, float]:
    """In a child: CPU seconds of one count, and the pairs it expects."""
    from engine.sampling.subsample import keep_chances
    from engine.settings import Knobs
    from engine.theory.expected import counting
    from engine.vocabulary import build_vocabulary
    from tests.bench.text import MIN_COUNT, load

    corpus = load(folder)
    counts, knobs = build_vocabulary(corpus, MIN_COUNT).counts, Knobs()
    keep = keep_chances(counts, threshold)
    _exhausted(counting(_first(corpus), knobs, keep, _WORDS))  # compiles, or loads, the kernel
    began = time.process_time()
    last = _exhausted(counting(corpus.source, knobs, keep, _WORDS))
    return time.process_time() - began, float(last.counted.inputs.sum())


def climb(words: int) -> float:
    """In a child: CPU seconds from a random start to rest."""
    from engine.theory.known_joint import full_batch, known_joint

    joint = known_joint(words, np.random.default_rng(1))
    began = time.process_time()
    _exhausted(full_batch(joint, 5, np.random.default_rng(2)))
    return time.process_time() - began


def _first(corpus):
    from engine.corpus.tokens import Tokens

    ids = corpus.source.ids[:1_000]
    return Tokens(ids, np.array([0, len(ids)], np.int64))


def _exhausted(states: Iterable):
    last = None
    for state in states:
        last = state
    return last


PART = Part(place=110, title="What the theory costs", run=run)
