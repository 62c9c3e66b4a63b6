"""One training run in a thread of its own; only that thread touches the trainer."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from engine.errors import EngineError, phrase
from engine.evaluation.neighbours import neighbours
from engine.training.trainer import SkipGram
from engine.training.worked import work
from engine.vocabulary import cut
from explorer.runs.frame import Frame, State, Watch
from explorer.runs.layouts import Layouts
from explorer.runs.ledger import Ledger
from explorer.runs.pace import CALM, Speed, one_slice, seconds
from explorer.runs.record import Record
from explorer.runs.snapshot import Snapshot

if TYPE_CHECKING:
    from engine.arrays import Floats
    from engine.corpus.stream import Corpus
    from engine.settings import Knobs, Recipe
    from engine.training.progress import Progress
    from engine.training.worked import Worked
    from explorer.runs.projector import Layout, Projector
    from explorer.runs.slots import Slots

_AWAITED = 10.0  # seconds a new run waits for its first reader
_PATIENCE = 2.0  # seconds a visitor waits for the steps asked for
_log = logging.getLogger(__name__)


class Run:
    """A model of a corpus in training: play, pause, turn, rewind, look, close.

    An `awaited` run begins when its map is first asked for, so that nobody misses the start.
    """

    def __init__(
        self,
        corpus: Corpus,
        recipe: Recipe,
        knobs: Knobs,
        *,
        slots: Slots,
        projector: Projector | None = None,
        awaited: bool = False,
    ) -> None:
        self.corpus, self.recipe = corpus, recipe
        self.vocabulary = cut(corpus, recipe.min_count)
        self.speed: Speed = "calm"
        self._slots, self._projector = slots, projector
        self._knobs = knobs
        self._epochs = knobs.epochs
        self._gate = threading.Condition()
        self.ledger = Ledger(self._gate)
        self._seen = not awaited
        self._playing, self._closed, self._asked = True, False, 0
        self._born(recipe)
        self._thread = threading.Thread(target=self._work, name="run", daemon=True)
        self._thread.start()

    def _born(self, recipe: Recipe) -> None:
        """A model at its start; the name changes, so that screens forget the one before."""
        trainer = SkipGram(self.corpus, self.vocabulary, recipe, self._knobs)
        with self._gate:  # made before, taken at once: nobody waits, and a failure changes nothing
            self.name = secrets.token_hex(8)
            self.recipe, self._trainer = recipe, trainer
            self._error: EngineError | None = None
            self.worked: Worked | None = None  # the one step that was made last
            self._record, self._in_force = Record(), self._knobs
            self._layouts = Layouts(self.name, self._projector)
            self._snapshot = Snapshot(trainer)

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

    def pause(self) -> None:
        """Rest after the present slice."""
        with self._gate:
            self._playing = False
            self._gate.notify_all()

    def step(self, count: int = 1) -> None:
        """Rest, and make so many steps; they are made when this returns, if the machine can."""
        if self.state == "done":
            self._ask_for_an_epoch()
        with self._gate:
            self._asked = count if self.state in {"running", "paused"} else 0
            self._playing, self._seen, self.worked = False, True, None
            self._gate.notify_all()
            self._gate.wait_for(lambda: not self._asked or self._closed, timeout=_PATIENCE)

    def go_at(self, speed: Speed) -> None:
        """Go at another speed, at once."""
        with self._gate:
            self.speed = speed
            self._gate.notify_all()

    def rewind(self, seed: int | None = None) -> None:
        """Begin again with the knobs of now: from the same start, or from that of another seed."""
        layouts = self._layouts
        self._born(self.recipe if seed is None else replace(self.recipe, seed=seed))
        layouts.forget()
        self.play()

    def one_more_epoch(self) -> None:
        """Ask for one epoch more than are asked for or trained, and play."""
        self._ask_for_an_epoch()
        self.play()

    def _ask_for_an_epoch(self) -> None:
        self.turn(epochs=max(self._knobs.epochs, self._trainer.position.epoch) + 1)

    def close(self) -> None:
        """End the thread and give everything back."""
        with self._gate:
            self._closed = True
            self._gate.notify_all()
        self._thread.join(timeout=10)
        self._layouts.forget()

    @property
    def state(self) -> State:
        """running, paused, done or error."""
        if self._error is not None:
            return "error"
        if self._trainer.finished(self._knobs):
            return "done"
        return "running" if self._playing else "paused"

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
            trainer, record, layouts = self._trainer, self._record, self._layouts
            frame_name, state, error, knobs = self.name, self.state, self._error, self._knobs
        position = trainer.position
        selection, near = self._near(watch)
        return Frame(
            run=frame_name,
            state=state,
            error=error,
            tokens=position.tokens,
            goal=knobs.epochs * trainer.epoch_size,
            epoch=position.tokens / trainer.epoch_size,
            knobs=knobs,
            learning_rate=trainer.learning_rate(knobs),
            speed=record.speed() if state == "running" else None,
            history=record.history,
            changes=record.changes,
            layout=self._map(layouts, trainer, watch) if watch.words else None,
            moments=layouts.moments.tokens,
            selection=selection,
            neighbours=near,
        )

    def _map(self, layouts: Layouts, trainer: SkipGram, watch: Watch) -> Layout | None:
        """The map now; of a run that failed or shows a step, the last one."""
        last, held = layouts.last, self.worked is not None  # a step is read on a map at rest
        if last is not None and (self._error or (held and len(last.positions) == watch.words)):
            return last
        vectors = trainer.model.v[: watch.words].copy()  # v moves meanwhile
        return layouts.look(vectors, trainer.position.tokens, watch.moment)

    def _near(self, watch: Watch) -> tuple[str | None, tuple[tuple[str, float], ...]]:
        """The word selected as the vocabulary spells it, and its neighbours."""
        if not watch.selection:
            return None, ()
        word = self.vocabulary.symbols[self.vocabulary.id_of(watch.selection)]
        return word, tuple(neighbours(self.vocabulary, self.unit(), word, watch.neighbours))

    def unit(self) -> Floats:
        """The input vectors with rows of length 1, (V, D), at most 0.7 s old."""
        return self._snapshot.unit()

    def vectors(self) -> Floats:
        """A copy of the input vectors as they are now, (V, D)."""
        return self._trainer.model.v.copy()

    def _work(self) -> None:
        with self._gate:  # the start is worth seeing: wait for the page to be there
            self._gate.wait_for(lambda: self._seen or self._closed, timeout=_AWAITED)
        while self._wait_to_go():
            began = time.monotonic()
            with self._slots.held(self.recipe.threads if self.speed == "full" else 1):
                progress = self._train(self._trainer, self._record)
            if progress is not None:
                self._rest(progress, began)

    def _wait_to_go(self) -> bool:
        """Wait until there is something to train; False when closed."""
        with self._gate:
            while not self._closed:
                self.ledger.serve(self._trainer, resting=self.state != "running")
                if self.state == ("paused" if self._asked else "running"):
                    return True
                self._gate.wait()
            return False

    def _train(self, trainer: SkipGram, record: Record) -> Progress | None:
        """A slice, taken down; None if nothing was left to train, or if it failed."""
        asked = self._asked
        try:
            progress = self._slice(trainer, record, asked)
            if progress is not None:
                record.add(progress, time.monotonic())
        except EngineError as error:
            self._fail(trainer, error)
        except Exception:
            _log.exception("a run failed")
            self._fail(trainer, EngineError(phrase("The training failed; rewind to go on.")))
        else:
            return progress
        finally:
            self._made(asked)
        return None

    def _slice(self, trainer: SkipGram, record: Record, asked: int) -> Progress | None:
        knobs = partial(self._take_knobs, trainer, record)
        if asked == 1:
            worked, progress = work(trainer, knobs())
            with self._gate:
                self.worked = None if self._playing else worked
            return progress
        if asked:
            return trainer.targets(knobs(), asked)
        return one_slice(
            trainer, knobs, self.speed, self.pace(), next(iter(record.history[-1:]), None)
        )

    def _made(self, asked: int) -> None:
        """The steps asked for are made, or cannot be."""
        if asked:
            with self._gate:
                self._asked = 0
                self._gate.notify_all()

    def _take_knobs(self, trainer: SkipGram, record: Record) -> Knobs:
        """The knobs of the next block; what differs from the last is taken down."""
        with self._gate:
            knobs = self._knobs
            turned = knobs != self._in_force and not trainer.finished(knobs)
            if turned and trainer is self._trainer:
                record.turned(self._in_force, knobs, trainer.position.tokens)
                self._in_force = knobs
            return knobs

    def _fail(self, trainer: SkipGram, error: EngineError) -> None:
        with self._gate:
            if trainer is self._trainer:
                self._error = error

    def pace(self) -> float:
        """Tokens a second of a calm run."""
        return self._trainer.epoch_size * self._epochs / CALM

    def _rest(self, progress: Progress, began: float) -> None:
        """Give the run its pace; woken by a pause, a step, a rewind, another speed or the end."""
        then = (self.speed, self.name)
        left = seconds(self.speed, progress, self.pace()) - (time.monotonic() - began)
        with self._gate:
            self._gate.wait_for(
                lambda: not self._playing or self._closed or then != (self.speed, self.name),
                timeout=max(0.0, left),
            )
