"""If these fail, sequences are sorted by other columns or other k-mers than the page says."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.corpus.genome.genome import Genome
from engine.errors import FormatError
from engine.evaluation.genome.labelled import MOST, Labelled, read_labelled
from engine.evaluation.genome.sequences import sequence_vectors, sort
from engine.vocabulary import unranked

GENOME = Genome("dna", (3,), 0, "one", 1, 100)
ROWS = [("+", "a", "ACGTTGCA"), ("+", "b", "acgtacgt"), ("-", "c", "TTTTGGGG"), ("-", "d", "CCCC")]
SEQUENCES = ("ACGTTGCA", "ACGTACGT", "TTTTGGGG", "CCCC")


@pytest.mark.parametrize(
    "text",
    [
        "label\tname\tsequence\n" + "\n".join("\t".join(row) for row in ROWS),
        "sequence,label\n" + "\n".join(f"{row[2]},{row[0]}" for row in ROWS),
        "\n".join(f"{row[0]},{row[1]},\t{row[2]}".replace("\t", "") for row in ROWS),
        "\ufeffClass,Seq\r\n" + "\r\n".join(f"{row[0]},{row[2]}" for row in ROWS),
        "# from somewhere\n\n" + "\n".join(f"{row[0]}\t{row[1]}\t {row[2][:3]} {row[2][3:]} "
                                              for row in ROWS),
    ],
    ids=["names", "turned", "no names", "windows", "remarks"],
)  # fmt: skip
def test_columns_are_found_by_name_or_by_what_is_in_them(text):
    found = read_labelled("a.csv", text.encode())
    assert found == Labelled(("+", "+", "-", "-"), SEQUENCES)
    assert found.classes == {"+": 2, "-": 2}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not two columns"),
        ("ACGT\nACGT\n", "not two columns"),
        ("+,ACGT\n+,ACGT\n", "of 1 classes"),
        ("+,ACGT\n+,ACGT\n-,ACGT\n", "the smallest has 1"),
        ("+,ACGT5\n+,ACGT\n-,ACGT\n-,AC", "“ACGT5” is no sequence"),
        ("+,\n+,ACGT\n-,ACGT\n-,AC", "“” is no sequence"),
        ("+,ACGT\n" * MOST + "-,ACGT\n", "20,001 rows are more than"),
    ],
)
def test_what_is_no_such_table_is_one_sentence(text, said):
    with pytest.raises(FormatError) as caught:
        read_labelled("a.csv", text.encode())
    assert said in str(caught.value)
    assert "a.csv" in str(caught.value)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_anything_is_read_or_refused(data):
    try:
        found = read_labelled("a.csv", data)
    except FormatError:
        return
    assert len(found.labels) == len(found.sequences) >= 4


def test_a_mean_is_of_all_k_mers_that_are_known():
    vocabulary = unranked(("ACG", "CGT", "AAA"))
    vectors = np.array([[1, 0], [0, 1], [5, 5]], np.float32)
    means, none = sequence_vectors(vocabulary, vectors, ["ACGT", "ACGACG", "GGG", ""], GENOME)
    np.testing.assert_allclose(means, [[0.5, 0.5], [1, 0], [0, 0], [0, 0]])
    assert none == 2
    canonical = Genome("dna", (3,), 0, "canonical", 1, 100)
    means, none = sequence_vectors(vocabulary, vectors, ["TTT"], canonical)
    np.testing.assert_allclose(means, [[5, 5]])


def test_classes_that_differ_are_told_apart_and_chance_is_not():
    rng = np.random.default_rng(0)
    labelled = Labelled(("a",) * 40 + ("b",) * 60, ("ACGT",) * 100)
    blind = rng.normal(0, 1, (100, 5))
    clear = blind + 4 * (np.arange(100) < 40)[:, None]
    states = list(sort(clear, blind, labelled))
    assert [state.done for state in states] == pytest.approx(np.arange(1, 11) / 10)
    last = states[-1]
    assert len(last.right) == 100
    assert last.accuracy > 0.95
    assert last.blind.mean() < 0.75
    assert last.baseline == 0.6
    assert last.error == pytest.approx(np.sqrt(last.accuracy * (1 - last.accuracy) / 100))


def test_a_class_of_two_is_cut_into_two_folds():
    labelled = Labelled(("a", "a", "b", "b", "b"), ("ACGT",) * 5)
    features = np.eye(5)
    assert len(list(sort(features, features, labelled))) == 2
