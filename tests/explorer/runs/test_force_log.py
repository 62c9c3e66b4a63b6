"""If these fail, the drawer's arrows are not what moved the word, or watching costs all others."""

import threading
from dataclasses import replace

import numpy as np
import pytest

from engine.kernels.step.force_log import V_PULL, V_PUSH
from engine.settings import Knobs, Recipe
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary
from explorer.runs import force_log
from explorer.runs.force_log import ForceReader
from explorer.runs.run import Run
from explorer.runs.scheduling import Slots
from explorer.train.forces.view import account
from tests.engine.training.material import corpus
from tests.explorer.material import until

CORPUS = corpus(30_000)
KNOBS = Knobs(subsample=0.0, epochs=1000, negatives=3)
WORD = 30


@pytest.fixture
def run():
    recipe = Recipe(dimensions=100, min_count=5)  # slow enough: a slice fills less than a book
    made = Run(CORPUS, recipe, KNOBS, slots=Slots(2))
    yield made
    made.close()


def forces_on(run, word=WORD, *, more=1):
    """The page of a word's book when it holds so many forces."""
    run.ledger.ask(word)
    until(lambda: (page := run.ledger.page(word)) and page.end.written >= more)
    return run.ledger.page(word)


@pytest.mark.parametrize(("word", "calm", "forces"), [(30, True, 30), (380, False, 3 * 4096)])
def test_pull_and_push_add_up_to_the_way_the_word_went(run, word, calm, forces):
    """THEORY §5, for v and u apart; also when the book has forgotten its first forces."""
    run.go_at("calm" if calm else "full")
    page = forces_on(run, word, more=forces)
    assert page.start is not None
    assert 0 < len(page.gains) <= 4096
    seen = account(page, run.vocabulary)
    for one in (seen.v, seen.u):
        assert one.moved == pytest.approx(one.way, rel=1e-3)
        assert one.missed < 1e-3


def test_forces_too_many_to_be_checked_are_shown_all_the_same(run):
    """The commonest word at full speed fills its book within a slice."""
    run.go_at("full")
    seen = account(forces_on(run, 0, more=20_000), run.vocabulary)
    assert seen.v.way > 0
    assert (seen.v.moved is None) == (seen.v.missed is None)


def test_nothing_is_written_down_when_no_word_is_selected(run):
    until(lambda: run._trainer.position.tokens > 1000)
    assert run._trainer.book is None
    forces_on(run)
    run.ledger.ask(None)
    until(lambda: run._trainer.book is None)
    assert run.ledger.page(WORD) is None


def test_a_word_nobody_asks_for_any_more_is_let_go(run, monkeypatch):
    """A closed tab says nothing; training must not pay for it for ever."""
    forces_on(run)
    monkeypatch.setattr(force_log, "_LAPSE", 0.05)
    until(lambda: run._trainer.book is None)
    assert run.ledger.word is None


def test_a_paused_run_shows_its_last_forces_and_opens_a_book_at_once(run):
    forces_on(run)
    run.pause()
    until(lambda: run.ledger.page(WORD).end.written == run._trainer.book.written[0])
    page = run.ledger.page(WORD)
    assert np.array_equal(page.end.v, run.vectors()[WORD])
    run.ledger.ask(WORD + 1)
    fresh = run.ledger.page(WORD + 1, patience=5)
    assert fresh.end.written == 0
    seen = account(fresh, run.vocabulary)
    assert (seen.v.pull.times, seen.v.way, seen.v.moved, seen.v.angle) == (0, 0, 0, None)
    assert run.ledger.page(WORD) is None


def test_a_rewound_run_goes_on_writing_the_forces_on_its_new_model(run):
    forces_on(run)
    run.rewind()
    until(lambda: run._trainer.book is not None)
    seen = account(forces_on(run, more=20), run.vocabulary)
    assert seen.v.missed < 1e-3


def test_a_page_holds_still(run):
    page = forces_on(run, more=50)
    held = page.rows.copy(), page.end.v.copy()
    until(lambda: run.ledger.page(WORD).end.written > page.end.written)
    assert np.array_equal(page.rows, held[0])
    assert np.array_equal(page.end.v, held[1])


def test_what_several_threads_leave_out_is_told():
    """With threads the book holds a part of the forces; the page must not pretend otherwise."""
    vocabulary = build_vocabulary(CORPUS, 5)
    trainer = SkipGram(CORPUS, vocabulary, Recipe(dimensions=8, threads=2), KNOBS)
    book = ForceReader(threading.Condition())
    book.ask(WORD)
    with book._gate:
        book.serve(trainer, resting=True)
        trainer.block(replace(KNOBS, learning_rate=0.05))
        book.serve(trainer, resting=True)
    seen = account(book.page(WORD), vocabulary)
    assert seen.v.moved > 0
    assert seen.v.missed > 0.01


def test_the_marks_stay_few(run):
    """A rare word watched for a lecture must not fill the memory."""
    forces_on(run, len(run.vocabulary) - 1)
    until(lambda: run.ledger.page(len(run.vocabulary) - 1).end.written > 600)
    assert len(run.ledger._marks) <= force_log._MARKS


def test_the_list_names_who_was_strongest_and_how_often(run):
    page = forces_on(run, more=500)
    seen = account(page, run.vocabulary)
    for side, kind in ((seen.v.pull, V_PULL), (seen.v.push, V_PUSH)):
        mine = page.marks[:, 0] == kind
        steps = page.gains[mine, None].astype(float) * page.rows[mine]
        assert side.times == mine.sum()
        assert side.length == pytest.approx(np.linalg.norm(steps.sum(axis=0)))
        assert np.hypot(*side.arrow) == pytest.approx(side.length)
        first = side.words[0]
        his = page.marks[mine, 1] == run.vocabulary.ids[first.word]
        assert first.times == his.sum()
        assert first.effort == pytest.approx(np.linalg.norm(steps[his], axis=1).sum())
        assert first.net == pytest.approx(np.linalg.norm(steps[his].sum(axis=0)))
        assert [one.effort for one in side.words] == sorted(
            (one.effort for one in side.words), reverse=True
        )
    (x, _), (dx, dy) = seen.v.pull.arrow, seen.v.push.arrow
    assert np.hypot(x + dx, dy) == pytest.approx(seen.v.way)
