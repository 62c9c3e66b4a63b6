"""Many workers in one process, one after the other: what they learn, and what a round takes each.

The workers are those of a cluster (`engine.cluster.worker`), without Ray between them: so their
quality can be judged on one machine, and what a cluster would take be reckoned from its parts.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from tests.bench.settings import A
from tests.bench.text import MIN_COUNT, load

if TYPE_CHECKING:
    from engine.cluster.worker import Worker

CALLS = 200  # of an actor, timed
BULK = 16 << 20  # bytes sent at once to see how fast


def trained(folder: str, workers: int, every: int, epochs: int, into: str) -> dict[str, Any]:
    """In a child: train by so many copies and write the vectors.

    Seconds of a worker's round, split, and the bytes that it receives a round.
    """
    from engine import formats
    from engine.cluster.average import rows_of
    from engine.cluster.worker import Worker, edges
    from engine.settings import Knobs, Recipe

    corpus, knobs = load(folder), Knobs(window=A.window, negatives=A.negatives, epochs=epochs)
    recipe = Recipe(dimensions=A.dimensions, min_count=MIN_COUNT)
    crew = [Worker(corpus, recipe, knobs) for _ in range(workers)]
    size, words = corpus.source.size, len(crew[0].vocabulary)
    rounds = max(1, -(-size // (workers * every)))
    spent = {"train": 0.0, "meet": 0.0, "bytes": 0.0, "tokens": 0.0}
    for epoch in range(epochs):
        for turn in range(1, rounds + 1):
            began = time.process_time()
            spent["tokens"] += _train(crew, edges(size, workers), (epoch, turn, rounds), spent)
            middle = time.process_time()
            count = words if turn == rounds else rows_of(turn, words)
            spent["bytes"] += _meet(crew, count)
            spent["train"] += middle - began
            spent["meet"] += time.process_time() - middle
    vectors = formats.Vectors(crew[0].vocabulary.symbols, crew[0].model.v)
    formats.save(into, vectors, "word2vec")
    each = rounds * epochs * workers
    return {"rounds": rounds * epochs, **{name: total / each for name, total in spent.items()}}


def _train(
    crew: list[Worker], parts: list[tuple[int, int]], at: tuple[int, int, int], spent: Any
) -> int:
    """One round; the tokens it went over."""
    from engine.cluster.worker import Order
    from engine.kernels.tally import TOKENS
    from engine.training import schedule
    from engine.training.checkpoint import Position

    epoch, turn, rounds = at
    knobs = crew[0]._knobs
    anchor = schedule.first(knobs, knobs.epochs * crew[0].epoch_size)
    done, before = 0, int(spent["tokens"])
    for hand, (low, high) in zip(crew, parts, strict=True):
        first, last = (low + (high - low) * i // rounds for i in (turn - 1, turn))
        order = Order(Position(epoch, first, before + done), last - first, knobs, anchor)
        tallies, _ = hand.train([order])
        done += int(tallies[0][TOKENS])
    return done


def _meet(crew: list[Worker], count: int) -> float:
    """Bring rows together; the bytes that all workers receive."""
    copies = [hand.rows(count, 1) for hand in crew]
    tables = crew[0].together(0, count, *copies)
    for hand in crew:
        hand.adopt(count, tables)
    size = sum(table.nbytes for table in tables)
    return (len(crew) - 1) * (2 * size + copies[0].steps.nbytes)


def called() -> tuple[float, float, float]:
    """In a child: seconds of a call to a Ray actor, of one among many that are sent together, and
    bytes a second through the object store.
    """
    import numpy as np

    from engine.cluster import connection

    connection.join("local", cores=1)
    ray = connection.ray()
    bulk = np.zeros(BULK, np.uint8)

    class Echo:
        def say(self, thing: Any) -> int:
            return len(thing)

    echo = ray.remote(Echo).remote()
    ray.get(echo.say.remote(b""))
    began = time.perf_counter()
    for _ in range(CALLS):
        ray.get(echo.say.remote(b""))
    call = (time.perf_counter() - began) / CALLS
    began = time.perf_counter()
    ray.get([echo.say.remote(b"") for _ in range(CALLS)])
    among = (time.perf_counter() - began) / CALLS
    began = time.perf_counter()
    for _ in range(8):
        ray.get(echo.say.remote(bulk))
    rate = 8 * BULK / (time.perf_counter() - began)
    connection.leave()
    return call, among, rate
