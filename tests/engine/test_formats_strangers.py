"""If one fails, a file of vectors from elsewhere ends the process or gives words wrong vectors."""

import io
import struct
import subprocess
import sys
import zipfile

import numpy as np
import pytest

from engine import formats, npz
from engine.errors import FormatError
from tests import ROOT

NOT_ONE = "is not a file of vectors"


def packed(members, method=zipfile.ZIP_STORED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def npy(array):
    file = io.BytesIO()
    np.lib.format.write_array(file, np.asarray(array))
    return file.getvalue()


def head(shape, body=b"1234", descr="<f4"):
    file = io.BytesIO()
    said = {"descr": descr, "fortran_order": False, "shape": shape}
    np.lib.format.write_array_header_1_0(file, said)
    return file.getvalue() + body


SYMBOLS, VECTORS = npy(["a", "b"]), npy(np.ones((2, 3), np.float32))


def of(vectors=VECTORS, symbols=SYMBOLS, method=zipfile.ZIP_STORED):
    return packed({"symbols.npy": symbols, "vectors.npy": vectors}, method)


def patched(content, place, value):
    """A .zip with a field of its first entry at another value, in both of its headers."""
    changed, central = bytearray(content), content.index(b"PK\x01\x02")
    struct.pack_into("<H", changed, place, value)
    struct.pack_into("<H", changed, central + place + 2, value)
    return bytes(changed)


def dense(ones=b"\x01"):
    """A .zip whose list says that an entry unpacks to more than deflate can hold."""
    content = bytearray(of(head((2, 10**8), ones), method=zipfile.ZIP_DEFLATED))
    entry = content.rindex(b"PK\x01\x02")
    struct.pack_into("<I", content, entry + 24, 128 + 8 * 10**8)
    return bytes(content)


def damaged():
    content = bytearray(of(npy(np.random.default_rng(0).random((2, 300))), method=8))
    content[len(content) // 2 : len(content) // 2 + 9] = b"\xff" * 9
    return bytes(content)


REFUSED = {
    "sizes beyond the bytes": b"1000000000 1000000000\na 1 2\n",
    "sizes beyond all counting": b"99999999999999999999999999 3\na 1 2 3\n",
    "a size below 0": b"-2 3\na 1 2 3\n",
    "two sizes below 0": b"-2 -3\na 1 2 3\n",
    "no words": b"0 3\na 1 2 3\n",
    "no numbers": b"3 0\na\nb\nc\n",
    "a binary row of one number": b"2 3\naaaaaa " + bytes(12) + b"\nb " + bytes(4),
    "a binary file with more behind": b"1 3\naaaaaa " + b"\x80" * 12 + b"\nb " + bytes(12),
    "an .npz packed by bzip2": of(method=zipfile.ZIP_BZIP2),
    "an .npz packed by LZMA": of(method=zipfile.ZIP_LZMA),
    "an .npz packed by nobody": patched(of(), 8, 99),
    "an .npz with a password": patched(of(), 6, 1),
    "an .npz that inflates to garbage": damaged(),
    "an .npz denser than can be": dense(),
    "an array beyond the bytes": of(head((10**9, 10**9))),
    "an array of some GB": of(head((2, 10**9))),
    "an array beyond all counting": of(head((10**30, 10**30))),
    "an array shorter than its bytes": of(head((2, 1), bytes(12))),
    "an array with sides below 0": of(head((-2, -3), bytes(24))),
    "a header that never ends": of(b"\x93NUMPY\x01\x00\x10\x00{'descr':'''   \n" + bytes(9)),
    "a header of brackets": of(b"\x93NUMPY\x01\x00\x40\x1f" + b"(" * 8000),
    "an array of no version": of(b"\x93NUMPY\x09\x00" + bytes(20)),
    "no array at all": of(b"vectors"),
    "other names": packed({"words.npy": SYMBOLS, "rows.npy": VECTORS}),
    "objects": of(head((2, 3), bytes(48), "|O")),
    "complex numbers": of(npy(np.ones((2, 3)) * 1j)),
    "numbers as text": of(npy([["1", "2"], ["3", "4"]])),
    "times": of(npy(np.zeros((2, 3), "m8[s]"))),
    "words that are bytes": of(symbols=npy([b"a", b"b"])),
    "words in a table": of(symbols=npy([["a", "b"], ["c", "d"]])),
    "a word too few": of(symbols=npy(["a"])),
    "nothing": of(npy(np.ones((0, 3))), npy(np.array([], "U1"))),
    "one row": of(npy(np.ones(2))),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_holds_no_vectors_is_one_sentence(tmp_path, case):
    (tmp_path / "file").write_bytes(REFUSED[case])
    with pytest.raises(FormatError, match=f"file: {NOT_ONE}"):
        formats.load(tmp_path / "file")


@pytest.mark.parametrize("number", ["nan", "inf", "-inf", "1e39", "-1e39", "1e300", "1e400"])
def test_numbers_that_no_vector_holds_are_said(tmp_path, number):
    (tmp_path / "text").write_text(f"1 2\naaaaaa {number} 1\n")
    (tmp_path / "array").write_bytes(of(npy(np.full((2, 3), float(number)))))
    for name in ("text", "array"):
        with pytest.raises(FormatError, match=f"{name}: holds numbers that are not finite"):
            formats.load(tmp_path / name)


@pytest.mark.parametrize("number", ["0", "1e-300", "-5e-324", "1e-45", "3.4e38"])
def test_numbers_of_any_size_that_float32_holds_are_read(tmp_path, number):
    (tmp_path / "file").write_text(f"1 2\naaaaaa {number} 1\n")
    assert formats.load(tmp_path / "file").vectors.tolist() == [[np.float32(number), 1.0]]


def test_of_a_word_that_is_there_twice_the_first_vector_counts(tmp_path):
    """As gensim has it; the last one counted here, and the word was its own neighbour."""
    (tmp_path / "file").write_text("4 2\na 1 2\nb 3 4\na 5 6\nb 7 8\n")
    found = formats.load(tmp_path / "file")
    assert found.symbols == ("a", "b")
    assert found.vectors.tolist() == [[1, 2], [3, 4]]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("kind", [np.float16, np.float64, np.int32, ">f4"])
def test_arrays_of_any_numbers_are_vectors(tmp_path, method, kind):
    rows = np.asfortranarray(np.arange(6).reshape(2, 3).astype(kind))
    (tmp_path / "file").write_bytes(of(npy(rows), method=method))
    found = formats.load(tmp_path / "file").vectors
    assert (found.dtype, found.tolist()) == (np.float32, rows.tolist())
    assert found.flags.c_contiguous


@pytest.mark.filterwarnings("ignore::UserWarning")  # numpy's, of headers as Python 2 wrote them
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_flipped_bytes_are_vectors_or_one_sentence(tmp_path, method):
    whole, refused = of(npy(np.linspace(0, 1, 60).reshape(2, 30)), method=method), 0
    for place in range(4, len(whole), 3):
        flipped = whole[place] ^ (0x01, 0x5A, 0xFF)[place % 7 % 3]
        (tmp_path / "file").write_bytes(whole[:place] + bytes([flipped]) + whole[place + 1 :])
        try:
            formats.load(tmp_path / "file")
        except FormatError:
            refused += 1
    assert refused > len(whole) // 9


def test_what_an_array_declares_is_bounded_before_room_is_made():
    """945 bytes that declared 4·10⁸ numbers took 1.6 GB."""
    with pytest.raises(ValueError, match="400000000"):
        npz.read(io.BytesIO(of(head((400_000_000, 1)))))


def test_at_the_command_line_it_is_a_sentence(tmp_path):
    (tmp_path / "packed.npz").write_bytes(REFUSED["an .npz packed by nobody"])
    done = subprocess.run(
        [sys.executable, "-m", "engine", "neighbours", tmp_path / "packed.npz", "a"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert f"packed.npz: {NOT_ONE}" in done.stderr.splitlines()[-1]
