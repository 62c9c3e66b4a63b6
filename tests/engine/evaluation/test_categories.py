"""If these fail, a visitor's categories are read wrongly or scored by another measure."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import FormatError
from engine.evaluation.categories import purity, read_categories
from engine.vocabulary import vocabulary_of

PLACES = np.eye(3, dtype=np.float32)


def judged(clusters, labels, missing=0):
    """Words that lie exactly in these clusters, and the categories people gave them."""
    words = tuple(f"w{i}" for i in range(len(clusters)))
    gold = [*zip(words, labels, strict=True), *((f"none{i}", "x") for i in range(missing))]
    unit = PLACES[list(clusters)]
    return purity(vocabulary_of(words, np.ones(len(words), np.int64)), unit, gold)


def test_purity_is_that_of_the_textbook():
    # Manning, Raghavan, Schütze, figure 16.4: three clusters of 17 points, purity 0.71.
    clusters = [0] * 6 + [1] * 6 + [2] * 5
    labels = "xxxxxo" + "ooooxd" + "dddxx"
    found = judged(clusters, labels, missing=3)
    assert found.purity == pytest.approx((5 + 4 + 3) / 17)
    assert found.chance == pytest.approx(8 / 17)
    assert (found.words, found.skipped, found.categories) == (17, 3, 3)
    assert found.coverage == pytest.approx(17 / 20)


def test_words_of_one_category_cannot_be_told_apart():
    assert judged([0, 1], "aa").purity is None
    assert judged([], "", missing=2).purity is None


def test_files_are_words_and_categories():
    content = b"# note\noak\ttree\nrose,  flower \n\n\xe9\xbe\x99\t\xe5\x8a\xa8\xe7\x89\xa9\n"
    assert read_categories("x", content.replace(b",  ", b"\t")) == [
        ("oak", "tree"), ("rose", "flower"), ("龙", "动物"),
    ]  # fmt: skip
    assert read_categories("x", b"oak,tree\nrose, flower") == [("oak", "tree"), ("rose", "flower")]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"oak tree", "line 1"),
        (b"oak\ttree\nrose\t", "line 2"),
        (b"oak\ttree", "1 words in 1 categories"),
        (b"", "0 words in 0 categories"),
    ],
)
def test_a_bad_file_is_one_sentence(content, says):
    with pytest.raises(FormatError, match=says):
        read_categories("mine.tsv", content)


@given(st.binary(max_size=200))
def test_any_bytes_are_categories_or_one_sentence(content):
    try:
        assert all(len(pair) == 2 for pair in read_categories("x", content))
    except FormatError as error:
        assert str(error)
