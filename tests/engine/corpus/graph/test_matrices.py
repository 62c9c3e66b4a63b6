"""If these fail, a matrix of seventy bytes ends the server, or a network is read as another one."""

import gzip
import io
import subprocess
import sys
import tracemalloc

import numpy as np
import pytest
from scipy import sparse
from scipy.io import mmread, mmwrite

from engine.corpus import intake
from engine.corpus.graph.matrix_market import read_market
from engine.errors import CorpusError
from engine.settings import Reading
from tests import ROOT
from tests.engine.corpus.material import dense

HEAD = "%%MatrixMarket matrix coordinate {} {}\n"
REAL = HEAD.format("real", "general")


def market(text):
    return dense(read_market("a.mtx", text.encode()))


def read(name, data):
    return intake.read([(name, io.BytesIO(data))], Reading(), None)


TAILS = ["", " ", "\t", "\0", "\0\0\0\0", "\r", "\x1a", " \n ", "%", " %", " 7", "\xff", " " * 5000]
EACH = """
import io, sys
from engine.corpus import intake
from engine.errors import CorpusError
from engine.settings import Reading
from tests.engine.corpus.material import dense
for path in sys.argv[1:]:
    try:
        print(intake.read([(path, path)], Reading(), None).facts.edges)
    except CorpusError as error:
        print(error)
"""


def test_no_end_of_a_matrix_ends_the_process(tmp_path):
    """Read in a process of its own, which would die: the bytes behind the last value are any."""
    paths = []
    for number, tail in enumerate(TAILS):
        for field, line in (("real", "3 1 0.5"), ("pattern", "3 1"), ("complex", "3 1 0.5 0")):
            text = HEAD.format(field, "symmetric") + f"3 3 1\n{line}{tail}"
            path = tmp_path / f"{number}{field}.mtx"
            path.write_bytes(text.encode("latin-1"))
            packed = tmp_path / f"{number}{field}.mtx.gz"
            packed.write_bytes(gzip.compress(path.read_bytes()))
            paths += [path, packed]
    done = subprocess.run(
        [sys.executable, "-c", EACH, *paths], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-500:]
    said = done.stdout.splitlines()
    assert len(said) == len(paths)
    for path, line in zip(paths, said, strict=True):
        assert line == "1" or str(path) in line
    assert said.count("1") >= 6 * len([tail for tail in TAILS if not tail.strip()])


SYMMETRIES = {
    "real": ("general", "symmetric", "skew-symmetric"),
    "integer": ("general", "symmetric", "skew-symmetric"),
    "complex": ("general", "symmetric", "skew-symmetric", "hermitian"),
    "pattern": ("general", "symmetric"),
}
KINDS = [
    (form, field, symmetry)
    for field, symmetries in SYMMETRIES.items()
    for symmetry in symmetries
    for form in ("coordinate", "array")[: 1 if field == "pattern" else 2]
]


@pytest.mark.parametrize(("form", "field", "symmetry"), KINDS)
def test_every_form_of_a_matrix_is_read_as_scipy_reads_it(form, field, symmetry):
    draws = np.random.default_rng(5)
    whole = np.round(draws.normal(size=(7, 7)) * 9) * draws.integers(0, 2, (7, 7))
    if field == "pattern":
        whole = (whole != 0).astype(float)
    if field == "complex":
        whole = whole + 1j * whole[::-1]
    both = {"symmetric": whole + whole.T, "skew-symmetric": whole - whole.T}
    whole = {**both, "hermitian": whole + whole.conj().T}.get(symmetry, whole)
    file = io.BytesIO()
    if field == "integer":
        whole = whole.astype(np.int64)
    mmwrite(
        file, whole if form == "array" else sparse.coo_array(whole), field=field, symmetry=symmetry
    )
    expected = mmread(io.BytesIO(file.getvalue()))
    expected = np.real(expected if form == "array" else expected.toarray())
    assert dense(read_market("a.mtx", file.getvalue())).tolist() == expected.tolist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (REAL + "% who\n\n  % met\n2 2 1\n\n1 2 5\n\n", 5),
        ("\ufeff" + REAL.upper().replace("\n", "\r\n") + "2 2 1\r\n1 2 5\r\n", 5),
        (REAL + "2 2 1\n1 2 1.5D2\n", 150),
        (REAL + "2 2 1\n1 2 1d-1", 0.1),
        (REAL + "2 2 1\n\t1\t2  5   999 2026\n", 5),  # times of edges stand behind them
        (HEAD.format("integer", "general") + "2 2 1\n1 2 100000000000000000000\n", 1e20),
        (REAL + "2 2 2\n1 2 2\n1 2 3\n", 5),
    ],
)
def test_what_the_format_allows_is_read(text, expected):
    assert market(text).tolist() == [[0, expected], [0, 0]]


BAD = {
    "another file": ("hello", "line 1 is “hello”, where a line such as “%%MatrixMarket matrix"),
    "nothing": ("", "line 1 is “”"),
    "no sizes": (REAL, "where a line such as “9 9 12” should stand"),
    "half a size": (REAL + "9 9\n", "line 2 is “9 9”"),
    "a size below 0": (REAL + "-9 -9 1\n1 2 1\n", "line 2 is “-9 -9 1”"),
    "a size without end": (REAL + f"{'9' * 5000} 9 1\n1 2 1\n", "line 2 is “9999"),
    "a place 0": (REAL + "2 2 1\n0 1 1\n", "line 3 is “0 1 1”, and the rows .* from 1 to 2"),
    "a place below 0": (REAL + "2 2 1\n-1 1 1\n", "line 3 is “-1 1 1”"),
    "a place outside": (REAL + "2 2 1\n1 3 1\n", "line 3 is “1 3 1”"),
    "a place without end": (REAL + f"2 2 1\n1 {'9' * 5000} 1\n", "line 3 is “1 999"),
    "a place in Arabic digits": (REAL + "2 2 1\n1 ٢ 1\n", "line 3 is “1 ٢ 1”"),
    "no value": (REAL + "2 2 1\n1 2\n", "line 3 is “1 2”, where a line such as “1 2 0.5”"),
    "a word": (REAL + "2 2 1\n1 2 heavy\n", "line 3 is “1 2 heavy”"),
    "a value in parts": (REAL + "2 2 1\n1 2 1_0\n", "line 3 is “1 2 1_0”"),
    "a NUL": (REAL + "2 2 1\n1 2 1\0", "line 3 is “1 2 1�”"),
    "half a number": (HEAD.format("complex", "general") + "2 2 1\n1 2 1\n", "line 3 is “1 2 1”"),
    "fewer": (REAL + "2 2 2\n1 2 1\n", "declares 2 entries and holds 1"),
    "more": (REAL + "2 2 1\n1 2 1\n2 1 1\n", "declares 1 entries and holds 2"),
    "fewer in full": (
        "%%MatrixMarket matrix array real general\n3 3\n1\n2\n",
        "declares 9 entries and holds 2",
    ),
    "a full one of places": (
        "%%MatrixMarket matrix array pattern general\n2 2\n1\n",
        "line 1|line 2 is “2 2”",
    ),
    "no number": (REAL + "2 2 1\n1 2 nan\n", "the edge 1 – 2 weighs nan"),
    "an endless one": (REAL + "2 2 1\n1 2 1e400\n", "the edge 1 – 2 weighs inf"),
    "one below 0": (REAL + "2 2 1\n1 2 -1\n", "the edge 1 – 2 weighs -1"),
    "opposite halves": (
        HEAD.format("real", "skew-symmetric") + "2 2 1\n2 1 1\n",
        "the edge 1 – 2 weighs -1",
    ),
    "too many nodes": (
        REAL + "400000000 400000000 1\n1 2 1\n",
        "declares 400,000,000 nodes and has 74 bytes; a file may declare 1,000,000 nodes, or as",
    ),
    "too many in full": (
        "%%MatrixMarket matrix array real general\n999999 999999\n1\n",
        "declares 999,998,000,001 entries and holds 1",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_matrix_is_one_sentence_and_takes_no_memory(case):
    """A head promises what it likes; nothing is made room for that the bytes do not hold."""
    text, says = BAD[case]
    tracemalloc.start()
    try:
        with pytest.raises(CorpusError, match=f"^a.mtx: .*({says})"):
            read("a.mtx", text.encode())
        assert tracemalloc.get_traced_memory()[1] < 8 << 20
    finally:
        tracemalloc.stop()
