"""If these fail, strands and GC content of k-mers are not those of the sequences."""

from itertools import product

import pytest
from Bio.Seq import Seq
from Bio.SeqUtils import gc_fraction

from engine.corpus.genome.genome import gc_share, reverse_complement

KMERS = ["".join(letters) for letters in product("ACGT", repeat=4)]


def test_the_other_strand_is_biopythons():
    assert [reverse_complement(kmer) for kmer in KMERS] == [
        str(Seq(kmer).reverse_complement()) for kmer in KMERS
    ]


def test_the_gc_share_counts_both_letters():
    assert [gc_share(kmer) for kmer in KMERS] == pytest.approx(
        [gc_fraction(Seq(kmer)) for kmer in KMERS]
    )
