"""What one server process shares: the slots, the projector, the visitors, the built-in corpora."""

from __future__ import annotations

import itertools
import logging
import os
import threading
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from engine.corpus.builtin import BUILTIN
from engine.corpus.text import read_text
from engine.errors import ParameterError
from engine.settings import Reading, Recipe
from engine.training.trainer import SkipGram
from engine.training.worked import work
from engine.vocabulary import cut
from explorer.runs.projector import Projector
from explorer.runs.run import Run
from explorer.runs.slots import Slots
from explorer.runs.visitors import Origin, Visitors, forget

if TYPE_CHECKING:
    from engine.corpus.stream import Corpus
    from engine.settings import Knobs

_TIDY_EVERY = 15.0  # seconds
_FORGET_EVERY = 240  # times that: once an hour
MODEL_LIMIT = 1 << 30  # bytes of one visitor's vectors
_log = logging.getLogger(__name__)


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@lru_cache(maxsize=8)
def builtin(name: str, reading: Reading) -> Corpus:
    """A corpus that comes with the app; frozen, so all visitors share it."""
    return BUILTIN[name](reading)


def _fitting(recipe: Recipe, corpus: Corpus) -> Recipe:
    """The recipe with no more threads than cores; refused if its model is too large to share."""
    words = int(np.searchsorted(-corpus.counts, -recipe.min_count, side="right"))
    size = 8 * words * (recipe.dimensions + 16)
    if size > MODEL_LIMIT:
        raise ParameterError(
            "dimensions={dimensions}: with {words} words the model would take {size} MB, and"
            " {limit} MB are allowed; raise min_count or lower dimensions.",
            dimensions=recipe.dimensions,
            words=f"{words:,}",
            size=f"{size >> 20:,}",
            limit=f"{MODEL_LIMIT >> 20:,}",
        )
    return replace(recipe, threads=min(recipe.threads, cores()))


class Registry:
    """One a process: made at server start, closed at its end."""

    def __init__(self) -> None:
        self.slots = Slots(cores())
        self.projector = Projector()
        self.visitors = Visitors()
        self._ended = threading.Event()

    def start(self) -> None:
        """Start the UMAP worker, compile the kernels, read the first corpus, keep tidy."""
        self.projector.start()
        threading.Thread(target=self._warm_up, name="warm-up", daemon=True).start()
        threading.Thread(target=self._keep_tidy, name="tidy", daemon=True).start()

    def close(self) -> None:
        """Stop everything that was started."""
        self._ended.set()
        self.visitors.close()
        self.projector.close()

    def new_run(
        self, key: str, corpus: Corpus, recipe: Recipe, knobs: Knobs, origin: Origin
    ) -> Run:
        """A run of this visitor, in training; the one it had is closed.

        Raises
        ------
        CorpusError
            If too few words are left; the run there was goes on.
        ParameterError
            If the model would be too large.
        """
        recipe = _fitting(recipe, corpus)
        run = Run(corpus, recipe, knobs, slots=self.slots, projector=self.projector, awaited=True)
        self.visitors.give(key, run, origin)
        return run

    @staticmethod
    def _warm_up() -> None:
        corpus = builtin("toyland", Reading())
        knobs = corpus.suggested.knobs
        vocabulary = cut(corpus, corpus.suggested.recipe.min_count)
        alone, two = (
            SkipGram(corpus, vocabulary, Recipe(dimensions=2, threads=threads), knobs)
            for threads in (1, 2)
        )
        alone.block(knobs)  # first what every visitor waits for
        work(alone, knobs)  # and what a single step shows
        read_text("", ["a text"], Reading())
        for made in (alone, two):
            made.watch(0)
            made.block(knobs)
        two.watch(None)
        two.block(knobs)

    def _keep_tidy(self) -> None:
        for times in itertools.count():
            if self._ended.wait(_TIDY_EVERY):
                return
            try:
                self.visitors.tidy()
                if times % _FORGET_EVERY == 0:
                    forget()
            except Exception:
                _log.exception("tidying failed; it is tried again")


@lru_cache(maxsize=1)
def registry() -> Registry:
    """The registry of this process, started."""
    made = Registry()
    made.start()
    return made
