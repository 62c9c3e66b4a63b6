"""``python -m engine.cluster.demo``: two Ray nodes on this machine, one of them killed in between.

Nothing is downloaded and nothing leaves the machine: a made text is written to shards, two nodes
are started, workers on both train it, one node is killed, and in the end stands what it cost.
"""

from __future__ import annotations

import os
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cluster import connection, shards
from engine.cluster.averaged import Averaged
from engine.corpus.builtin.toyland import toyland
from engine.evaluation.analogies import accuracy
from engine.settings import Reading
from engine.similarity import unit_rows
from engine.vocabulary import build_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.corpus.corpus import Corpus

_CORES = 2  # of each node: what stands for a machine here
_STORE = 100 << 20  # bytes of each node's object store
_TOKENS, _SHARDS = 400_000, 4
_QUICK = {  # a node that dies is missed after seconds; a busy one is not taken for dead
    "health_check_initial_delay_ms": 0,
    "health_check_period_ms": 1_000,
    "health_check_timeout_ms": 10_000,
    "health_check_failure_threshold": 3,
}


def main() -> int:
    """Run it; 0 if the run ended in spite of the loss."""
    os.environ.setdefault("RAY_AUTH_MODE", "disabled")  # on this machine only, for a minute
    connection.ray()
    from ray.cluster_utils import Cluster as Nodes  # noqa: PLC0415 - only here

    settings = {"num_cpus": _CORES, "object_store_memory": _STORE, "include_dashboard": False}
    nodes = Nodes(initialize_head=True, head_node_args={**settings, "_system_config": _QUICK})
    other = nodes.add_node(num_cpus=_CORES, object_store_memory=_STORE)
    print(f"Two Ray nodes of {_CORES} cores each were started on this machine.")
    try:
        with tempfile.TemporaryDirectory(prefix="pushpull-demo-") as folder:
            _train(nodes.address, _written(Path(folder)), lambda: _kill(nodes, other))
    finally:
        connection.leave()
        nodes.shutdown()  # type: ignore[no-untyped-call] # of Ray
    return 0


def _kill(nodes: Any, node: Any) -> None:  # noqa: ANN401 - of Ray, which ships no types for them
    """End all processes of a node, wherever they are; by SIGKILL Ray would print pages of log."""
    print("\nOne node is killed now.", flush=True)
    nodes.remove_node(node)


def _written(folder: Path) -> list[str]:
    """A made text as shards of whole sentences."""
    corpus = toyland(_TOKENS)
    source: Any = corpus.source
    words = [corpus.symbols[i] for i in range(len(corpus.symbols))]
    lines = [
        " ".join(words[i] for i in source.ids[low:high]) for low, high in pairwise(source.offsets)
    ]
    for shard in range(_SHARDS):
        text = "\n".join(lines[shard::_SHARDS]) + "\n"
        (folder / f"shard-{shard}.txt").write_text(text, encoding="utf-8")
    return [str(folder / "shard-*.txt")]


def _train(address: str, places: list[str], kill: Any) -> None:  # noqa: ANN401 - what to call
    cluster = connection.join(address)
    corpus = shards.gathered(shards.found(places), Reading(sentences="line"), cluster)
    made = toyland(_TOKENS).suggested
    recipe, knobs = made.recipe, made.knobs
    trainer = Averaged(
        corpus, build_vocabulary(corpus, recipe.min_count), recipe, knobs, cluster=cluster
    )
    trainer.ensure_workers()
    print(f"{trainer.pool.count} workers read {corpus.source.size:,} tokens in {_SHARDS} shards.")
    for share in _shares(trainer, kill):
        print(f"\r{share:4.0%} trained", end="", flush=True)
        while trainer.notices:
            print(f"\n{trainer.notices.pop(0)}")
    print(f"\n\nWhat it cost:\n{_bill(trainer)}")
    print(f"  analogies right       {_score(trainer, toyland(_TOKENS)):.1%}")


def _shares(trainer: Averaged, kill: Any) -> Iterator[float]:  # noqa: ANN401 - what to call
    """How much is trained; at the half a node is killed."""
    knobs = toyland(_TOKENS).suggested.knobs
    killed = False
    while not trainer.finished(knobs):
        progress = trainer.block(knobs)
        yield progress.tokens / progress.goal
        if not killed and progress.tokens > progress.goal / 2:
            killed = True
            kill()


def _bill(trainer: Averaged) -> str:
    cost, tokens = trainer.cost, trainer.position.tokens
    rows = [
        ("tokens trained", f"{tokens:,}"),
        ("rounds", f"{cost.rounds:,}"),
        ("bytes between workers", f"{cost.sent:,} ({cost.sent / tokens:.0f} a token)"),
        ("seconds of training", f"{cost.training_seconds:.1f}"),
        ("seconds of meeting", f"{cost.meeting_seconds:.1f}"),
        ("workers lost", f"{cost.lost}"),
        ("tokens trained again", f"{cost.again:,}"),
    ]
    return "\n".join(f"  {name:<22}{value}" for name, value in rows)


def _score(trainer: Averaged, planted: Corpus) -> float:
    """The share of the planted analogies that come out right."""
    scored = accuracy(trainer.vocabulary, unit_rows(trainer.model.v), planted.questions)
    return scored.share or 0.0


if __name__ == "__main__":
    sys.exit(main())
