"""The workers of one run: Ray actors that train, are brought together, are lost and replaced."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from engine.cluster.connection import ray
from engine.cluster.worker import Worker, edges, lay
from engine.errors import ClusterError, EngineError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.arrays import Doubles
    from engine.cluster.connection import Cluster
    from engine.cluster.worker import Order
    from engine.corpus.corpus import Corpus
    from engine.model import Model
    from engine.settings import Knobs, Recipe

_STEPS = 16  # bytes that say how often the two rows of a word were trained
_PATIENCE = 120.0  # seconds for the first worker to compile its kernels
_LATE = 15.0  # seconds after it for the others; who comes later joins a later round


@dataclass(slots=True)
class Cost:
    """What a run on many machines cost so far.

    `sent` are the bytes that went from one worker to another, `home` those that came to the
    program that leads. `again` are raw positions that had to be trained again for workers that
    died.
    """

    rounds: int = 0
    sent: int = 0
    home: int = 0
    busy_seconds: float = 0.0  # of all workers together, training
    training_seconds: float = 0.0  # from sending a round to its last worker's end
    meeting_seconds: float = 0.0  # bringing rows together
    lost: int = 0  # workers
    again: int = 0
    joined: int = 0  # workers that came while the run went on


@dataclass(slots=True)
class WorkerPool:
    """As many workers as asked for, or as there are cores for, and never less than it has."""

    corpus: Corpus
    recipe: Recipe
    knobs: Knobs
    cluster: Cluster
    size: int
    cost: Cost = field(default_factory=Cost)
    _hands: list[Any] = field(default_factory=list)  # actors at work
    _coming: dict[Any, Any] = field(default_factory=dict)  # when it can begin → actor
    _given: Any = None

    @property
    def count(self) -> int:
        """Workers at work."""
        return len(self._hands)

    def pids(self) -> list[Any]:
        """Promises of the processes that the workers run in, for whoever looks after them."""
        return [hand.pid.remote() for hand in self._hands]

    def ensure_workers(self, model: Model) -> None:
        """Call for workers that are missing; those who have come begin from the model.

        Raises
        ------
        ClusterError
            If there is none at all and none comes.
        """
        first = not self._hands
        room = (self.cluster.cores if first else self.cluster.free) // self.recipe.threads
        missing = self.size - len(self._hands) - len(self._coming)
        for _ in range(max(min(missing, room), int(first and not self._coming))):
            self._call()
        if first:
            self._welcome(1, _PATIENCE, model, first=True)
        self._welcome(len(self._coming), _LATE if first else 0.0, model, first=first)
        if not self._hands:
            raise ClusterError(
                "No worker could be started on the cluster within {seconds:.0f} seconds: it has"
                " {cores} cores, {free} of them free; wait until it is less busy, or train"
                " without a cluster.",
                seconds=_PATIENCE,
                cores=self.cluster.cores,
                free=self.cluster.free,
            )

    def _call(self) -> None:
        if self._given is None:
            self._given = ray().put(self.corpus)
        actor = ray().remote(num_cpus=self.recipe.threads, max_restarts=0)(Worker)
        hand = actor.remote(self._given, self.recipe, self.knobs)
        self._coming[hand.__ray_ready__.remote()] = hand

    def _welcome(self, wanted: int, patience: float, model: Model, *, first: bool) -> None:
        """Let those begin who have come; wait so long for so many."""
        if not self._coming:
            return
        ready, _ = ray().wait(list(self._coming), num_returns=wanted, timeout=patience)
        tables = ray().put((model.inputs, model.outputs)) if ready else None
        for ref in ready:
            hand = self._coming.pop(ref)
            try:
                ray().get([ref, hand.begin.remote(tables)])
            except ray().exceptions.RayActorError:
                continue
            self._hands.append(hand)
            self.cost.joined += not first

    def round(self, orders: Sequence[Order], count: int, model: Model) -> list[Doubles]:
        """Carry out all orders, then bring the first `count` rows together, also in the model.

        A tally for every order. What a worker had trained in this round when it died is trained
        again by the others, who go on from where they are; only its moves of rarer words since they
        were last brought together are lost.

        Raises
        ------
        EngineError
            What a worker raises; `ClusterError` if none is left.
        """
        self.cost.rounds += 1
        made: dict[int, tuple[Any, Doubles]] = {}
        while True:
            began = time.perf_counter()
            self._train(orders, made)
            trained = time.perf_counter()
            met = self._meet(count, model)
            self.cost.training_seconds += trained - began
            self.cost.meeting_seconds += time.perf_counter() - trained
            if met:
                return [made[i][1] for i in range(len(orders))]

    def _train(self, orders: Sequence[Order], made: dict[int, tuple[Any, Doubles]]) -> None:
        """Fill `made`: for every order a worker that is alive, and its tally."""
        while left := [i for i in range(len(orders)) if i not in made or not self._has(made[i][0])]:
            if not self._hands:
                raise ClusterError("All workers of this run were lost; start it again.")
            shares = {hand: left[i :: len(self._hands)] for i, hand in enumerate(self._hands)}
            sent = [
                (hand, share, hand.train.remote([orders[i] for i in share]))
                for hand, share in shares.items()
                if share
            ]
            for hand, share, ref in sent:
                answer = self._answer(ref, hand)
                if answer is None:
                    self.cost.again += sum(orders[i].count for i in share)
                    continue
                self.cost.busy_seconds += answer[1]
                made.update({i: (hand, one) for i, one in zip(share, answer[0], strict=True)})

    def _meet(self, count: int, model: Model) -> bool:
        """Bring rows together; False, and nothing has changed, if a worker died over it.

        The work is shared: each worker brings together as many rows as any other, so that none
        sends or receives more than twice all of them, however many workers there are.
        """
        hands, shares = list(self._hands), len(self._hands)
        cut = [hand.rows.options(num_returns=shares).remote(count, shares) for hand in hands]
        parts = cut if shares > 1 else [[part] for part in cut]
        merged = [
            hand.together.remote(low, high, *[part[i] for part in parts])
            for i, (hand, (low, high)) in enumerate(zip(hands, edges(count, shares), strict=True))
        ]
        try:
            tables = ray().get(merged)
        except ray().exceptions.RayError as error:
            self._roll_call(error)
            return False
        lay(model, count, tables)
        size = sum(v.nbytes + u.nbytes for v, u in tables)
        self.cost.home += size
        self.cost.sent += (shares - 1) * (2 * size + _STEPS * count)
        for hand, ref in [(hand, hand.adopt.remote(count, *merged)) for hand in hands]:
            self._answer(ref, hand)
        return True

    def close(self) -> None:
        """Let all workers go."""
        for hand in (*self._hands, *self._coming.values()):
            ray().kill(hand)
        self._hands, self._coming = [], {}

    def _answer(self, ref: Any, hand: Any) -> Any:  # noqa: ANN401 - what the worker says
        """What a worker answers; None if it died, which is written down."""
        try:
            return ray().get(ref)
        except ray().exceptions.RayActorError:
            self._bury(hand)
        except ray().exceptions.RayTaskError as error:
            if isinstance(error.cause, EngineError):
                raise error.cause from None
            raise
        return None

    def _roll_call(self, error: Exception) -> None:
        """Find who has died; if nobody has, the error is a defect."""
        before = len(self._hands)
        for hand, ref in [(hand, hand.__ray_ready__.remote()) for hand in self._hands]:
            self._answer(ref, hand)
        if len(self._hands) == before:
            raise error

    def _has(self, hand: Any) -> bool:  # noqa: ANN401 - an actor
        return any(one is hand for one in self._hands)

    def _bury(self, hand: Any) -> None:  # noqa: ANN401 - an actor
        if self._has(hand):
            self._hands.remove(hand)
            self.cost.lost += 1
