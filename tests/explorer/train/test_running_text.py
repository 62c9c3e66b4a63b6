"""If these fail, the text on the page lights other words than those the model trains on."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.corpus.corpus import Corpus
from engine.settings import Knobs, Recipe
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary
from explorer.runs.frame import Watch
from explorer.runs.run import Run
from explorer.runs.scheduling import Slots
from explorer.train.map.running_text import AROUND, reading
from explorer.train.map.wire import Have, packed
from tests.engine.training.material import Arrays, corpus
from tests.explorer.train.test_wire import unpacked

CORPUS = corpus(20_000, types=60)
VOCABULARY = build_vocabulary(CORPUS, 5)
KNOBS = Knobs(subsample=1e-2, epochs=2, negatives=4, window=3)


@settings(max_examples=60, deadline=None)
@given(steps=st.integers(0, 9000))
def test_what_is_lit_is_what_is_trained_wherever_the_run_stands(steps):
    trainer = SkipGram(CORPUS, VOCABULARY, Recipe(dimensions=2), KNOBS)
    if steps:
        trainer.targets(KNOBS, steps)
    target = trainer.upcoming(KNOBS)
    seen = reading(target, CORPUS, KNOBS)
    name = CORPUS.symbols.__getitem__
    assert seen.words[seen.at] == name(target.outputs[0])
    assert tuple(seen.words[place] for place in seen.near) == tuple(map(name, target.inputs))
    assert seen.noise == tuple(map(name, target.outputs[1:]))
    text = tuple(map(name, CORPUS.source.ids.tolist()))
    first = target.place - seen.at
    assert seen.words == text[first : first + len(seen.words)]
    assert len(seen.words) <= 2 * AROUND + 1
    lit = {*seen.near, seen.at}
    assert lit.isdisjoint(seen.skipped)
    assert lit | set(seen.skipped) == set(range(min(lit), max(lit) + 1))
    assert {first + place for place in seen.breaks} <= set(CORPUS.source.offsets.tolist())


def test_the_widest_window_and_endless_words_stay_within_the_panel():
    ids = np.tile(np.array([0, 1], np.int32), 1000)
    source = Arrays(ids, np.array([0, 2000]))
    one = Corpus("one", ("x" * 5000, "y" * 5000), np.array([1000, 1000]), source)
    knobs = Knobs(subsample=0.0, window=50, negatives=2)
    trainer = SkipGram(one, build_vocabulary(one, 1), Recipe(dimensions=2), knobs)
    trainer.targets(knobs, 1000)
    seen = reading(trainer.upcoming(knobs), one, knobs)
    assert 0 <= min(seen.near) <= max(seen.near) < len(seen.words) <= 2 * AROUND + 1
    assert max(map(len, seen.words)) <= 40


@pytest.mark.parametrize("made", [False, True])
def test_the_page_hears_what_is_read_and_whether_the_step_was_made(made):
    run = Run(CORPUS, Recipe(dimensions=2), KNOBS, slots=Slots(1), awaited=True)
    try:
        run.step(1 if made else 1000)
        frame = run.look(Watch(words=10))
        header, _ = unpacked(packed(frame, run.vocabulary, CORPUS, 10, Have()))
        assert header["reading"]["made"] == made
        assert header["reading"]["words"][header["reading"]["at"]]
        assert run.look(Watch()).target is None  # who shows no text pays for none
    finally:
        run.close()
