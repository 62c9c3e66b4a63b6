"""If one fails, the scores of a graph's vectors are not those that papers report."""

import numpy as np
import pytest
from sklearn.metrics import f1_score, roc_auc_score

from engine.corpus.builtin.catalogue import BUILTIN
from engine.corpus.graph.graph import Draft, graph
from engine.errors import CorpusError
from engine.evaluation.graph.classification import best, f1, labelled, score
from engine.evaluation.graph.missing_edges import auc, cosines, hold_out
from engine.settings import Reading


def test_f1_is_that_of_scikit_learn():
    chance = np.random.default_rng(1)
    truth, found = chance.random((2, 60, 7)) < 0.3
    truth[:, 6] = found[:, 6] = False  # a label that nobody has or is given
    macro, micro = f1(truth, found)
    assert macro == pytest.approx(f1_score(truth, found, average="macro", zero_division=0))
    assert micro == pytest.approx(f1_score(truth, found, average="micro", zero_division=0))


def test_each_node_is_given_as_many_labels_as_it_has():
    chances = np.array([[0.1, 0.9, 0.5], [3.0, 2.0, -np.inf], [0.0, 0.0, 0.0]])
    assert best(chances, np.array([2, 1, 0])).tolist() == [
        [False, True, True], [True, False, False], [False, False, False],
    ]  # fmt: skip


def test_labels_that_the_vectors_show_are_found_and_others_are_not():
    chance = np.random.default_rng(3)
    groups = {f"n{i}": (f"g{i % 3}", *(["even"] if i % 2 == 0 else [])) for i in range(300)}
    known = labelled(tuple(groups), groups)
    assert known.names == ("even", "g0", "g1", "g2")
    told = known.has.astype(np.float32) @ chance.normal(size=(4, 8)).astype(np.float32) * 3
    told += chance.normal(size=told.shape).astype(np.float32) * 0.1
    blind = chance.normal(size=told.shape).astype(np.float32)
    assert score(told, known, 0.5, 0).micro > 0.97
    assert score(blind, known, 0.5, 0).micro < 0.6
    assert score(told, known, 0.5, 0) == score(told, known, 0.5, 0)


def test_a_label_that_nobody_learnt_has_or_all_have_breaks_nothing():
    groups = {f"n{i}": ("all", "one") if i == 3 else ("all",) for i in range(12)}
    known = labelled(tuple(groups), groups)
    vectors = np.random.default_rng(0).normal(size=(12, 3)).astype(np.float32)
    for split in range(5):
        assert 0 < score(vectors, known, 0.9, split).micro <= 1


def test_too_few_labels_are_one_sentence():
    with pytest.raises(CorpusError, match="2 nodes have one of 1 labels"):
        labelled(("a", "b", "c"), {"a": ("x",), "b": ("x",)})


def test_auc_is_that_of_scikit_learn():
    chance = np.random.default_rng(5)
    positives, negatives = chance.integers(0, 9, 50) + 1.0, chance.integers(0, 9, 70) * 1.0
    truth = np.repeat([1, 0], [50, 70])
    expected = roc_auc_score(truth, np.concatenate([positives, negatives]))
    assert auc(positives, negatives) == pytest.approx(expected)
    vectors = np.array([[1, 0], [2, 0], [0, 3]], np.float32)
    assert cosines(vectors, np.array([0, 0]), np.array([1, 2])).tolist() == [1.0, 0.0]


def steps_of(some):
    sources = np.repeat(np.arange(len(some)), np.diff(some.starts)).tolist()
    return dict(zip(zip(sources, some.ends.tolist(), strict=True), some.weights, strict=True))


@pytest.mark.parametrize("directed", ["no", "yes"])
def test_edges_left_out_are_edges_and_leave_no_node_alone(directed):
    whole = BUILTIN["les-miserables"](Reading(directed=directed)).source.graph
    out = hold_out(whole)
    pairs = set(zip(*(ends.tolist() for ends in whole.pairs()), strict=True))
    assert len(out.edges[0]) == round(0.2 * whole.edges) == len(out.others[0])
    assert set(zip(*out.edges.tolist(), strict=True)) <= pairs
    both = pairs | {(b, a) for a, b in pairs}
    assert not both & set(zip(*out.others.tolist(), strict=True))
    left = set(zip(*(ends.tolist() for ends in out.rest.pairs()), strict=True))
    assert left == pairs - set(zip(*out.edges.tolist(), strict=True))
    degrees = np.bincount(np.concatenate(out.rest.pairs()), minlength=len(whole))
    assert degrees.min() > 0
    weights = steps_of(whole)
    assert steps_of(out.rest).items() <= weights.items()


@pytest.mark.parametrize("nodes", [2, 8])
def test_a_tree_has_no_edges_to_spare(nodes):
    draft = Draft("tree")
    for node in range(1, nodes):
        draft.add(0, node)
    with pytest.raises(CorpusError, match="no edges can be left out"):
        hold_out(graph(draft, directed=False, weighted=True), name="tree")
