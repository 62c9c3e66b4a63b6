"""Lab 6: if these fail, a student sees other noise than the one that is drawn."""

import numpy as np
import pytest

from engine.corpus.builtin.toyland import toyland
from engine.sampling.noise import noise_chances
from engine.theory.experiments.analogy_grid import Cell, Grid
from engine.theory.noise import chi_square
from engine.vocabulary import build_vocabulary, vocabulary_of
from explorer.labs.noise import figure
from explorer.labs.noise.percent import percent
from explorer.labs.noise.view import EXPONENTS, NEGATIVES, drawing, found, view
from tests.explorer.labs.lab_page import answers, lab_page
from tests.explorer.material import texts, until, upload_pets

PAGE = "labs.noise"


@pytest.fixture(scope="module")
def vocabulary():
    return build_vocabulary(toyland(), 5)


@pytest.mark.parametrize("alpha", [-1.0, 0.0, 0.75, 1.0, 1.25])
def test_the_bars_are_the_shares_that_training_draws_with(vocabulary, alpha):
    seen = view(vocabulary, alpha, 5)
    chances, raw = (noise_chances(vocabulary.counts, a) for a in (alpha, 1.0))
    for bar in seen.bars:
        place = vocabulary.ids[bar.word]
        assert (bar.share, bar.raw) == (chances[place], raw[place])
    assert seen.bars[0].word == "the"
    assert seen.bars[-1].word == vocabulary.symbols[-1]
    assert len({bar.word for bar in seen.bars}) == len(seen.bars) == 16
    assert seen.law.among == pytest.approx(1 - (1 - chances[0]) ** 5)
    assert seen.law.ratio >= 1
    assert [law.exponent for law in seen.laws] == sorted({0.0, alpha, 1.0})
    assert seen.other.exponent == (0.75 if alpha == 1.0 else 1.0)


def test_the_offset_is_a_line_in_the_logarithm_of_the_count(vocabulary):
    counts, nats = np.array(view(vocabulary, 0.5, 5).offsets).T
    slope, _ = np.polyfit(np.log(counts), nats, 1)
    assert slope == pytest.approx(0.5)
    assert not np.any(np.array(view(vocabulary, 1.0, 5).offsets)[:, 1])


def test_two_words_are_enough():
    words = vocabulary_of(("a", "b"), np.array([5, 1]))
    seen = view(words, 0.75, 5)
    assert [bar.word for bar in seen.bars] == ["a", "b"]
    assert len(figure.shares(seen, dark=False).data) == 2


def test_draws_are_told_as_the_theory_judges_them(vocabulary):
    states = list(drawing(vocabulary.counts, 0.75, 2_000_000, 1))
    assert [state.done for state in states] == [0.5, 1.0]
    last = states[-1]
    assert last.follows
    assert 0.85 < last.inside <= 1
    assert all(expected >= 25 for expected, _ in last.dots)
    assert len(figure.draws(last, dark=True).data[0].x) == len(last.dots)
    expected = np.round(noise_chances(vocabulary.counts, 1.0) * 2e6).astype(np.int64)
    assert chi_square(expected, noise_chances(vocabulary.counts, 0.75))[2] < 1e-5


def test_a_grid_says_nothing_before_it_is_full_and_then_its_best():
    cells = [
        Cell(a, k, 0.9 if (a, k) == (0.5, 15) else 0.5 + k / 100)
        for a in EXPONENTS
        for k in NEGATIVES
    ]
    assert found(Grid(0.9, tuple(cells[:-1]))) is None
    seen = found(Grid(1.0, tuple(cells)))
    assert seen.best == (0.5, 15, 0.9)
    assert seen.spot[1] == seen.usual
    assert (seen.usual, seen.raw, seen.fewest, seen.most) == (0.55, 0.55, 0.51, 0.65)
    half = figure.grid(Grid(0.5, tuple(cells[:7])), EXPONENTS, NEGATIVES, dark=False)
    assert [row[2] for row in half.data[0].z] == [0.51, None, None]


@pytest.mark.parametrize(
    ("share", "said"), [(0.0815, "8.15%"), (1.0, "100%"), (0.35, "35.0%"), (1.2e-5, "0.00120%")]
)
def test_small_shares_keep_three_digits(share, said):
    assert percent(share) == said


def test_the_slider_changes_the_answer_and_the_draws_follow(registry):
    test = lab_page(PAGE)
    assert "With α = 0.75, 5 draws hold “the”" in answers(test)
    assert [button for button in test.button if button.key == "stop-noise-grid"]
    test.slider(key="lab_alpha").set_value(0.0).run()
    test.slider(key="lab_k").set_value(20).run()
    assert "With α = 0, 20 draws hold “the”" in answers(test)
    until(lambda: "draws follow the shares of α = 0:" in answers(test.run()))


def test_an_uploaded_text_of_a_few_words_has_the_page_too(page, registry):
    upload_pets(page())
    test = lab_page(PAGE)
    assert "hold “the” at least once" in answers(test)
    assert "pets.txt" in texts(test).replace("\\", "")
