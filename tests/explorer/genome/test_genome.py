"""If these fail, a genome is shown as if it were a text, or its questions go unanswered."""

import numpy as np
import pytest

from engine.corpus.builtin.catalogue import BUILTIN
from engine.corpus.genome.genome import gc_share
from engine.evaluation.genome.kmers import Sums
from engine.evaluation.genome.sequences import Sorted
from engine.settings import Reading
from engine.vocabulary import build_vocabulary
from explorer.genome import figure
from explorer.genome.view import card
from explorer.parts.pages import LABS
from explorer.runs.frame import Watch
from explorer.runs.map.map_view import MapView
from explorer.runs.run import Run
from explorer.runs.scheduling import Slots
from tests.explorer.labs.material import answers, finish, go
from tests.explorer.material import run_of, texts

FASTA = "".join(f">r{n}\n{'ACGTTGCATTAGCNCGATCGATGGCTAATCGC' * 40}\n" for n in range(3)).encode()
LABELLED = "label,sequence\n" + "".join(
    f"{'+' if n % 2 else '-'},{'GC' * 9 if n % 2 else 'AT' * 9}{'ACGT' * n}\n" for n in range(8)
)


@pytest.fixture
def run():
    corpus = BUILTIN["toy-genome"](Reading(kmer_length="3"))
    made = Run(corpus, corpus.suggested.recipe, corpus.suggested.knobs, slots=Slots(1))
    yield made
    made.close()


def plain(text):
    return text.replace("\\", "")


def ask(test, registry, name):
    test.segmented_control(key="sequences_question").set_value(name).run()
    test.button(key=f"sequences_{name}").click().run()
    return finish(test, registry, f"sequences {name}")


def upload(test, data=FASTA, name="a.fasta"):
    test.file_uploader(key="upload").set_value((name, data, "text/plain")).run()
    assert not test.exception


def test_a_text_has_no_questions_about_strands(page):
    test = page()
    assert not [item for item in test.segmented_control if item.key == "sequences_question"]
    assert "Sequences" not in " ".join(html.body for html in test.html)
    assert not [box for box in test.selectbox if box.key == "kmer_length"]


def test_the_toy_genome_says_what_was_read_and_answers(page, registry):
    test = page(corpus="toy-genome")
    shown = plain(texts(test))
    assert "240,000" in shown
    assert "4,096 of 4,096 possible ones occur" in shown
    assert "do not overlap" in shown
    assert "A generated genome" in shown
    ask(test, registry, "alignment")
    assert "Spearman" in answers(test)
    ask(test, registry, "strand")
    assert "reverse complement is" in answers(test)
    test.segmented_control(key="sequences_question").set_value("parts").run()
    assert "choose “3 to 8, mixed”" in plain(texts(test))
    assert not test.warning


def test_an_uploaded_fasta_is_counted_and_read_again_as_asked(page, registry):
    test = page()
    upload(test)
    run = run_of(registry)
    assert run.corpus.kind == "genome"
    assert "120 letters are N or other codes that stand for several (N 120)" in plain(texts(test))
    assert test.selectbox(key="corpus").value == "upload"
    assert not [box for box in test.checkbox if box.key == "lowercase"]
    test.selectbox(key="kmer_length").set_value("3-8").run()
    test.selectbox(key="stride").set_value("1").run()
    test.button(key="read_again").click().run()
    assert not test.exception
    assert run_of(registry).corpus.genome.lengths == (3, 4, 5, 6, 7, 8)
    assert test.query_params["stride"] == "1"
    assert "share letters with the one in the middle" in plain(texts(test))
    ask(test, registry, "parts")
    assert "AB is among the nearest 1 %" in answers(test)
    upload(test, b">a\nNNNNNNNNNNNNN\n", "bad.fa")
    assert "known letters in a row" in plain(test.warning[0].value)
    assert run_of(registry).corpus.name == "a.fasta"


def test_sequences_that_are_pasted_are_read_as_what_they_are_said_to_be(page, registry):
    test = page()
    test.selectbox(key="material").set_value("genome").run()
    test.selectbox(key="corpus").set_value("paste").run()
    test.text_area(key="pasted").set_value(FASTA.decode()).run()
    test.button(key="train_pasted").click().run()
    assert not test.exception
    assert run_of(registry).corpus.kind == "genome"


def test_labelled_sequences_are_sorted_and_a_bad_table_is_one_sentence(page, registry):
    test = page(corpus="toy-genome")
    test.segmented_control(key="sequences_question").set_value("classes").run()
    box = test.file_uploader(key="sequences_file")
    box.set_value(("bad.csv", b"only one column\n", "text/csv")).run()
    assert "has not two columns" in plain(test.warning[0].value)
    box = test.file_uploader(key="sequences_file")
    box.set_value(("a.csv", LABELLED.encode(), "text/csv")).run()
    assert "8 sequences: - 4, + 4" in plain(texts(test))
    ask(test, registry, "classes")
    assert "the commonest class would be 50.0%" in answers(test)


def test_proteins_have_no_other_strand(page, registry):
    test = page()
    upload(test, b">p\n" + b"MKTAYIAKQRQISFVKSHFSRQLEERLGLIEVQ" * 30, "p.faa")
    assert run_of(registry).corpus.genome.molecule == "protein"
    assert "strand" not in test.segmented_control(key="sequences_question").options
    assert len(test.segmented_control(key="sequences_question").options) == 3


def test_a_k_mer_is_coloured_by_gc_and_its_partner_is_sent(run):
    frame = run.look(Watch(words=64, selection="ttg"))
    assert (frame.selection, frame.partner) == ("TTG", "CAA")
    assert frame.paint.kind == "gc"
    wanted = [round(255 * gc_share(word)) for word in run.vocabulary.symbols]
    assert frame.paint.values.tolist() == wanted
    both = run.look(Watch(words=64, plane=MapView(vectors="both")))
    assert both.paint.values.tolist() == 2 * wanted
    assert run.look(Watch(words=64, plane=MapView(colour="norm"))).paint.kind == "norm"
    assert run.look(Watch(words=64)).partner == ""


def test_gc_is_offered_where_there_is_dna(page):
    test = page(corpus="toy-genome")
    assert test.selectbox(key="map_colour-").options[:2] == ["GC content", "frequency"]


def test_the_drawer_names_the_other_strand(page):
    test = page(corpus="toy-genome", word="TTGACA")
    assert [button for button in test.button if button.key == "partner TGTCAA"]


def test_the_card_counts_what_min_count_loses():
    corpus = BUILTIN["toy-genome"](Reading())
    least = int(corpus.counts[2000])
    seen = card(corpus, build_vocabulary(corpus, least), 5)
    assert seen.kept + seen.lost == seen.seen == len(corpus.symbols)
    assert seen.lost_tokens == corpus.counts[corpus.counts < least].sum()
    assert seen.overlap == 0
    assert card(BUILTIN["toyland"](Reading()), build_vocabulary(corpus, 5), 5) is None


@pytest.mark.parametrize("dark", [True, False])
def test_figures_show_the_numbers(dark):
    groups = {"a": np.linspace(-1, 1, 101), "b": np.zeros(5)}
    box = figure.boxes(groups, "", dark=dark).data[0]
    np.testing.assert_allclose(box.median, [0, 0], atol=1e-9)
    np.testing.assert_allclose(box.q3, [0.5, 0])
    bars = figure.ranks(Sums(np.array([0, 0, 0, 0.95]), np.array([])), dark=dark)
    assert [list(bar.y) for bar in bars.data] == [[0.75, *[0] * 8, 0.25], [0.1] * 10]
    right, blind = np.array([True, True, True, False]), np.array([True, False] * 2)
    sides, line = figure.shares(Sorted(right, blind, 0.6, 10, 1.0), dark=dark).data
    assert list(line.y) == [0.6, 0.6]
    assert list(sides.y) == [0.75, 0.5]
    assert sides.error_y.array[0] == pytest.approx(np.sqrt(0.75 * 0.25 / 4))


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.path)
def test_every_lab_opens_on_a_genome(page, lab):
    test = go(page(corpus="toy-genome"), lab.path)
    assert not test.warning
