"""How much memory a process holds for itself (RssAnon) while it reads and while it trains."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import numpy as np

from tests.bench.bench import Bench, LeftOut, Part
from tests.bench.child import watched
from tests.bench.figures import Figure, Result, Table, number, worst
from tests.bench.parts.reading import read_pushpull
from tests.bench.settings import A
from tests.bench.text import MIN_COUNT, load, repeated

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

_MB = 1e6
_BLOCKS = 3  # at each place
_PIECE = 1 << 24  # tokens written at once
_BASE = 300 * _MB  # what a process may hold beside three models
_DISK = 0.8  # of what is free may be used


def run(bench: Bench) -> Result:
    """A long text and one twice as long are read; a short stream and a very long one trained."""
    figures, read = _reading(bench)
    more, trained, notes = _training(bench)
    return Result(figures=(*figures, *more), tables=(read, trained), notes=tuple(notes))


def _held(bench: Bench, what: str, job: Callable[..., Any], **arguments: Any) -> float:
    """Peak bytes of a child."""
    _, peak = watched(job, **arguments)
    if peak is None:
        raise LeftOut("Memory is left out: only Linux tells RssAnon.")
    bench.say(f"{what}: {number(peak / _MB, 'MB')}")
    return peak


def _reading(bench: Bench) -> tuple[list[Figure], Table]:
    size = bench.sizes.large_bytes
    peaks = []
    for length in (size, 2 * size):
        path = repeated(bench.text.lines, bench.folder / "long.txt", length)
        peaks.append(_held(bench, f"reading {length / _MB:.0f} MB", read_pushpull, path=path))
        path.unlink()
    one, two = (peak / _MB for peak in peaks)
    figures = [
        worst(f"Memory, reading {size / _MB:.0f} MB", [one], "MB", at_most=1_000),
        worst("Memory, reading twice as much, over that", [two / one], at_most=1.1),
    ]
    rows = ((f"{size / _MB:.0f}", number(one)), (f"{2 * size / _MB:.0f}", number(two)))
    return figures, Table("While reading:", ("text, MB", "peak RssAnon, MB"), rows)


def _training(bench: Bench) -> tuple[list[Figure], Table, list[str]]:
    text = bench.text
    wanted = bench.sizes.mapped_tokens
    most = int(_DISK * shutil.disk_usage(bench.folder).free) // 4
    long = max(1, min(wanted, most) // text.tokens)
    bound = 3 * text.vocabulary * A.dimensions * 4 + _BASE
    rows, shares = [], []
    for repeats in dict.fromkeys((1, long)):
        folder = bench.folder / "mapped"
        tokens = write_mapped(text.folder, folder, repeats)
        peak = _held(
            bench, f"training on {tokens:,} tokens", train_spread,
            folder=folder, repeats=repeats, places=bench.sizes.places,
        )  # fmt: skip
        shutil.rmtree(folder)
        rows.append((f"{tokens:,}", number(peak / _MB), number(bound / _MB)))
        shares.append(peak / bound)
    what = "Memory, training on a mapped stream, over 3·V·D·4 bytes + 300 MB"
    spread = f"{_BLOCKS} blocks are trained at each of {bench.sizes.places} places, from end to end"
    notes = [f"{spread}; V = {text.vocabulary:,}, D = {A.dimensions}."]
    if most < wanted:
        notes.append(f"The disk had room for {most:,} tokens only, not {wanted:,}.")
    heads = ("tokens", "peak RssAnon, MB", "bound, MB")
    return [worst(what, shares, at_most=1.0)], Table("While training:", heads, tuple(rows)), notes


def write_mapped(source: Path, folder: Path, repeats: int) -> int:
    """The ids of a prepared text, again and again, as a file; how many they are."""
    folder.mkdir()
    ids = np.load(source / "ids.npy")
    total = len(ids) * repeats
    long = np.lib.format.open_memmap(folder / "ids.npy", "w+", np.int32, (total,))
    del long  # the header stands; what follows is written as a file is, not page by page
    with (folder / "ids.npy").open("r+b") as file:
        file.seek(-4 * total, 2)
        for _ in range(repeats):
            for begin in range(0, len(ids), _PIECE):
                ids[begin : begin + _PIECE].tofile(file)
    shutil.copy(source / "symbols.txt", folder)
    np.save(folder / "counts.npy", np.load(source / "counts.npy") * repeats)
    return total


def train_spread(folder: str, repeats: int, places: int) -> int:
    """In a child: some blocks here and there in a mapped stream; returns the words of V."""
    from engine.settings import Knobs, Recipe
    from engine.training.checkpoint import Position
    from engine.training.trainer import SkipGram
    from engine.vocabulary import build_vocabulary

    corpus, knobs = load(folder), Knobs(epochs=1)
    vocabulary = build_vocabulary(corpus, MIN_COUNT * repeats)
    trainer = SkipGram(corpus, vocabulary, Recipe(dimensions=A.dimensions), knobs)
    for i in range(places):
        token = corpus.source.size * i // places
        trainer.position = Position(0, token, token)
        for _ in range(_BLOCKS):
            trainer.block(knobs)
    return len(vocabulary)


PART = Part(place=60, title="Memory", run=run)
