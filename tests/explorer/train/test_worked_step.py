"""If these fail, the worked step shows other numbers than the step had, or does not come and go."""

import numpy as np
import pytest

from engine.settings import Knobs, Recipe
from engine.training.trainer import SkipGram
from engine.training.worked import worked_step
from engine.vocabulary import build_vocabulary
from explorer.runs.frame import Watch
from explorer.train.worked_step.figure import arrows
from explorer.train.worked_step.view import step
from tests.engine.training.material import corpus
from tests.explorer.material import run_of, texts, upload_pets

CORPUS = corpus(20_000, types=60)
KNOBS = Knobs(subsample=1e-2, epochs=2, negatives=4, window=3)


@pytest.fixture
def made():
    """A step in the middle of a run, and the first of all."""
    trainer = SkipGram(CORPUS, build_vocabulary(CORPUS, 5), Recipe(dimensions=12), KNOBS)
    first, _ = worked_step(trainer, KNOBS)
    trainer.targets(KNOBS, 3000)
    return worked_step(trainer, KNOBS)[0], first


def test_the_arrows_add_up_to_the_sum_and_the_sum_is_how_far_v_went(made):
    worked, _ = made
    for pair in range(len(worked.v)):
        view = step(worked, CORPUS, pair)
        np.testing.assert_allclose(np.sum(view.arrows, axis=0), view.total, atol=1e-12)
        way = np.linalg.norm(worked.v_after[pair] - worked.v[pair])
        assert view.times * np.hypot(*view.total) == pytest.approx(way, abs=1e-5)
        x, y = view.times * np.array(view.total)
        assert np.hypot(view.length + x, y) == pytest.approx(view.length_after, abs=1e-5)


def test_the_numbers_are_those_of_the_step(made):
    worked, _ = made
    view = step(worked, CORPUS, 1)
    pull, *pushes = view.terms
    assert pull.pull and not any(term.pull for term in pushes)
    assert len(pushes) == 4
    for term, row, after in zip(view.terms, worked.u, worked.u_after, strict=True):
        assert term.dot == pytest.approx(worked.v[1] @ row)
        assert term.sigma == pytest.approx(1 / (1 + np.exp(-term.dot)))
        assert term.error == pytest.approx(term.pull - term.sigma)
        assert term.after == pytest.approx(worked.v_after[1] @ after)


def test_the_sentence_marks_the_target_once_and_the_input_shown(made):
    worked, _ = made
    for pair, word in enumerate(step(worked, CORPUS, 0).pairs):
        view = step(worked, CORPUS, pair)
        marked = {mark: text for text, mark in view.sentence if mark in {"target", "input"}}
        assert marked == {"target": view.target, "input": word}
        assert sum(mark == "window" for _, mark in view.sentence) == len(view.pairs) - 1


@pytest.mark.parametrize("dark", [True, False])
def test_a_first_step_that_moves_nothing_is_drawn_too(made, dark):
    for worked in made:
        figure = arrows(step(worked, CORPUS, 0), dark=dark)
        assert len(figure.layout.annotations) == 6
        assert np.isfinite([*figure.layout.xaxis.range, *figure.layout.yaxis.range]).all()
    assert step(made[1], CORPUS, 0).total == (0.0, 0.0)


def test_a_step_shows_itself_on_a_map_at_rest_until_play(page, registry):
    test = page()
    upload_pets(test)
    run = run_of(registry)
    test.button(key="one_step").click().run()
    assert not test.exception
    assert len(run.worked.target.outputs) == 6
    shown = run.look(Watch(words=10)).layout
    test.selectbox(key="worked_pair").set_value(len(run.worked.target.near) - 1).run()
    assert not test.exception
    assert run.look(Watch(words=10)).layout is shown
    before = run.worked
    test.button(key="one_step").click().run()
    assert run.worked is not before
    assert test.selectbox(key="worked_pair").value == 0
    assert "orange" in texts(test)
    test.button(key="play").click().run()
    assert run.worked is None
    assert "orange" not in texts(test)
    assert not test.exception


@pytest.mark.parametrize("button", ["close_worked", "thousand_steps", "rewind", "new_seed"])
def test_what_goes_on_takes_the_step_away(page, registry, button):
    test = page()
    test.button(key="one_step").click().run()
    assert run_of(registry).worked is not None
    test.button(key=button).click().run()
    assert run_of(registry).worked is None
    assert "orange" not in texts(test)
    assert not test.exception
