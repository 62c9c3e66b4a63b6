"""How fast Pushpull trains, beside gensim and beside what the core can do: setting A."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from tests.bench.bench import Bench, Part
from tests.bench.figures import Figure, Result, Table, middle, number, percent
from tests.bench.settings import A
from tests.bench.trainers import Run, gensim, pushpull

if TYPE_CHECKING:
    from pathlib import Path

Round = dict[tuple[str, int], Run]


def run(bench: Bench) -> Result:
    """Rounds of gensim 1, Pushpull 1, Pushpull 2, gensim 2: each compared with its neighbour."""
    text = bench.text.part(bench.sizes.speed_tokens)
    threads = (1, 2) if bench.cores > 1 else (1,)
    rounds = [_round(bench, text.folder, threads) for _ in range(bench.sizes.rounds)]
    figures = _one_thread(rounds)
    passes = f"Passes over them: Pushpull {bench.sizes.passes}, gensim 1."
    counts = f"{text.tokens:,} words, with the counts of the whole text (V = {text.vocabulary:,})"
    notes = [f"{A}; {counts}. {passes}"]
    if len(threads) > 1:
        figures += _two_threads(rounds)
    else:
        notes.append("Two threads are left out: there is one core.")
    return Result(figures=tuple(figures), tables=(_table(rounds),), notes=tuple(notes))


def _round(bench: Bench, folder: Path, threads: tuple[int, ...]) -> Round:
    done: Round = {}
    order = [("gensim", 1), ("Pushpull", 1), ("Pushpull", 2), ("gensim", 2)]
    for name, count in order:
        if count not in threads:
            continue
        if name == "gensim":
            done[name, count] = gensim(folder, A, count)
        else:
            done[name, count] = pushpull(folder, A, count, bench.sizes.passes)
        speed = done[name, count].speed(count)
        bench.say(f"{name}, threads {count}: {number(speed / 1000)} k tokens/s")
    return done


def share_of_peak(run: Run, flops: int) -> float:
    """Per cent of the sgemm measured in the same process, by the CPU seconds of one thread."""
    return 100 * run.pairs * flops / run.cpu / run.sgemm


def _one_thread(rounds: list[Round]) -> list[Figure]:
    ratios = [r["Pushpull", 1].speed(1) / r["gensim", 1].speed(1) for r in rounds]
    shares = [share_of_peak(r["Pushpull", 1], A.flops) for r in rounds]
    return [
        middle("Training, 1 thread, over gensim with one worker", ratios, at_least=12),
        middle("Training, 1 thread, of one core's sgemm", shares, "%", at_least=42),
    ]


def _two_threads(rounds: list[Round]) -> list[Figure]:
    alone = [r["Pushpull", 1].tokens / r["Pushpull", 1].wall for r in rounds]
    both = [r["Pushpull", 2].speed(2) for r in rounds]
    rival = [r["gensim", 2].speed(2) for r in rounds]
    return [
        middle(
            "Training, 2 threads, over 1 thread",
            [b / a for a, b in zip(alone, both, strict=True)],
            at_least=1.6,
        ),
        middle(
            "Training, 2 threads, over gensim with two workers",
            [b / r for b, r in zip(both, rival, strict=True)],
            at_least=10,
        ),
    ]


def _table(rounds: list[Round]) -> Table:
    heads = ("trainer", "threads", "k tokens/s", "GFLOP/s", "of sgemm", "sgemm GFLOP/s")
    first = rounds[0]
    pairs = first["Pushpull", 1].pairs / first["Pushpull", 1].tokens  # gensim's differ by chance
    peak = median(r["Pushpull", 1].sgemm for r in rounds)
    rows = []
    for name, threads in first:
        speed = median(r[name, threads].speed(threads) for r in rounds)
        flops = speed * pairs * A.flops
        share = percent(flops / peak / threads)
        cells = (number(speed / 1e3), number(flops / 1e9), share, number(peak / 1e9))
        rows.append((name, str(threads), *cells))
    caption = "Medians of the rounds; the share of sgemm is that of as many cores as threads:"
    return Table(caption, heads, tuple(rows))


PART = Part(place=20, title="Training", run=run)
