"""Training on a cluster from beginning to end, for the command line and the demonstration."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from engine.cluster import connection, shards
from engine.cluster.averaged import EVERY, Averaged
from engine.vocabulary import build_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.cluster.connection import Cluster
    from engine.corpus.corpus import Corpus
    from engine.settings import Knobs, Reading, Recipe


@dataclass(frozen=True, slots=True)
class Led:
    """A corpus that a cluster has read, to be trained by it."""

    cluster: Cluster
    corpus: Corpus
    recipe: Recipe
    knobs: Knobs
    read_seconds: float

    def trainer(self, workers: int | None = None, every: int | None = None) -> Averaged:
        """A run whose workers are ready; raises `ClusterError` if none comes."""
        made = Averaged(
            self.corpus,
            build_vocabulary(self.corpus, self.recipe.min_count),
            self.recipe,
            self.knobs,
            cluster=self.cluster,
            workers=workers,
            every=every or EVERY,
        )
        made.ensure_workers()
        return made

    def summary(self, trainer: Averaged) -> dict[str, object]:
        """What it cost, for a line of JSON: bytes and seconds of the whole run."""
        cost, tokens = trainer.cost, max(1, trainer.position.tokens)
        numbers = {
            name: round(value, 3) if isinstance(value, float) else value
            for name, value in asdict(cost).items()
        }
        return {
            "read_seconds": round(self.read_seconds, 3),
            "cluster": {
                "address": self.cluster.address,
                "nodes": self.cluster.nodes,
                "workers": trainer.pool.count,
                **numbers,
                "bytes_per_token": round(cost.sent / tokens, 1),
            },
        }


@contextmanager
def lead(
    address: str, places: Sequence[str], reading: Reading, recipe: Recipe, knobs: Knobs
) -> Iterator[Led]:
    """Join a cluster, let it read the shards, and in the end part from it, if that was all.

    Raises
    ------
    ClusterError
        If the cluster cannot be used.
    CorpusError
        If a shard is not there, or cannot be read.
    """
    before = connection.joined(address)
    cluster = connection.join(address)
    try:
        began = time.perf_counter()
        corpus = shards.gathered(shards.found(places), reading, cluster)
        yield Led(cluster, corpus, recipe, knobs, time.perf_counter() - began)
    finally:
        if not before:
            connection.leave()
