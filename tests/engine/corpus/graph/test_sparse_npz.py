"""If these fail, a small archive of arrays writes where it likes, or fills the memory of all."""

import io
import tracemalloc
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from engine.corpus import intake
from engine.corpus.graph.sparse_npz import read_npz
from engine.errors import CorpusError
from engine.settings import Reading
from tests.engine.corpus.material import dense, packed

FORMS = ("csr", "csc", "coo", "bsr", "dia")


def read(name, data):
    return intake.read([(name, io.BytesIO(data))], Reading(), None)


WEIGHTS = st.lists(st.integers(0, 3), min_size=36, max_size=36)


@given(WEIGHTS, st.sampled_from(FORMS), st.booleans(), st.booleans())
@settings(max_examples=60)
def test_a_matrix_of_scipy_is_read_whatever_its_form(weights, form, mirrored, array):
    whole = np.array(weights, float).reshape(6, 6)
    whole += whole.T if mirrored else 0
    kind = sparse.coo_array if array else sparse.coo_matrix
    matrix = getattr(kind(whole), f"to{form}")()
    file = io.BytesIO()
    sparse.save_npz(file, matrix)
    assert dense(read_npz("a.npz", file.getvalue())).tolist() == whole.tolist()


def test_blocks_and_diagonals_stand_where_scipy_has_them():
    whole = np.kron([[0, 1, 0], [2, 0, 0], [0, 0, 3]], [[1, 2, 0], [0, 3, 4]])
    whole = np.vstack([whole, whole[:3]])
    file = io.BytesIO()
    sparse.save_npz(file, sparse.bsr_array(whole, blocksize=(3, 3)))
    assert dense(read_npz("a.npz", file.getvalue())).tolist() == whole.tolist()
    lines = sparse.dia_array(([[1, 2, 3, 4], [5, 6, 7, 8]], [1, -2]), shape=(4, 4))
    file = io.BytesIO()
    sparse.save_npz(file, lines)
    assert dense(read_npz("a.npz", file.getvalue())).tolist() == lines.toarray().tolist()


CSR = {
    "format": b"csr", "shape": [3, 3], "data": np.ones(2), "indices": [1, 2],
    "indptr": [0, 1, 2, 2],
}  # fmt: skip
COO = {"format": b"coo", "shape": [3, 3], "data": np.ones(2), "row": [0, 1], "col": [1, 2]}
BSR = {**CSR, "format": b"bsr", "data": np.ones((2, 1, 1))}
DIA = {"format": b"dia", "shape": [3, 3], "data": np.ones((1, 3)), "offsets": [1]}
LONG = 400_000_000
WRONG = {
    "no form": ({**CSR, "format": b"xyz"}, "format"),
    "a form that is a number": ({**CSR, "format": 7}, "format"),
    "an index outside": ({**CSR, "indices": [1, 3]}, "indices"),
    "an index below 0": ({**CSR, "indices": [1, -1]}, "indices"),
    "an index past every number": ({**CSR, "indices": np.array([1, 2**64 - 1])}, "indices"),
    "broken indices": ({**CSR, "indices": [1.0, np.nan]}, "indices"),
    "a start outside": ({**CSR, "indptr": [0, 1, 9, 9]}, "indptr"),
    "starts that fall": ({**CSR, "indptr": [0, 2, 1, 2]}, "indptr"),
    "starts from 1": ({**CSR, "indptr": [1, 1, 2, 2]}, "indptr"),
    "starts that end early": ({**CSR, "indptr": [0, 1, 1, 1]}, "indptr"),
    "too few starts": ({**CSR, "indptr": [0, 2]}, "indptr"),
    "no starts": ({**CSR, "indptr": []}, "indptr"),
    "too few values": ({**CSR, "data": np.ones(1)}, "data"),
    "words": ({**CSR, "data": np.array(["a", "b"])}, "data"),
    "objects": ({**CSR, "data": np.array([1, None])}, "data"),
    "values of two dimensions": ({**CSR, "data": np.ones((1, 2))}, "data"),
    "a shape below 0": ({**CSR, "shape": [-3, -3]}, "shape"),
    "a shape of three": ({**CSR, "shape": [3, 3, 3]}, "shape"),
    "columns of another form": ({**CSR, "format": b"csc", "indptr": [0, 1, 9, 9]}, "indptr"),
    "a place outside": ({**COO, "row": [0, 3]}, "row"),
    "a place below 0": ({**COO, "col": [0, -1]}, "col"),
    "too few places": ({**COO, "row": [0]}, "data"),
    "places of another shape": ({**COO, "coords": [[0, 1]]}, "coords"),
    "blocks outside": ({**BSR, "indices": [1, 3]}, "indices"),
    "blocks of nothing": ({**BSR, "data": np.ones((2, 0, 1))}, "data"),
    "blocks that do not fit": ({**BSR, "data": np.ones((2, 2, 2))}, "data"),
    "diagonals without end": ({**DIA, "offsets": [2**62]}, "offsets"),
    "too few diagonals": ({**DIA, "offsets": []}, "offsets"),
}


@pytest.mark.parametrize("case", WRONG)
def test_arrays_that_do_not_fit_are_never_followed(case):
    """SciPy's routines trust indices, and write beside their arrays: in another visitor's run."""
    arrays, wrong = WRONG[case]
    with pytest.raises(CorpusError, match=f"^a.npz: its array “{wrong}” is missing, damaged"):
        read("a.npz", packed(**arrays))


@pytest.mark.parametrize("arrays", [CSR, COO, BSR, DIA])
def test_a_missing_array_is_named(arrays):
    for name in arrays:
        with pytest.raises(CorpusError, match=f"^a.npz: its array “{name}” is missing"):
            read("a.npz", packed(**{key: one for key, one in arrays.items() if key != name}))


def test_a_matrix_that_is_told_to_be_large_takes_no_memory():
    """945 bytes took 4.7 GB: neither a shape nor the head of an array is believed."""
    with pytest.raises(CorpusError, match=r"^a\.npz: declares 400,000,000 nodes and has"):
        read("a.npz", packed(**{**COO, "shape": [LONG, LONG]}))
    data = packed(**CSR)
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            held = old.read(name)
            if name == "data.npy":
                held = held.replace(b"(2,), }        ", b"(400000000,), }")
            new.writestr(name, held)
    tracemalloc.start()
    try:
        with pytest.raises(CorpusError, match="its array “data” is missing, damaged"):
            read("a.npz", file.getvalue())
        assert tracemalloc.get_traced_memory()[1] < 8 << 20
    finally:
        tracemalloc.stop()


def test_a_damaged_archive_of_arrays_is_one_sentence():
    whole = bytearray(packed(**{**CSR, "data": np.random.default_rng(1).random(2)}))
    place = whole.index(b"data.npy") + 40
    whole[place : place + 30] = bytes(range(200, 230))
    with pytest.raises(CorpusError, match=r"^a\.npz: cannot be read as \.npz"):
        read("a.npz", bytes(whole))
