"""If these fail, a picture says another thing than the numbers it was drawn from."""

import math

import numpy as np
import pytest

from engine.corpus.builtin.toyland import toyland
from engine.evaluation.analogies import Accuracy
from engine.similarity import unit_rows
from engine.vocabulary import build_vocabulary, unranked
from explorer.parts.gold.relations_figure import accuracy_bars
from explorer.train.analogy.figure import parallelogram
from explorer.train.analogy.view import analogy
from explorer.train.health.figure import zipf
from explorer.train.health.view import EXPECTATIONS, health


@pytest.mark.parametrize("dark", [True, False])
def test_the_zipf_plot_marks_min_count_where_it_is(dark):
    corpus = toyland(20_000)
    view = health(corpus, build_vocabulary(corpus, 5), 5)
    figure = zipf(view, dark=dark)
    assert figure.layout.shapes[0].y0 == 5
    assert figure.layout.annotations[0].y == pytest.approx(math.log10(5))
    assert figure.data[0].y[0] == corpus.counts[0]
    assert view.kept_types == build_vocabulary(corpus, 5).counts.size
    assert view.zipf[-1][0] == len(corpus.counts)


def test_the_card_expects_more_of_more_text():
    least = [tokens for tokens, _ in EXPECTATIONS]
    assert least == sorted(least, reverse=True)
    assert least[-1] == 0


def test_the_parallelogram_is_one_and_shows_words_as_they_are():
    """The fourth corner is b − a + c, exactly; a word of markup stays a word."""
    rng = np.random.default_rng(0)
    words = ("a", "b", "<img src=x>", *map(str, range(30)))
    unit = unit_rows(rng.normal(0, 1, (33, 6)).astype(np.float32))
    view = analogy(unranked(words), unit, ("a", "b", "<img src=x>"))
    corners = {name: np.array([x, y]) for name, x, y in view.corners}
    np.testing.assert_allclose(
        corners[""], corners["b"] - corners["a"] + corners["<img src=x>"], atol=1e-5
    )
    assert np.linalg.norm(corners["b"] - corners["a"]) == pytest.approx(
        np.linalg.norm(unit[1] - unit[0]), rel=1e-4
    )
    figure = parallelogram(view, dark=False)
    assert "&lt;img src=x&gt;" in figure.data[0].text
    assert not any("<" in text for text in figure.data[0].text)


def test_bars_are_right_of_asked():
    scored = Accuracy(5, 8, 0, {"gender": (1, 4), "plural": (4, 4)})
    bar = accuracy_bars(scored, dark=True).data[0]
    assert dict(zip(bar.y, bar.x, strict=True)) == {"plural": 1.0, "gender": 0.25}
    assert any("1/4" in text for text in bar.text)
