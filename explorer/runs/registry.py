"""Registry of one server process: the slots, the UMAP client, the visitors, the runs."""

from __future__ import annotations

import itertools
import logging
import os
import re
import threading
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from engine import isolation
from engine.corpus import store
from engine.corpus.builtin.catalogue import BUILTIN, builtin
from engine.corpus.genome.sequences import records
from engine.corpus.text.text import read_text
from engine.errors import EngineError, ParameterError
from engine.settings import Reading, Recipe
from engine.training.trainer import SkipGram
from engine.training.worked import worked_step
from engine.vocabulary import build_vocabulary
from explorer.runs.cluster_handle import ClusterHandle
from explorer.runs.downloads import Downloads
from explorer.runs.jobs.job import Jobs
from explorer.runs.map.umap_client import UmapClient
from explorer.runs.run import Run
from explorer.runs.saved import dropped
from explorer.runs.saved.autosave import Autosave
from explorer.runs.scheduling import Slots
from explorer.runs.visitors import Origin, Visitors, corpora_of, forget, run_of

if TYPE_CHECKING:
    from engine.corpus.corpus import Corpus
    from engine.settings import Knobs
    from engine.training.checkpoint import Checkpoint
    from explorer.runs.saved.saved_run import SavedRun
    from explorer.runs.visitors import Visitor

_TIDY_EVERY = 15.0  # seconds
_FORGET_EVERY = 240  # times that: once an hour
MODEL_LIMIT = 1 << 30  # bytes of one visitor's vectors
_KEY = re.compile(r"[0-9a-f]{40}")  # of a text in the store
_log = logging.getLogger(__name__)


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def one_core_each() -> None:
    """Let a product of matrices take one core, not all: the others belong to those who train.

    A crowd of threads that wait for a core by spinning made small products fifty times slower.
    """
    import scipy.linalg  # noqa: F401, PLC0415 - its BLAS is another than NumPy's; Numba loads it too
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - for a server alone

    threadpool_limits(limits=1, user_api="blas")


def _words(recipe: Recipe, corpus: Corpus) -> int:
    return int(np.searchsorted(-corpus.counts, -recipe.min_count, side="right"))


def bytes_of(recipe: Recipe, corpus: Corpus) -> int:
    """The memory of the vectors of a model, a little generously."""
    return 8 * max(1, _words(recipe, corpus)) * (recipe.dimensions + 16)


def fitting(recipe: Recipe, corpus: Corpus) -> Recipe:
    """The recipe with no more threads than cores; refused if its model is too large to share."""
    size = bytes_of(recipe, corpus)
    if size > MODEL_LIMIT:
        raise ParameterError(
            "dimensions={dimensions}: with {words} words the model would take {size} MB, and"
            " {limit} MB are allowed; raise min_count or lower dimensions.",
            dimensions=recipe.dimensions,
            words=f"{_words(recipe, corpus):,}",
            size=f"{size >> 20:,}",
            limit=f"{MODEL_LIMIT >> 20:,}",
        )
    return replace(recipe, threads=min(recipe.threads, cores()))


def _put_by(key: str, visitor: Visitor) -> None:
    """Keep what a visitor left, if the disk takes it."""
    try:
        dropped.put_by(run_of(key), visitor.run, visitor.origin.corpus, visitor.origin.reading)
    except (EngineError, OSError):
        _log.warning("a run could not be put by", exc_info=True)


def corpus_of(key: str, there: SavedRun) -> Corpus | None:
    """The text of a run that is kept: built-in, or the visitor's own in the store, if it is."""
    if there.corpus in BUILTIN:
        return builtin(there.corpus, there.reading)
    return store.find(corpora_of(key), there.key) if _KEY.fullmatch(there.key) else None


class Registry:
    """One a process: made at server start, closed at its end."""

    def __init__(self) -> None:
        self.slots = Slots(cores())
        self.projector = UmapClient()
        self.visitors = Visitors(put_by=_put_by)
        self.jobs = Jobs(self.slots)
        self.downloads = Downloads()
        self._autosave = Autosave(_put_by)
        self.cluster_handle = ClusterHandle()
        self._ended = threading.Event()

    def start(self) -> None:
        """Start the UMAP worker, compile the kernels, read the first corpus, keep tidy."""
        one_core_each()
        self.projector.start()
        isolation.start("explorer.runs.saved.archive")
        self.cluster_handle.start()
        threading.Thread(target=self._warm_up, name="warm-up", daemon=True).start()
        threading.Thread(target=self._keep_tidy, name="tidy", daemon=True).start()

    def drop(self, key: str) -> None:
        """Give up all that this visitor has in memory: run, jobs, files to be handed over."""
        self.jobs.drop(key)
        self.downloads.drop(key)
        self.visitors.drop(key)

    def close(self, patience: float = 0.0) -> None:
        """Stop everything that was started; runs are put by for so many seconds."""
        self._ended.set()
        self.jobs.close()
        self.visitors.close(patience)
        self.projector.close()
        self.cluster_handle.close()

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
        recipe = fitting(recipe, corpus)
        run = Run(
            corpus,
            recipe,
            knobs,
            slots=self.slots,
            projector=self.projector,
            awaited=True,
            cluster_handle=self.cluster_handle,
        )
        self.visitors.give(key, run, origin)
        return run

    def take_up(self, key: str, corpus: str | None = None) -> Run | None:
        """The run that this visitor left, going on; None if there is none, or of another corpus."""
        kept = dropped.find(run_of(key))
        if kept is None or corpus not in {None, kept[0].corpus}:
            return None
        try:
            found = corpus_of(key, kept[0])
            if found is None:
                return None
            return self.adopt(key, found, *kept)
        except EngineError:
            _log.warning("a run that was left cannot be taken up", exc_info=True)
            return None

    def adopt(self, key: str, corpus: Corpus, there: SavedRun, saved: Checkpoint) -> Run:
        """A run that goes on from a model that was kept; the one this visitor had is closed.

        Raises
        ------
        EngineError
            If the model is of another text; the run there was goes on.
        """
        recipe = fitting(saved.recipe, corpus)
        run = Run(
            corpus,
            recipe,
            there.knobs,
            slots=self.slots,
            projector=self.projector,
            awaited=True,
            left=(replace(saved, recipe=recipe), there.record),
            cluster_handle=self.cluster_handle,
        )
        self.visitors.give(key, run, Origin(there.corpus, there.reading))
        return run

    @staticmethod
    def _warm_up() -> None:
        corpus = builtin("toyland", Reading())
        knobs = corpus.suggested.knobs
        vocabulary = build_vocabulary(corpus, corpus.suggested.recipe.min_count)
        alone, two = (
            SkipGram(corpus, vocabulary, Recipe(dimensions=2, threads=threads), knobs)
            for threads in (1, 2)
        )
        alone.block(knobs)  # first what every visitor waits for
        worked_step(alone, knobs)  # and what a single step shows
        read_text("", ["a text"], Reading())
        for made in (alone, two):
            made.watch(0)
            made.block(knobs)
        two.watch(None)
        two.block(knobs)
        builtin("toy-genome", Reading())  # last, for few visitors bring a genome
        list(records("", b">a\nACGT"))  # Biopython is slow to import

    def _keep_tidy(self) -> None:
        for times in itertools.count():
            if self._ended.wait(_TIDY_EVERY):
                return
            try:
                self.visitors.tidy()
                self.jobs.tidy()
                self._autosave.tick(self.visitors.here())
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
