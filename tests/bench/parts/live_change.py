"""How long a turned knob waits, and whether anything is compiled for it."""

from __future__ import annotations

import importlib
import pkgutil
import time
from dataclasses import fields, replace
from statistics import median

from tests.bench.bench import Bench, Part
from tests.bench.child import call
from tests.bench.figures import Result, Table, number, worst
from tests.bench.settings import A

_TURNS = 5  # of every knob, there and back
_TOKENS = 1_000_000
_MS = 1e3


def run(bench: Bench) -> Result:
    """Every knob is turned there and back on a model of a million words."""
    times, compiled = call(turn_all, words=bench.sizes.live_words)
    rows = tuple((name, number(_MS * median(waits))) for name, waits in times.items())
    waits = [_MS * median(found) for found in times.values()]
    bench.say(f"the slowest knob: {number(max(waits), 'ms')}; compiled anew: {compiled}")
    what = f"A turned knob is in force, V = {bench.sizes.live_words:,}, the slowest of them"
    return Result(
        figures=(
            worst(what, waits, "ms", at_most=50),
            worst("Kernels compiled because a knob was turned", [compiled], "", at_most=0),
        ),
        tables=(Table("Medians of the turns:", ("knob", "ms until in force"), rows),),
        notes=(f"{_TURNS} times there and back; d = {A.dimensions}.",),
    )


def turn_all(words: int) -> tuple[dict[str, list[float]], int]:
    """In a child: seconds of every turn of each knob, and the signatures compiled meanwhile."""
    from engine.settings import Knobs, Recipe
    from engine.training.trainer import SkipGram
    from engine.vocabulary import build_vocabulary
    from tests.bench import made

    corpus = made.corpus(words, min(_TOKENS, 100 * words))
    knobs = Knobs(epochs=1000)
    trainer = SkipGram(
        corpus, build_vocabulary(corpus, 1), Recipe(dimensions=A.dimensions, min_count=1), knobs
    )
    trainer.block(knobs)
    trainer.targets(knobs, 1)
    before, times = _signatures(), {}
    for item in fields(Knobs):
        turned = replace(knobs, **{item.name: _another(item)})
        times[item.name] = [_wait(trainer, each) for _ in range(_TURNS) for each in (turned, knobs)]
        trainer.block(turned)
    return times, _signatures() - before


def _another(item):
    """A value of a knob's slider that is not its default."""
    from engine.ranges import range_of

    return next(stop for stop in range_of(item).stops if stop != item.default)


def _wait(trainer, knobs) -> float:
    began = time.perf_counter()
    trainer.targets(knobs, 1)
    return time.perf_counter() - began


def _signatures() -> int:
    """How many versions of all kernels are compiled."""
    from engine import kernels

    modules = [
        importlib.import_module(f"{kernels.__name__}.{found.name}")
        for found in pkgutil.iter_modules(kernels.__path__)
    ]
    compiled = {
        id(thing): len(thing.signatures)
        for module in modules
        for thing in vars(module).values()
        if hasattr(thing, "signatures")
    }
    return sum(compiled.values())


PART = Part(place=100, title="A turned knob", run=run)
