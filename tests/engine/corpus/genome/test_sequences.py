"""If these fail, letters of a FASTA file are lost, or go to another record."""

import io

from Bio.SeqIO.FastaIO import SimpleFastaParser
from hypothesis import given
from hypothesis import strategies as st

from engine.corpus.genome import sequences
from engine.corpus.genome.sequences import Record, records

LINES = st.lists(st.text("ACGTn> ;\t", max_size=12), max_size=12)


@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_fasta_is_read_as_biopython_reads_it(lines, end, ended):
    text = end.join([">one two", *lines]) + (end if ended else "")
    stream = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="latin-1")
    judge = [(title, letters.replace("\t", "")) for title, letters in SimpleFastaParser(stream)]
    ours = list(sequences._fasta(text.encode()))
    assert [(title.rstrip(), letters.decode()) for title, letters in ours] == judge


def test_a_mark_of_utf_8_and_comments_stand_before_the_first_record():
    """With the mark the first record was passed over."""
    assert list(records("a", b"\xef\xbb\xbf>one\nAC\nGT\n>two\nA")) == [
        Record("one", b"ACGT"), Record("two", b"A"),
    ]  # fmt: skip
    assert list(records("a", b"; said\n; more\n>one\nAC")) == [Record("one", b"AC")]
