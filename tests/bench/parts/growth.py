"""How the work grows: tokens a second against V, d, k, window and threads, one at a time."""

from __future__ import annotations

import time
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

import psutil

from tests.bench.bench import Bench, Part
from tests.bench.child import call
from tests.bench.figures import Result, Table, number, percent
from tests.bench.plot import draw
from tests.bench.settings import A, Setting
from tests.bench.trainers import vars_of

if TYPE_CHECKING:
    from typing import Any

    from engine.corpus.corpus import Corpus

_MEMORY = 0.25  # of what is free may a model take
_MODELS = 4  # tables of a model and of its checkpoint, at most

Case = tuple[str, int, tuple[int, int, int], int]  # axis, place on it, setting, threads
Point = dict[str, float]


def run(bench: Bench) -> Result:
    """All points in one child, where they take turns; all but V's on the text."""
    sizes = bench.sizes
    room = _MEMORY * psutil.virtual_memory().available / (4 * A.dimensions * _MODELS)
    words = [size for size in sizes.growth_words if size <= room]
    data = call(
        measure, cases=_cases(bench, words), folder=bench.text.part(sizes.speed_tokens).folder,
        tokens=sizes.growth_tokens, times=sizes.growth_times, seconds=sizes.growth_seconds,
    )  # fmt: skip
    for axis, points in data.items():
        bench.say(f"{axis}: {', '.join(number(p['speed'] / 1e3) for p in points)} k tokens/s")
    notes = ["What is not on the axis is setting A on one thread. V is on made texts."]
    if len(words) < len(sizes.growth_words):
        notes.append("Larger vocabularies are left out: they would take too much of the memory.")
    return Result(tables=(_table(data),), notes=tuple(notes), data=data)


def _cases(bench: Bench, words: list[int]) -> list[Case]:
    """One thing grows at a time."""
    sizes = bench.sizes
    return [
        *(("V", size, vars_of(A), 1) for size in words),
        *(("d", d, vars_of(replace(A, dimensions=d)), 1) for d in sizes.growth_dimensions),
        *(("k", k, vars_of(replace(A, negatives=k)), 1) for k in sizes.growth_negatives),
        *(("window", w, vars_of(replace(A, window=w)), 1) for w in sizes.growth_windows),
        *(("threads", n, vars_of(A), n) for n in _counts(bench.cores)),
    ]


def _counts(cores: int) -> list[int]:
    """1, 2, 4 … up to all cores."""
    return sorted({*(1 << i for i in range(cores.bit_length())), cores})


def measure(
    cases: list[Case], folder: str, tokens: int, times: int, seconds: float
) -> dict[str, list[Point]]:
    """In a child: by axis, speed (tokens/s), flops (flop/s of a thread) and sgemm at every point.

    The points take turns, so that what else the machine does meets all of them.
    """
    from tests.bench import made
    from tests.bench.limits import sgemm
    from tests.bench.text import load

    text = load(folder)
    texts = {x: made.corpus(x, tokens) for axis, x, _, _ in cases if axis == "V"}
    found: list[list[tuple[float, float]]] = [[] for _ in cases]
    for _ in range(times):
        for (axis, x, shape, threads), samples in zip(cases, found, strict=True):
            corpus = texts[x] if axis == "V" else text
            samples.append(_sample(corpus, Setting(*shape), threads, seconds))
    peak, data = sgemm(), {}
    for (axis, x, _, _), samples in zip(cases, found, strict=True):
        speed, flops = (median(each) for each in zip(*samples, strict=True))
        data.setdefault(axis, []).append({"x": x, "speed": speed, "flops": flops, "sgemm": peak})
    return data


def _sample(corpus: Corpus, setting: Setting, threads: int, seconds: float) -> tuple[float, float]:
    from engine.settings import Knobs, Recipe
    from engine.training.trainer import SkipGram
    from engine.vocabulary import build_vocabulary

    knobs = Knobs(window=setting.window, negatives=setting.negatives, epochs=1000)
    recipe = Recipe(dimensions=setting.dimensions, threads=threads)
    trainer = SkipGram(corpus, build_vocabulary(corpus, recipe.min_count), recipe, knobs)
    trainer.block(knobs)  # compiles, and touches the memory for the first time
    clock = time.process_time if threads == 1 else time.perf_counter
    tokens, pairs, began = trainer.position.tokens, 0, clock()
    while (spent := clock() - began) < seconds:
        pairs += trainer.block(knobs).pairs
    return (trainer.position.tokens - tokens) / spent, pairs * setting.flops / spent / threads


def _table(data: dict[str, Any]) -> Table:
    rows = [
        (
            axis,
            f"{point['x']:,}",
            number(point["speed"] / 1e3),
            number(point["flops"] / 1e9),
            percent(point["flops"] / point["sgemm"]),
        )
        for axis, points in data.items()
        for point in points
    ]
    heads = ("along", "at", "k tokens/s", "GFLOP/s a thread", "of sgemm")
    return Table("Medians:", heads, tuple(rows))


PART = Part(place=120, title="How the work grows", run=run, draw=draw)
