"""If these fail, a genome is not read as it was written, or not refused with a way out."""

import bz2
import gzip
import io
import lzma
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.corpus import intake
from engine.corpus.builtin.catalogue import BUILTIN
from engine.corpus.builtin.toy_genome import BOXES, LETTERS, sequence
from engine.corpus.excerpt import excerpt
from engine.corpus.genome.genome import Genome, gc_share, reverse_complement
from engine.errors import CorpusError
from engine.settings import Knobs, Reading
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary

DNA = "ACGTTGCATTAGCCGATCGATCGGCTAATCGCGATATTAGC" * 3
PROTEIN = "MKTAYIAKQRQISFVKSHFSRQLEERLGLIEVQAPILSRVGDGTQDNLSGAEKAVQVKVKALPDAQFEVVHSLAKWKR"
FASTA = f">one first\n{DNA[:60]}\n{DNA[60:]}\n>two\n{DNA[:50]}\n"
FASTQ = f"@r1\n{DNA[:40]}\n+\n{'I' * 40}\n@r2\n{DNA[40:80]}\n+r2\n{'I' * 40}\n"
GENBANK = """LOCUS       TOY                       60 bp    DNA     linear   BCT 01-JAN-2000
DEFINITION  Toy.
ACCESSION   TOY
VERSION     TOY.1
FEATURES             Location/Qualifiers
     gene            1..30
                     /gene="toy"
ORIGIN
        1 acgttgcatt agccgatcga tcggctaatc gcgatattag cacgttgcat tagccgatcg
//
"""


def read(data, name="a.fasta", limit=1 << 20, **settings):
    content = data if isinstance(data, bytes) else data.encode()
    files = [(name, io.BytesIO(content))]
    return intake.read(files, Reading(**settings), "/nowhere", limit=limit)


def sentences(corpus):
    stream = corpus.source.passage(0, 0, corpus.source.size, Knobs())
    words = [corpus.symbols[i] for i in stream.ids]
    return [words[a:b] for a, b in zip(stream.offsets[:-1], stream.offsets[1:], strict=True)]


def by_hand(text, k):
    """THEORY §2.20: stride k, each of the k reading frames a sentence."""
    frames = ([text[p : p + k] for p in range(f, len(text) - k + 1, k)] for f in range(k))
    return [frame for frame in frames if frame]


def test_fasta_is_read_in_all_frames_record_by_record():
    corpus = read(FASTA)
    assert sentences(corpus) == by_hand(DNA, 6) + by_hand(DNA[:50], 6)
    assert corpus.documents == (("one", 0), ("two", len(DNA) - 5))
    assert corpus.kind == "genome"
    assert corpus.genome == Genome("dna", (6,), 0, "one", 2, len(DNA) + 50)
    assert (np.diff(corpus.counts) <= 0).all()


def test_a_downloaded_zip_is_read_for_the_sequences_in_it(tmp_path):
    """Genome archives send a .zip with notes beside the sequences."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.md", "Notes on this download.")
        archive.writestr("data/one/genome.fna", FASTA)
    corpus = read(packed.getvalue(), "ncbi.zip")
    assert sentences(corpus) == sentences(read(FASTA))
    (tmp_path / "ncbi.zip").write_bytes(packed.getvalue())
    path = [("ncbi.zip", tmp_path / "ncbi.zip")]
    assert intake.read(path, Reading(), tmp_path).counts.tolist() == corpus.counts.tolist()
    with pytest.raises(CorpusError, match="most that is read at once"):
        read(packed.getvalue(), "ncbi.zip", limit=10)
    text = intake.read(path, Reading(material="text"), tmp_path)
    assert text.kind == "text" and "download" in text.symbols


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_packed_and_plain_are_the_same(pack):
    ending = {gzip: ".gz", bz2: ".bz2", lzma: ".xz"}[__import__(pack.__module__.strip("_"))]
    packed = read(pack(FASTA.encode()), f"a.fna{ending}")
    assert sentences(packed) == sentences(read(FASTA))


@pytest.mark.parametrize(
    "text", [FASTA.replace("\n", "\r\n"), FASTA.lower().replace(">", ">"), "\n\n" + FASTA,
             FASTA.replace("T", "U"), FASTA.replace("\n", "\n\n")],
    ids=["windows", "small", "blank lines", "rna", "gaps"],
)  # fmt: skip
def test_ways_of_writing_do_not_matter(text):
    assert sentences(read(text)) == sentences(read(FASTA))


def test_small_letters_are_counted():
    assert read(f">a\n{DNA[:60]}{DNA[:30].lower()}\n").genome.masked == 30


def test_fastq_and_genbank_are_read():
    corpus = read(FASTQ, "a.fq")
    assert sentences(corpus) == by_hand(DNA[:40], 6) + by_hand(DNA[40:80], 6)
    assert [name for name, _ in corpus.documents] == ["r1", "r2"]
    corpus = read(GENBANK, "GCF_1.2_genomic.gbff")
    assert (
        sentences(corpus)[0]
        == by_hand("ACGTTGCATTAGCCGATCGATCGGCTAATCGCGATATTAGCACGTTGCATTAGCCGATCG", 6)[0]
    )
    assert corpus.documents[0][0] == "TOY.1"


def test_a_genbank_that_is_not_written_by_the_rules_is_read():
    """Biopython warns of it: of a length that is not so, and of columns out of place."""
    for odd in (GENBANK.replace("60 bp", "99 bp"), GENBANK.replace("TOY    ", "TOY ", 1)):
        assert sentences(read(odd, "a.gb")) == sentences(read(GENBANK, "a.gb"))


def test_unknown_letters_split_and_are_counted():
    corpus = read(f">a\n{DNA[:30]}NNR{DNA[:30]}\n", kmer_length="6")
    assert all("N" not in word for word in corpus.symbols)
    assert corpus.genome.unknown == (("N", 2), ("R", 1))
    assert corpus.source.size == 2 * 25
    seen = DNA[:30], DNA[:30]
    whole = sorted(word for part in seen for frame in by_hand(part, 6) for word in frame)
    assert sorted(word for sentence in sentences(corpus) for word in sentence) == whole


def test_strands():
    one, both, canonical = (read(FASTA, strands=s) for s in ("one", "both", "canonical"))
    assert both.source.size == 2 * one.source.size
    words = dict(zip(both.symbols, both.counts, strict=True))
    assert all(words[reverse_complement(word)] == n for word, n in words.items())
    assert all(word <= reverse_complement(word) for word in canonical.symbols)
    assert canonical.source.size == one.source.size
    assert both.documents[1] == ("two", 2 * one.documents[1][1])


def test_stride_one_reads_every_place_in_one_sentence():
    corpus = read(f">a\n{DNA}\n", stride="1", kmer_length="4")
    assert sentences(corpus) == [[DNA[p : p + 4] for p in range(len(DNA) - 3)]]


def test_mixed_lengths_follow_one_another_without_a_gap():
    """v(AB) is compared with v(A) + v(B) only if all three are words."""
    corpus = read(f">a\n{DNA}\n", kmer_length="3-8")
    assert {len(word) for word in corpus.symbols} <= set(range(3, 9))
    for sentence in sentences(corpus):
        assert "".join(sentence) in DNA
    assert corpus.genome.lengths == (3, 4, 5, 6, 7, 8)


@pytest.mark.parametrize("length", ["auto", "3", "8", "3-8"])
def test_proteins_are_recognised_and_read(length):
    corpus = read(f">p\n{PROTEIN}\n", "a.faa", kmer_length=length)
    assert corpus.genome.molecule == "protein"
    assert all(word in PROTEIN for word in corpus.symbols)
    if length == "auto":
        assert sentences(corpus) == by_hand(PROTEIN, 3)
    assert corpus.genome.possible >= len(corpus.symbols)


def test_what_a_text_file_holds_can_be_said():
    corpus = read(FASTA, "a.txt", material="genome")
    assert sentences(corpus) == sentences(read(FASTA))


def test_records_of_one_name_are_told_apart_and_counted():
    corpus = read(f">x\n{DNA}\n>x\n{DNA}\n>y\n{DNA}\n>\n{DNA}\n")
    assert [name for name, _ in corpus.documents] == ["x", "x (2)", "y", "#4"]
    assert corpus.genome.renamed == 1


@pytest.mark.parametrize(
    ("data", "name", "settings", "said"),
    [
        (">a\nNNNNNNNNNN\n", "a.fa", {"molecule": "dna"}, "nowhere 6 known letters in a row"),
        (f">a\n{'N' * 99}\n", "a.fa", {}, "99 are"),
        (">a\nACG\n", "a.fa", {}, "shorter k-mers"),
        (f">p\n{PROTEIN}\n", "a.fa", {"molecule": "dna"}, "looks like a protein"),
        (">a\n>b\n", "a.fa", {}, "no letter of a sequence"),
        ("", "a.fa", {}, "is empty or blank"),
        ("\n \n", "a.fa", {}, "is empty or blank"),
        (FASTQ[:-20], "a.fq", {}, "record 2 is not complete or damaged"),
        (FASTQ[:50], "a.fq", {}, "record 1 is not complete"),
        ("A text about genes.", "a.fa", {}, "begins neither with >"),
        (b"\x89PNG\r\n\x1a\n", "a.fa", {}, "begins as a file of another kind does (PNG)"),
        (b">a\n\0\0\0\0", "a.fa", {}, "begins neither"),
        (GENBANK.split(" acgttgca", maxsplit=1)[0][:-9] + "//\n", "a.gb", {}, "no letter of a"),
        (GENBANK.split("FEATURES", maxsplit=1)[0], "a.gb", {}, "record 1 is not complete"),
        (FASTA, "a.fa.gz", {}, "is called .gz but is not packed so"),
        (gzip.compress(FASTA.encode() * 99)[:-9], "a.fa.gz", {}, "ends before it is complete"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(data, name, settings, said):
    with pytest.raises(CorpusError) as caught:
        read(data, name, **settings)
    assert said in str(caught.value)
    assert name in str(caught.value)


def test_files_of_two_molecules_or_kinds_are_refused():
    files = [("a.fa", io.BytesIO(FASTA.encode())), ("b.fa", io.BytesIO(f">p\n{PROTEIN}".encode()))]
    with pytest.raises(CorpusError, match=r"b\.fa: one of these files holds DNA"):
        intake.read(files, Reading(), "/nowhere")
    files[1] = ("b.txt", io.BytesIO(b"a text"))
    with pytest.raises(CorpusError, match="different kinds"):
        intake.read(files, Reading(), "/nowhere")


def test_the_limit_holds_for_what_is_packed():
    with pytest.raises(CorpusError, match="beyond 1,000 bytes"):
        read(gzip.compress(FASTA.encode() * 99), "a.fa.gz", limit=1000)


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b">", b"@", b"LOCUS ", b">a\n", b""]))
def test_anything_is_read_or_refused(data, head):
    try:
        corpus = read(head + data)
    except CorpusError as error:
        assert "a.fasta" in str(error)
    else:
        assert corpus.source.size == corpus.counts.sum() > 0


def test_overlap_by_hand():
    """THEORY §2.20: at L = 6/10/20 and k = 6 only 5/27/57 % of the weight lies beyond overlap."""
    genome = Genome("dna", (6,), 1, "one", 1, 100)
    assert [round(1 - genome.overlap(window), 2) for window in (6, 10, 20)] == [0.05, 0.27, 0.57]
    assert genome.overlap(5) == 1.0
    assert Genome("dna", (6,), 0, "one", 1, 100).overlap(5) == 0.0
    assert Genome("dna", (6,), 3, "one", 1, 100).overlap(1) == 1.0
    assert Genome("dna", (6,), 3, "one", 1, 100).overlap(2) == pytest.approx(1 - 2 / 6)
    assert Genome("dna", (3,), 3, "one", 1, 100).overlap(5) == 0.0


def test_the_toy_genome_has_what_was_planted():
    text = sequence()
    assert len(text) == LETTERS
    assert text == sequence()
    counts = [text.count(box) for box in BOXES]
    assert min(counts) > 3 * LETTERS / 4**6
    assert min(text.count(reverse_complement(box)) for box in BOXES) > 3 * LETTERS / 4**6
    shares = [gc_share(text[a : a + 300]) for a in range(0, LETTERS, 300)]
    assert np.std(shares) > 0.08


def test_the_toy_genome_trains_and_its_beginning_too():
    corpus = BUILTIN["toy-genome"](Reading(kmer_length="4", stride="1"))
    assert corpus.genome.stride == 1
    assert corpus.genome.planted
    part = excerpt(corpus, 20_000)
    assert part.suggested == corpus.suggested
    knobs = part.suggested.knobs
    trainer = SkipGram(part, build_vocabulary(part, 1), part.suggested.recipe, knobs)
    assert trainer.block(knobs).pairs > 0
