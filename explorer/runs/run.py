"""One training run, as a visitor steers it and as a reader sees it; the training is `Loop`'s."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary
from explorer.runs.frame_building import build_frame
from explorer.runs.loop import MANY, Loop
from explorer.runs.map.maps import Maps
from explorer.runs.trajectory import Trajectory

if TYPE_CHECKING:
    from engine.arrays import Floats
    from engine.cluster.connection import Cluster
    from engine.corpus.corpus import Corpus
    from engine.errors import EngineError
    from engine.model import Model
    from engine.settings import Knobs, Recipe
    from engine.training.checkpoint import Checkpoint
    from explorer.runs.cluster_handle import ClusterHandle
    from explorer.runs.frame import Frame, Watch
    from explorer.runs.ghost import Ghost
    from explorer.runs.history import History
    from explorer.runs.map.umap_client import UmapClient
    from explorer.runs.pace import Speed
    from explorer.runs.scheduling import Slots

_PATIENCE = 2.0  # seconds a visitor waits for the steps asked for


class Run(Loop):
    """A model of a corpus in training: play, pause, turn, rewind, branch, look, close.

    An `awaited` run begins when its map is first asked for, so that nobody misses the start; with
    what `put_by` said of another it goes on as that one would have.
    """

    def __init__(
        self,
        corpus: Corpus,
        recipe: Recipe,
        knobs: Knobs,
        *,
        slots: Slots,
        projector: UmapClient | None = None,
        awaited: bool = False,
        left: tuple[Checkpoint, History] | None = None,
        cluster_handle: ClusterHandle | None = None,
    ) -> None:
        self.corpus, self.cluster_handle = corpus.seeded(recipe.seed), cluster_handle
        self.vocabulary = build_vocabulary(corpus, recipe.min_count)
        self._projector = projector
        trajectory = self._born(recipe, knobs) if left is None else self._taken_up(*left)
        super().__init__(trajectory, knobs, slots, awaited=awaited)

    def _born(self, recipe: Recipe, knobs: Knobs) -> Trajectory:
        """A model at its start; made before it is taken, so that a failure changes nothing."""
        trainer = self._new(recipe, knobs)
        return Trajectory(trainer, knobs, Maps(secrets.token_hex(8), self._projector))

    def _taken_up(self, saved: Checkpoint, record: History) -> Trajectory:
        """The model of a run that was put by, where it was."""
        trainer = self._new(saved.recipe, saved.knobs)
        trainer.restore(saved)
        return Trajectory(trainer, saved.knobs, Maps(secrets.token_hex(8), self._projector), record)

    def _new(self, recipe: Recipe, knobs: Knobs) -> SkipGram:
        """A trainer of this process, or of the cluster if there is one."""
        if (cluster := self.cluster) is None:
            return SkipGram(self.corpus, self.vocabulary, recipe, knobs)
        from engine.cluster.remote import Remote  # noqa: PLC0415 - without a cluster no Ray

        return Remote(self.corpus, self.vocabulary, recipe, knobs, cluster=cluster)

    @property
    def cluster(self) -> Cluster | None:
        """The machines that the server may use, if it was told of any and they are there."""
        return None if self.cluster_handle is None else self.cluster_handle.cluster

    def put_by(self) -> tuple[Checkpoint, History]:
        """All that another run needs to go on from here, taken between two slices.

        Raises
        ------
        EngineError
            If the run's thread does not come to it within ten seconds.
        """
        return self._desk.copy(self._trajectory, self._thread)

    def _begin(self, trajectory: Trajectory) -> None:
        with self._gate:
            self._trajectory, self.worked = trajectory, None

    @property
    def name(self) -> str:
        """Changes with the model, so that screens forget the one before."""
        return self._trajectory.name

    @property
    def recipe(self) -> Recipe:
        """What the model was made with."""
        return self._trainer.recipe

    @property
    def record(self) -> History:
        """What it has measured so far."""
        return self._trajectory.record

    @property
    def projector(self) -> UmapClient | None:
        """The process that makes maps by UMAP, if there is one."""
        return self._projector

    @property
    def notices(self) -> tuple[EngineError, ...]:
        """What befell the machines that train it, oldest first."""
        return tuple(getattr(self._trainer, "notices", ()))

    @property
    def afar(self) -> bool:
        """Whether it trains on a cluster now."""
        return bool(getattr(self._trainer, "afar", False))

    @property
    def tokens(self) -> int:
        """How far it has trained."""
        return self._trainer.position.tokens

    # What a visitor does: each returns at once (a step: when it is made).

    @property
    def knobs(self) -> Knobs:
        """The knobs asked for; they take hold at the next block."""
        return self._knobs

    def turn(self, knobs: Knobs | None = None, **changes: Any) -> None:  # noqa: ANN401 - values of knobs
        """Ask for other knobs: for these, or for those of now with some changed, in one step."""
        with self._gate:
            self._knobs = replace(self._knobs if knobs is None else knobs, **changes)
            self._gate.notify_all()

    def play(self) -> None:
        """Go on."""
        with self._gate:
            self._playing, self._asked, self.worked = True, 0, None
            self._gate.notify_all()

    @property
    def playing(self) -> bool:
        """Whether it is to go on; one that was paused may still be in its last slice."""
        return self._playing and self.state == "running"

    def pause(self) -> None:
        """Rest after the present slice; until then it is running."""
        with self._gate:
            self._playing = False
            self._gate.notify_all()

    def step(self, count: int = 1) -> None:
        """Rest, and make so many steps; they are made when this returns, if the machine can.

        Steps that were asked for before and are not made yet are made too.
        """
        with self._gate:
            self._asked += count if self._trajectory.error is None else 0
            self._playing, self._seen = False, True
            if self._asked >= MANY:  # the step shown stays until another takes its place
                self.worked = None
            self._gate.notify_all()
            self._gate.wait_for(lambda: not self._asked or self._closed, timeout=_PATIENCE)

    def go_at(self, speed: Speed) -> None:
        """Go at another speed, at once."""
        with self._gate:
            self.speed = speed
            self._gate.notify_all()

    def rewind(self, seed: int | None = None) -> None:
        """Begin again with the knobs of now: from the same start, or from that of another seed."""
        before = self._trajectory
        recipe = self.recipe if seed is None else replace(self.recipe, seed=seed)
        self._begin(self._born(recipe, self._knobs))
        before.maps.forget()
        self.play()

    def branch(self, tokens: int) -> int:
        """Go on from the last checkpoint at or before so many tokens, with the knobs of now.

        What came after it is forgotten, a ghost too. Returns the tokens it goes on from.
        """
        before = self._trajectory
        saved = before.checkpoints.at(tokens)
        trainer = self._new(self.recipe, self._knobs)
        if saved is not None:
            trainer.restore(saved)
        there = trainer.position.tokens
        self._begin(before.back_to(trainer, saved.knobs if saved else self._knobs))
        self.play()
        return there

    def keep_ghosts(self, *, on: bool) -> None:
        """Whether from now on a turned knob leaves a ghost; if not, the one there is forgotten."""
        self.ghosts = on
        if not on:
            self._trajectory.forget_ghost()

    def one_more_epoch(self, epochs: int | None = None) -> None:
        """Ask for so many epochs, else for one more, and play."""
        self.turn(epochs=epochs or self.one_more)
        self.play()

    def close(self) -> None:
        """End the thread and give everything back."""
        with self._gate:
            self._closed = True
            self._gate.notify_all()
        self._thread.join(timeout=10)
        self._trajectory.maps.forget()

    # What a reader sees.

    def look(self, watch: Watch) -> Frame:
        """The run as it is now, with what the Watch asks for.

        Raises
        ------
        WordError
            If the word selected is not in the vocabulary.
        """
        with self._gate:
            if watch.words and not self._seen:
                self._seen = True
                self._gate.notify_all()
            trajectory, state, knobs = self._trajectory, self.state, self._knobs
            worked, stepping = self.worked, 0 < self._asked < MANY
        return build_frame(trajectory, knobs, state, watch, worked, stepping=stepping)

    @property
    def ghost(self) -> Ghost | None:
        """The run as it would be without the first turn, if it is kept."""
        return self._trajectory.ghost

    @property
    def ghost_lost(self) -> EngineError | None:
        """Why there is no ghost any more."""
        return self._trajectory.lost

    def forget_ghost(self) -> None:
        """Let the ghost go; the next turn leaves another."""
        self._trajectory.forget_ghost()

    def unit(self) -> Floats:
        """The input vectors with rows of length 1, (V, D), at most 0.7 s old."""
        return self._trajectory.snapshot.unit()

    @property
    def model(self) -> Model:
        """Both tables as they move: to be read, never written."""
        return self._trainer.model

    def vectors(self) -> Floats:
        """A copy of the input vectors as they are now, (V, D)."""
        return self._trainer.model.v.copy()
