"""If these fail, whoever hears the page is told another thing than the picture shows."""

import numpy as np

from engine.corpus.builtin.toyland import toyland
from engine.evaluation.analogies import Accuracy
from engine.similarity import unit_rows
from engine.vocabulary import build_vocabulary, unranked
from explorer.parts.gold.relations_figure import read_accuracy
from explorer.train.analogy.figure import read_parallelogram
from explorer.train.analogy.view import analogy
from explorer.train.health.figure import read_zipf
from explorer.train.health.view import health


def test_bars_are_read_one_by_one_and_no_more_of_them_than_are_drawn():
    scored = Accuracy(5, 8, 0, {"gender": (1, 4), "": (4, 4)})
    assert read_accuracy(scored) == "5 of 8 analogies right; gender: 1 of 4; —: 4 of 4"
    assert read_accuracy(scored, most=1) == "5 of 8 analogies right; gender: 1 of 4"


def test_the_curve_of_counts_is_read_by_its_ends_and_its_line():
    corpus = toyland(20_000)
    read = read_zipf(health(corpus, build_vocabulary(corpus, 5), 5))
    assert f"stands {corpus.counts[0]:,} times" in read
    assert f"keeps {(corpus.counts >= 5).sum():,} of {len(corpus.counts):,} words" in read


def test_the_parallelogram_is_read_with_the_way_it_misses():
    """With three words there is no answer; with a perfect one nothing is missed."""
    square = unit_rows(np.float32([[1, 0, 1], [0, 1, 1], [1, 0, -1], [0, 1, -1]]))
    view = analogy(unranked(("man", "king", "woman", "queen")), square, ("man", "king", "woman"))
    read = read_parallelogram(view)
    assert read.startswith("man is to king as woman is to queen.")
    assert "queen lies 0.00 from" in read
    three = analogy(unranked(("man", "king", "woman")), square[:3], ("man", "king", "woman"))
    assert read_parallelogram(three) == "man is to king as woman is to ?"
