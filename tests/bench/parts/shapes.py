"""The same at wider vectors (B) and at more noise in wider windows (C)."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from tests.bench.bench import Bench, Part
from tests.bench.figures import Figure, Result, Table, middle, number, percent
from tests.bench.parts.training import share_of_peak
from tests.bench.settings import B, C, Setting
from tests.bench.trainers import Run, gensim, pushpull

if TYPE_CHECKING:
    from tests.bench.text import Text

_NAMES = {"B": B, "C": C}
Pair = tuple[Run, Run]


def run(bench: Bench) -> Result:
    """Pairs of Pushpull and gensim on one thread, at B and at C."""
    whole = bench.text.part(bench.sizes.speed_tokens)
    short = bench.text.part(bench.sizes.slow_tokens)
    pairs: dict[str, list[Pair]] = {name: [] for name in _NAMES}
    for _ in range(bench.sizes.slow_rounds):
        for name, setting in _NAMES.items():
            pairs[name].append(_pair(bench, setting, whole, short))
    note = (
        f"One thread; Pushpull on {whole.tokens:,} words, gensim on the first {short.tokens:,}"
        " of them, for it takes longer; both with the counts of the whole text."
    )
    return Result(
        figures=tuple(figure for name in _NAMES for figure in _figures(name, pairs[name])),
        tables=(_table(pairs),),
        notes=(note,),
    )


def _pair(bench: Bench, setting: Setting, whole: Text, short: Text) -> Pair:
    ours, theirs = pushpull(whole.folder, setting), gensim(short.folder, setting)
    speeds = " and ".join(number(each.speed(1) / 1e3) for each in (ours, theirs))
    bench.say(f"{setting}: Pushpull and gensim {speeds} k tokens/s")
    return ours, theirs


def _figures(name: str, pairs: list[Pair]) -> list[Figure]:
    setting = _NAMES[name]
    shares = [share_of_peak(ours, setting.flops) for ours, _ in pairs]
    ratios = [ours.speed(1) / theirs.speed(1) for ours, theirs in pairs]
    return [
        middle(f"{name} ({setting}), of one core's sgemm", shares, "%", at_least=48),
        middle(f"{name} ({setting}), over gensim with one worker", ratios),
    ]


def _table(pairs: dict[str, list[Pair]]) -> Table:
    heads = ("setting", "Pushpull, k tokens/s", "gensim, k tokens/s", "GFLOP/s", "of sgemm")
    rows = []
    for name, found in pairs.items():
        setting = _NAMES[name]
        ours, theirs = (median(pair[i].speed(1) for pair in found) / 1e3 for i in (0, 1))
        flops = median(pair[0].pairs * setting.flops / pair[0].cpu for pair in found) / 1e9
        share = median(share_of_peak(pair[0], setting.flops) for pair in found)
        cells = (number(ours), number(theirs), number(flops), percent(share / 100))
        rows.append((f"{name}: {setting}", *cells))
    return Table("Medians:", heads, tuple(rows))


PART = Part(place=30, title="Wider vectors, more noise", run=run)
