"""C17: k-mers as words. If these fail, a genome's vectors say other things than the page claims."""

from dataclasses import replace

import numpy as np
import pytest

from engine.corpus.builtin.catalogue import BUILTIN
from engine.corpus.builtin.toy_genome import BOXES
from engine.evaluation.genome.kmers import alignment, partners, sums
from engine.evaluation.genome.labelled import Labelled
from engine.evaluation.genome.sequences import sequence_vectors, sort
from engine.model import initialize
from engine.settings import Reading
from engine.similarity import unit_rows
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary

EPOCHS = 5


def trained(**reading):
    corpus = BUILTIN["toy-genome"](Reading(**reading))
    knobs = replace(corpus.suggested.knobs, epochs=EPOCHS)
    recipe = corpus.suggested.recipe
    model = SkipGram(corpus, build_vocabulary(corpus, recipe.min_count), recipe, knobs)
    while not model.finished(knobs):
        model.block(knobs)
    return model


@pytest.fixture(scope="module")
def plain():
    return trained()


def test_a_planted_pair_is_found_across_its_spacer(plain):
    """TTGACA and TATAAT share no context but each other: only training can join them."""
    ids = plain.vocabulary.ids
    dots = plain.model.u @ plain.model.v[ids[BOXES[0]]]
    assert int(np.argmax(dots)) == ids[BOXES[1]]


def test_cosine_follows_alignment_and_on_this_genome_it_is_the_gc_content(plain):
    """What was planted is GC content: that explains more than the alignment does."""
    found = alignment(plain.vocabulary, unit_rows(plain.model.v))
    assert 0.15 < found.spearman < found.gc
    untrained = alignment(plain.vocabulary, unit_rows(initialize(4096, 32, 1).v))
    assert abs(untrained.spearman) < 0.06


def test_overlap_makes_alignment_better_without_any_biology():
    """At stride 1 neighbours share letters: ρ rises though the genome is the same."""
    apart, overlapping = (
        alignment(model.vocabulary, unit_rows(model.model.v))
        for model in (trained(kmer_length="5"), trained(kmer_length="5", stride="1"))
    )
    assert overlapping.spearman > apart.spearman + 0.05
    assert overlapping.gc < apart.gc


def test_the_other_strand_is_no_nearer_than_its_gc_content(plain):
    found = partners(plain.vocabulary, unit_rows(plain.model.v))
    assert abs(found.own.mean() - found.alike.mean()) < 0.05
    assert found.alike.mean() > found.any.mean() + 0.05


def test_a_sum_finds_its_whole_where_k_mers_overlap_and_hardly_where_not():
    """dna2vec's v(AB) ≈ v(A) + v(B) (Ng 2017), and what of it the overlap makes."""
    found = []
    for stride in ("1", "k"):
        model = trained(kmer_length="3-8", stride=stride)
        *_, last = sums(model.vocabulary, model.model.v, unit_rows(model.model.v))
        found.append(last)
    overlapping, apart = found
    assert overlapping.first > 0.8
    assert np.median(overlapping.swapped) < 0.01  # BA as well: a sum knows no order
    assert apart.first < 0.1


def test_means_of_k_mers_tell_islands_from_ground(plain):
    """Sequences of one GC content in the mean are sorted by it; the standard error is of N."""
    rng = np.random.default_rng(3)
    labels, texts = [], []
    for label, gc in (("poor", 0.45), ("rich", 0.55)):
        for _ in range(60):
            letters = rng.choice(list("ACGT"), 60, p=[(1 - gc) / 2, gc / 2, gc / 2, (1 - gc) / 2])
            labels.append(label)
            texts.append("".join(letters))
    labelled = Labelled(tuple(labels), tuple(texts))
    genome = plain.corpus.genome
    means, none = sequence_vectors(plain.vocabulary, plain.model.v, texts, genome)
    blind, _ = sequence_vectors(plain.vocabulary, initialize(4096, 32, 1).v, texts, genome)
    *_, last = sort(means, blind, labelled)
    assert none == 0
    assert last.baseline == 0.5
    assert last.accuracy > last.blind.mean()
    assert last.accuracy > 0.5 + 3 * last.error
