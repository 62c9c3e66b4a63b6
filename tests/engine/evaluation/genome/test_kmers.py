"""If these fail, a genome's scores are of other k-mers than they say."""

from itertools import product

import numpy as np
import pytest

from engine.corpus.genome.genome import gc_share, reverse_complement
from engine.evaluation.genome.kmers import alignment, partner_places, partners, splits, sums
from engine.similarity import unit_rows
from engine.vocabulary import unranked


def words(*lengths):
    return unranked(tuple("".join(w) for n in lengths for w in product("ACGT", repeat=n)))


def by_chance(vocabulary, dimensions=16, seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(0, 1, (len(vocabulary), dimensions)).astype(np.float32)


def needleman(a, b):
    """Needleman and Wunsch (1970) by the book: +1, −1, gaps −1."""
    table = [[-(i + j) for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i, x in enumerate(a, 1):
        for j, y in enumerate(b, 1):
            meet = table[i - 1][j - 1] + (1 if x == y else -1)
            table[i][j] = max(meet, table[i - 1][j] - 1, table[i][j - 1] - 1)
    return table[-1][-1]


def test_partners_by_hand():
    vocabulary = unranked(("AACG", "CGTT", "ACGT", "GGGG"))
    assert reverse_complement("AACG") == "CGTT"
    assert gc_share("AACG") == 0.5
    assert partner_places(vocabulary).tolist() == [1, 0, 2, -1]
    unit = unit_rows(np.array([[1, 0], [1, 0], [0, 1], [1, 1]], np.float32))
    found = partners(vocabulary, unit)
    assert found.own.tolist() == [1.0]
    assert len(found.alike) == len(found.any) == 1


def test_partners_that_lie_together_are_seen_and_chance_is_not():
    vocabulary = words(4)
    vectors = by_chance(vocabulary)
    places = partner_places(vocabulary)
    glued = unit_rows(vectors + vectors[places])
    found = partners(vocabulary, glued)
    assert found.own.min() > 0.99
    assert abs(found.alike.mean()) < 0.2
    loose = partners(vocabulary, unit_rows(vectors))
    assert abs(loose.own.mean()) < 0.1
    assert len(loose.own) == (4**4 - 4**2) / 2  # pairs without palindromes


def test_nothing_to_compare_is_no_error():
    vocabulary = unranked(("AAAA", "CCCC"))
    unit = unit_rows(by_chance(vocabulary))
    assert len(partners(vocabulary, unit).own) == 0
    assert len(alignment(unranked(("AAAA",)), unit[:1]).scores) == 0
    *_, last = sums(vocabulary, unit, unit)
    assert (len(last.ranks), last.first, last.done) == (0, 0.0, 1.0)


def test_alignment_is_needlemans_and_pairs_have_one_length():
    vocabulary = words(3, 4)
    vectors = np.zeros((len(vocabulary), 8), np.float32)
    for row, word in enumerate(vocabulary.symbols):  # a k-mer by its letters
        for letter in word:
            vectors[row, "ACGT".index(letter)] += 1
    unit = unit_rows(vectors)
    found = alignment(vocabulary, unit, pairs=300)
    again = alignment(vocabulary, unit, pairs=300)
    np.testing.assert_array_equal(found.scores, again.scores)
    assert found.spearman > 0.5
    best = {(len(a), needleman(a, b) / len(a)) for a in words(3).symbols for b in words(3).symbols}
    assert set(found.scores) <= {score for _, score in best} | {
        needleman(a, b) / 4 for a in words(4).symbols for b in words(4).symbols[:64]
    }
    assert alignment(vocabulary, unit_rows(by_chance(vocabulary))).spearman == pytest.approx(
        0, abs=0.1
    )


def test_sums_by_hand():
    """Where every AB is A + B, it is nearest, and so is BA."""
    vocabulary = words(3, 6)
    vectors = by_chance(vocabulary, 12)
    for place, a, b in splits(vocabulary):
        vectors[place] = vectors[a] + vectors[b]
    *_, last = sums(vocabulary, vectors, unit_rows(vectors), most=200)
    assert len(last.ranks) == 200
    assert last.ranks.max() < 2 / 4**6
    assert last.swapped.max() < 2 / 4**6
    assert last.first == 1.0


def test_sums_of_chance_are_spread_evenly():
    vocabulary = words(3, 6)
    vectors = by_chance(vocabulary)
    states = list(sums(vocabulary, vectors, unit_rows(vectors), most=400))
    assert [state.done for state in states] == sorted(state.done for state in states)
    assert np.median(states[-1].ranks) == pytest.approx(0.5, abs=0.1)
    assert states[-1].first < 0.04


def test_only_parts_of_three_letters_or_more_are_taken():
    vocabulary = words(3, 6)
    found = splits(vocabulary)
    symbols = vocabulary.symbols
    assert len(found) == 4**6
    assert all(symbols[ab] == symbols[a] + symbols[b] for ab, a, b in found)
