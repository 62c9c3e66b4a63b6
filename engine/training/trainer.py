"""Training, a block at a time: the only writer of a model.

Draws are keyed by position, so slices, stops, restores and forks change nothing on one thread.
"""

from __future__ import annotations

import time
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import numpy as np

from engine.errors import CorpusError, DivergenceError
from engine.kernels import sgns
from engine.kernels.initialization import base_of
from engine.kernels.tally import TALLY, TOKENS
from engine.model import Model, initialize
from engine.sampling import samplers
from engine.training import schedule
from engine.training.checkpoint import Checkpoint, Position
from engine.training.fingerprint import fingerprint
from engine.training.force_log import new_force_log
from engine.training.progress import Progress, combined, progress_of
from engine.training.proposal_queue import ProposalQueue, room, spacing_of
from engine.training.target import next_target
from engine.training.thread_team import Part, ThreadTeam, parts_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.arrays import Doubles
    from engine.corpus.corpus import Corpus, Stream
    from engine.kernels.step.force_log import ForceLog
    from engine.kernels.step.row_address import HotRows
    from engine.sampling.proposals import Proposals
    from engine.settings import Knobs, Recipe
    from engine.training.target import Target
    from engine.vocabulary import Vocabulary

BLOCK = 50_000  # raw positions: the longest a turned knob waits
NO_LIMIT = 1 << 62
EVERY, SPARSE = 256, 8  # targets in 256 whose loss is measured
_WILD = 50.0  # nats: a mean loss a term that no learning run reaches; chance is ln 2
_SMALL = 2_000_000  # tokens: below, every target is measured, so that the curve stays smooth


class Trainer(Protocol):
    """What a run holds: it trains when asked, and knows no screen and no clock."""

    model: Model
    position: Position

    def block(self, knobs: Knobs) -> Progress:
        """Train on the next 50,000 positions of the corpus (fewer at the end of an epoch)."""

    def targets(self, knobs: Knobs, count: int) -> Progress:
        """Train on the next `count` targets: a word, its window and its noise words each."""

    def finished(self, knobs: Knobs) -> bool:
        """Whether the epochs asked for are trained."""


class SkipGram:
    """Skip-gram with negative sampling on a corpus: the `Trainer` of this process."""

    def __init__(
        self,
        corpus: Corpus,
        vocabulary: Vocabulary,
        recipe: Recipe,
        knobs: Knobs,
        *,
        share: int | None = None,
        offers: Mapping[str, Proposals] | None = None,
    ) -> None:
        """`offers` are another model's proposals, used as they are in place of the run's own."""
        corpus = corpus.seeded(recipe.seed)
        self.corpus, self.vocabulary, self.recipe = corpus, vocabulary, recipe
        self.model = initialize(len(vocabulary), recipe.dimensions, recipe.seed)
        self.position = Position(0, 0, 0)
        self._counted = int(vocabulary.counts.sum())
        self.epoch_size = self._epoch_size(knobs)  # tokens after min_count
        small = self.epoch_size <= _SMALL
        self.book: ForceLog | None = None
        self._team: ThreadTeam | None = None
        self._share = (EVERY if small else SPARSE) if share is None else share
        self._base, self._knobs = np.uint64(base_of(np.uint64(recipe.seed))), knobs
        self._anchor = schedule.first(knobs, knobs.epochs * self.epoch_size)
        self._spacing = spacing_of(len(vocabulary))  # raw positions between two borders
        self._supply = ProposalQueue(offers or samplers.NO_OFFERS, given=offers is not None)
        self._samplers = samplers.build(
            vocabulary.counts, knobs, corpus.source, self._supply.offers
        )

    @cached_property
    def _digest(self) -> str:
        """What a checkpoint belongs to; asked for only then, for it reads the text's beginning."""
        return fingerprint(self.corpus, self.vocabulary)

    @property
    def tables(self) -> samplers.Samplers:
        """The tables in force since the last step."""
        return self._samplers

    def block(self, knobs: Knobs, most: int = BLOCK) -> Progress:
        """Train on the next 50,000 positions of the corpus, or `most`; fewer where an epoch ends.

        Raises
        ------
        DivergenceError
            If the vectors grow beyond bounds; the model is then of no use.
        """
        return self._advance(knobs, min(most, BLOCK), NO_LIMIT)

    def targets(self, knobs: Knobs, count: int) -> Progress:
        """Train on exactly `count` targets, or as many as are left; raises as `block` does."""
        parts, left = [self._advance(knobs, BLOCK, count)], count
        while (left := left - parts[-1].targets) > 0 and not self.finished(knobs):
            parts.append(self._advance(knobs, BLOCK, left))
        return combined(parts)

    def finished(self, knobs: Knobs) -> bool:
        """Whether the epochs asked for are trained."""
        return self.position.epoch >= knobs.epochs

    def learning_rate(self, knobs: Knobs) -> float:
        """The rate of the next step, if it is made with these knobs."""
        tokens = self.position.tokens
        anchor = schedule.reanchor(
            self._anchor, self._knobs, knobs, tokens, self._epoch_size(knobs)
        )
        return schedule.rate(anchor, knobs, tokens)

    def upcoming(self, knobs: Knobs) -> Target | None:
        """What ``targets(knobs, 1)`` would train now; None at the goal. Nothing changes."""
        tokens, old = self.position.tokens, self._knobs
        made = self._rebuilt(knobs, self._supply.settled(self._here, self._spacing, knobs))
        anchor = schedule.reanchor(self._anchor, old, knobs, tokens, self._epoch_size(knobs))
        return next_target(
            self.corpus.source, self.position, knobs, made, self._base,
            lambda token: schedule.rate(anchor, knobs, token),
        )  # fmt: skip

    def watch(self, word: int | None) -> ForceLog | None:
        """A book of the forces on a word, written from the next block on; None: on nobody.

        With several threads the book holds the forces of the first one's part of each block.
        """
        self.book = None if word is None else new_force_log(word, self.recipe.dimensions)
        return self.book

    def checkpoint(self) -> Checkpoint:
        """All that is needed to go on from here bit for bit (on one thread)."""
        return Checkpoint(
            model=self.model.copy(),
            position=self.position,
            recipe=self.recipe,
            knobs=self._knobs,
            anchor=self._anchor,
            digest=self._digest,
            supply=self._supply,
        )

    def restore(self, saved: Checkpoint) -> None:
        """Go back to a checkpoint of a run on the same words.

        Raises
        ------
        CorpusError
            If it was made on another text, or its tables do not fit.
        """
        fits = (
            saved.model.inputs.shape == self.model.inputs.shape
            and saved.model.dimensions == saved.recipe.dimensions
            and all(len(it.words) == len(self.vocabulary) for it in saved.supply.offers.values())
        )
        here = 0 <= saved.position.token < self.corpus.source.length(saved.knobs)
        if saved.digest != self._digest or not fits or not here:
            raise CorpusError(
                "{name}: the checkpoint was made on another text or dimensions={dimensions};"
                " open the corpus and the settings it was made with.",
                name=self.corpus.name,
                dimensions=saved.recipe.dimensions,
            )
        self.recipe, self._base = saved.recipe, np.uint64(base_of(np.uint64(saved.recipe.seed)))
        self.model, self.position = saved.model.copy(), saved.position
        self._knobs, self._anchor = saved.knobs, saved.anchor
        self._supply = saved.supply
        self.epoch_size = self._epoch_size(saved.knobs)
        self._samplers = samplers.build(
            self.vocabulary.counts, saved.knobs, self.corpus.source, saved.supply.offers
        )

    @property
    def _here(self) -> int:
        """The raw position over all epochs."""
        return self.position.epoch * self.corpus.source.size + self.position.token

    def _rebuilt(self, knobs: Knobs, supply: ProposalQueue) -> samplers.Samplers:
        turn, source = (self._knobs, knobs), self.corpus.source
        counts = self.vocabulary.counts
        return samplers.rebuild(self._samplers, counts, turn, source, supply.offers)

    def _epoch_size(self, knobs: Knobs) -> int:
        """Tokens of an epoch after min_count: as counted, at the length it has with these knobs."""
        source = self.corpus.source
        return self._counted * source.length(knobs) // source.length(self.corpus.suggested.knobs)

    def turn(self, knobs: Knobs) -> None:
        """Bring the tables and the rate's anchor to the knobs of this call, and to this place."""
        here = (self._here, self._spacing, knobs)
        settled = self._supply.settled(*here)
        self.epoch_size = self._epoch_size(knobs)
        if knobs != self._knobs or settled is not self._supply:
            self._samplers = self._rebuilt(knobs, settled)
        self._supply = settled.ordered(*here, self.vocabulary, self.model)
        self._anchor = schedule.reanchor(
            self._anchor, self._knobs, knobs, self.position.tokens, self.epoch_size
        )
        self._knobs = knobs

    def _advance(self, knobs: Knobs, count: int, limit: int) -> Progress:
        """Train from the position on, over at most `count` raw positions of this epoch."""
        place = self.position
        goal = knobs.epochs * self._epoch_size(knobs)
        if self.finished(knobs):  # knobs that end the run do not turn it: they may be turned back
            return Progress(tokens=place.tokens, goal=goal, learning_rate=self.learning_rate(knobs))
        self.turn(knobs)
        # walks made shorter may have ended the epoch before the position
        left = max(1, self.corpus.source.length(knobs) - place.token)
        count = min(count, left, room(self._here, self._spacing, knobs))
        stream = self.corpus.source.passage(place.epoch, place.token, count, knobs)
        start = place.token - stream.first
        began = time.perf_counter()
        ended, tally = self._train(stream, start, start + count, limit)
        self.position = self._moved(int(ended) + stream.first, int(tally[TOKENS]))
        return self._report(tally, goal, time.perf_counter() - began)

    def _moved(self, token: int, passed: int) -> Position:
        epoch, tokens = self.position.epoch, self.position.tokens + passed
        if token >= self.corpus.source.length(self._knobs):
            self._check_model(tokens)
            return Position(epoch + 1, 0, tokens)
        return Position(epoch, token, tokens)

    def _train(self, stream: Stream, start: int, stop: int, limit: int) -> tuple[int, Doubles]:
        """Train ``start … stop - 1`` of a passage; threads share the rows, each with its part."""
        threads = self.recipe.threads if limit == NO_LIMIT else 1
        if threads == 1:
            whole = Part(start, stop, self.position.tokens)
            return self._train_part(stream, whole, limit, None, self.book)
        if self._team is None or self._team.model is not self.model:
            self._team = ThreadTeam(self.model, self.vocabulary.counts, threads)
        known = stream.ids[start:stop] < len(self.vocabulary)
        parts = parts_of(known, start, self.position.tokens, threads)

        def train(part: Part, own: HotRows) -> Doubles:
            book = self.book if part is parts[0] else None
            return self._train_part(stream, part, limit, own, book)[1]

        rate, negatives = self.learning_rate(self._knobs), self._knobs.negatives
        return stop, self._team.train(train, parts, rate, self._samplers, negatives)

    def _train_part(
        self, stream: Stream, part: Part, limit: int, own: HotRows | None, book: ForceLog | None
    ) -> tuple[int, Doubles]:
        tally = np.zeros(TALLY)
        ended = sgns.train(
            self.model.inputs, self.model.outputs, own, stream.ids, stream.offsets, stream.first,
            part.start, part.stop, limit, self.position.epoch, self._base,
            self._samplers.keep, *self._samplers.laws, self._samplers.weights,
            self._knobs.window, self._knobs.negatives,
            np.array(schedule.line(self._anchor, self._knobs)), part.tokens, self._share,
            self.recipe.dimensions, book, tally,
        )  # fmt: skip
        return ended, tally

    def _report(self, tally: Doubles, goal: int, seconds: float) -> Progress:
        made = progress_of(
            tally, tokens=self.position.tokens, goal=goal, seconds=seconds,
            learning_rate=self.learning_rate(self._knobs),
        )  # fmt: skip
        if not ((made.pull or 0.0) < _WILD and (made.push or 0.0) < _WILD):  # NaN is not below
            raise self._diverged(made.tokens)
        return made

    def _check_model(self, tokens: int) -> None:
        """At the end of an epoch: rows whose loss was not measured may have diverged unseen."""
        if not (np.isfinite(self.model.v).all() and np.isfinite(self.model.u).all()):
            raise self._diverged(tokens)

    def _diverged(self, tokens: int) -> DivergenceError:
        return DivergenceError(
            "learning_rate={rate:g}: the vectors grew beyond all bounds at token {tokens} and the"
            " run has stopped; rewind it with a smaller learning rate.",
            rate=self._knobs.learning_rate,
            tokens=f"{tokens:,}",
        )
