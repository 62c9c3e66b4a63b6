"""A process that works until it is killed; it is told what to do: save or server.

It says a line whenever something is on the disk, so that whoever kills it can do so in between.
"""

import sys
import threading
from dataclasses import replace
from pathlib import Path

from engine.corpus.builtin.catalogue import builtin
from engine.corpus.builtin.toyland import toyland
from engine.settings import Reading, Recipe
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary
from explorer.runs.frame import Watch
from explorer.runs.history import History
from explorer.runs.registry import Registry
from explorer.runs.run import Run
from explorer.runs.saved import autosave, dropped, store
from explorer.runs.saved.saved_run import SavedRun, dots_of
from explorer.runs.scheduling import Slots
from explorer.runs.visitors import LOCAL, Origin

WIDE = 400  # dimensions: a save takes long enough to be killed in


def kept(name="kept", dimensions=8):
    """A model that was trained a little, and its card."""
    corpus = toyland(8_000)
    recipe, knobs = Recipe(dimensions=dimensions, min_count=1), corpus.suggested.knobs
    trainer = SkipGram(corpus, build_vocabulary(corpus, 1), recipe, knobs)
    record = History()
    record.add(trainer.block(knobs), 0.0)
    saved = trainer.checkpoint()
    card = SavedRun(
        name=name, corpus="toyland", title=corpus.name, reading=Reading(), key="", recipe=recipe,
        knobs=knobs, tokens=saved.position.tokens, words=len(trainer.vocabulary), record=record,
        scores=(), dots=dots_of(corpus, trainer.vocabulary, saved.model),
    )  # fmt: skip
    return card, saved


def save(folder):
    """Put runs on a shelf and by, again and again, and nothing else."""
    card, saved = kept(dimensions=WIDE)
    corpus = builtin("toyland", Reading())
    recipe = replace(corpus.suggested.recipe, dimensions=WIDE)
    run = Run(corpus, recipe, corpus.suggested.knobs, slots=Slots(1))
    while True:
        store.delete(folder / "shelf", store.put(folder / "shelf", card, saved, 1 << 40))
        dropped.put_by(folder / "left", run, "toyland", Reading())
        if run.tokens:
            print("put", run.tokens, flush=True)


def serve(_):
    """A server whose visitor trains and does nothing else."""
    autosave.EVERY, every = 0.1, 0.05
    house, corpus = Registry(), builtin("toyland", Reading())
    suggested = corpus.suggested
    knobs = replace(suggested.knobs, epochs=1000)
    run = house.new_run(LOCAL, corpus, suggested.recipe, knobs, Origin("toyland", Reading()))
    run.look(Watch(words=20))
    wait = threading.Event()
    while not wait.wait(every):
        house._autosave.tick(house.visitors.here())
        saved = house._autosave._saved
        if saved:
            print("put", saved[LOCAL][1], flush=True)


if __name__ == "__main__":
    {"save": save, "server": serve}[sys.argv[1]](Path(sys.argv[2]))
