"""Many workers: what their copies learn together, what they send, what a cluster would take."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from tests.bench import copies, scaling
from tests.bench.bench import Bench, Part
from tests.bench.child import call
from tests.bench.figures import Figure, Result, Table, number
from tests.bench.parts.quality import judged

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOSS = -1.0  # points of analogies


def run(bench: Bench) -> Result:
    """One process and 2, 4 and 8 workers on the same text; then the parts of a prediction."""
    found = {workers: _trained(bench, workers) for workers in bench.sizes.cluster_workers}
    seconds, among, rate = call(copies.called)
    alone, two = found[1], found[min(found.keys() - {1})]
    parts = scaling.Parts(
        speed=alone["tokens"] / alone["train"],
        meet=two["meet"],
        received=two["bytes"],
        call=seconds,
        among=among,
    )
    note = (
        f"A call to a Ray actor took {number(1e6 * seconds, 'µs')}, one of many sent together"
        f" {number(1e6 * among, 'µs')}; Ray's object store passed {number(rate / 1e6, 'MB/s')} from"
        " process to process."
    )
    tables = (_table(found), _predicted(parts))
    return Result(figures=tuple(_losses(found)), tables=tables, notes=(note,), data=asdict(parts))


def _trained(bench: Bench, workers: int) -> dict[str, Any]:
    folder = bench.folder / "copies"
    folder.mkdir(exist_ok=True)
    into, sizes = folder / "vectors.bin", bench.sizes
    text = bench.text if bench.questions else bench.text.part(sizes.speed_tokens)
    epochs = sizes.quality_epochs if bench.questions else 1
    found: dict[str, Any] = call(
        copies.trained, cores=1, folder=text.folder, workers=workers, every=sizes.cluster_every,
        epochs=epochs, into=into,
    )  # fmt: skip
    found["analogies"] = None
    if bench.questions and bench.pairs:
        gold = [bench.questions, bench.pairs]
        found["analogies"] = call(judged, path=into, top=sizes.top, gold=gold)["analogies"]
    bench.say(f"{workers} workers: analogies {found['analogies']} %")
    return found


def _losses(found: dict[int, dict[str, Any]]) -> Iterator[Figure]:
    """Points of analogies by which many workers differ from one process."""
    for workers, one in found.items():
        if workers > 1 and one["analogies"] is not None and found[1]["analogies"] is not None:
            lost = one["analogies"] - found[1]["analogies"]
            yield Figure(
                what=f"Analogies, {workers} workers less one process", value=lost, low=lost,
                high=lost, unit="points", at_least=_LOSS,
            )  # fmt: skip


def _table(found: dict[int, dict[str, Any]]) -> Table:
    rows = tuple(
        (
            str(workers),
            f"{one['rounds']:,}",
            "–" if one["analogies"] is None else f"{one['analogies']:.2f}",
            number(one["bytes"] / one["tokens"]),
            number(1e3 * one["train"]),
            number(1e3 * one["meet"]),
        )
        for workers, one in found.items()
    )
    heads = (
        "workers", "rounds", "analogies, %", "bytes received a token", "ms of training a round",
        "ms of meeting",
    )  # fmt: skip
    return Table("Copies of one model, on one core one after the other:", heads, rows)


def _predicted(parts: scaling.Parts) -> Table:
    rows = tuple(
        (str(nodes), *(number(scaling.hours(parts, nodes, every)) for every in scaling.EVERY))
        for nodes in scaling.NODES
    )
    heads = ("nodes", *(f"hours, a meeting every {every:,}" for every in scaling.EVERY))
    return Table("Predicted for 10¹¹ tokens, from the parts above and 10 Gbit/s:", heads, rows)


PART = Part(place=145, title="Many workers", run=run, draw=scaling.draw)
