"""How long a question for a word's neighbours takes in a large model."""

from __future__ import annotations

import time

import numpy as np

from tests.bench.bench import Bench, Part
from tests.bench.child import call
from tests.bench.figures import Result, middle, number
from tests.bench.zipf import word

_DIMENSIONS = 300
_QUERIES = 60
_MS = 1e3


def run(bench: Bench) -> Result:
    """Many queries on made vectors, on one core."""
    words = bench.sizes.neighbour_words
    times = [_MS * seconds for seconds in call(query, words=words, cores=1)]
    found = middle(f"Neighbours among {words:,} words, d = {_DIMENSIONS}", times, "ms", at_most=30)
    bench.say(f"neighbours: {number(found.value, 'ms')}")
    return Result(
        figures=(found,),
        notes=(f"{_QUERIES} queries for 10 neighbours, each timed by the clock, on one core.",),
    )


def query(words: int) -> list[float]:
    """In a child: seconds of each query."""
    from engine.evaluation.neighbours import neighbours
    from engine.similarity import unit_rows
    from engine.vocabulary import unranked

    chance = np.random.default_rng(1)
    unit = unit_rows(chance.standard_normal((words, _DIMENSIONS), np.float32))
    vocabulary = unranked(tuple(word(rank) for rank in range(words)))
    neighbours(vocabulary, unit, word(0))  # the first wakes BLAS
    return [_seconds(lambda w=w: neighbours(vocabulary, unit, word(w))) for w in range(_QUERIES)]


def _seconds(work) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


PART = Part(place=80, title="Neighbours", run=run)
