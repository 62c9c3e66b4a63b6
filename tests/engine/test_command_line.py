"""If these fail, a script that trains at night stops, or trains something else than was written."""

import json
import subprocess
import sys

import pytest
from gensim.models import KeyedVectors

from engine.__main__ import main
from tests import ROOT

TEXT = "the king rules the land . the queen rules the sea . a fisher sails the sea . " * 500


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text(TEXT)
    return path


def train(capsys, text, *options):
    output = text.parent / "vectors"
    status = main(["train", str(text), "--output", str(output), *options])
    said = capsys.readouterr()
    return status, output, said


def test_train_says_what_it_did_in_one_line_of_json(capsys, text):
    status, output, said = train(capsys, text, "--epochs", "2", "--subsample", "0")
    assert status == 0
    result = json.loads(said.out.splitlines()[-1])
    assert result["tokens"] == result["kept_tokens"] == 2 * 15 * 500
    assert result["vocabulary"] == 9
    assert result["pairs"] > result["tokens"]
    assert result["tokens_per_second"] > 0
    assert 0 < result["loss"] < 6 * 0.6932
    opened = KeyedVectors.load_word2vec_format(str(output), binary=True)
    assert opened.vector_size == 100
    assert opened.index_to_key[0] == "the"


def test_a_genome_is_trained_as_a_text_is(capsys, tmp_path):
    """The file's name tells; how it is cut is an option like the others."""
    path = tmp_path / "toy.fasta"
    path.write_text(">a\n" + "ACGTTGCATTAGCCGATCGATGGCTAATCGC\n" * 200)
    status, output, said = train(capsys, path, "--kmer-length", "4", "--epochs", "1")
    assert status == 0
    assert json.loads(said.out.splitlines()[-1])["tokens"] == 31 * 200 - 3
    opened = KeyedVectors.load_word2vec_format(str(output), binary=True)
    assert {len(word) for word in opened.index_to_key} == {4}


def test_a_network_is_trained_with_what_suits_it(capsys, tmp_path):
    """Nodes are no function words: what a text drops would leave hardly any walk."""
    path = tmp_path / "ring.edges"
    path.write_text("".join(f"{i} {(i + 1) % 40}\n" for i in range(40)))
    status, output, said = train(capsys, path, "--epochs", "1", "--walk-length", "20")
    assert status == 0
    result = json.loads(said.out.splitlines()[-1])
    assert result["tokens"] == result["kept_tokens"] == 40 * 10 * 20
    assert len(KeyedVectors.load_word2vec_format(str(output), binary=True)) == 40


def test_the_same_seed_is_the_same_file(capsys, text):
    _, output, _ = train(capsys, text, "--seed", "5")
    first = output.read_bytes()
    _, output, _ = train(capsys, text, "--seed", "5")
    assert output.read_bytes() == first
    _, output, _ = train(capsys, text, "--seed", "6")
    assert output.read_bytes() != first


@pytest.mark.parametrize("form", ["word2vec", "word2vec-text", "npz"])
def test_every_format_can_be_asked_for_neighbours(capsys, text, form):
    train(capsys, text, "--format", form, "--threads", "2")
    assert main(["neighbours", str(text.parent / "vectors"), "king", "--count", "3"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert all(-1 <= float(line.split("\t")[1]) <= 1 for line in lines)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--window", "0"], "window=0: must be 1 … 50"),
        (["--negatives", "many"], "negatives=many"),
        (["--min-count", "99999"], "min_count=99999"),
        (
            ["--learning-rate", "10", "--schedule", "constant", "--epochs", "300"],
            "learning_rate=10",
        ),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_no_file(capsys, text, options, said):
    status, output, told = train(capsys, text, *options)
    assert status == 2
    assert said in told.err
    assert "Traceback" not in told.err
    assert not output.exists()


def test_a_place_that_cannot_be_written_is_said_before_the_training(capsys, text):
    assert main(["train", str(text), "--output", str(text.parent / "no" / "file")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_a_missing_file_and_a_missing_word(capsys, text):
    assert main(["train", str(text) + "x", "--output", str(text.parent / "v")]) == 2
    assert main(["evaluate", str(text)]) == 2
    assert "not a file of vectors" in capsys.readouterr().err
    train(capsys, text)
    assert main(["neighbours", str(text.parent / "vectors"), "kong"]) == 2
    assert "king" in capsys.readouterr().err
    assert main(["neighbours", str(text.parent / "vectors"), "king", "--count", "0"]) == 2


def test_help_answers_at_once():
    """Half a second, not the five of a compiler: help must not import the kernels."""
    code = (
        "import sys; from engine.__main__ import _parser; _parser('engine')\n"
        "print('numba' in sys.modules)"
    )
    out = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert out.stdout.strip() == "False"
