"""If these fail, vectors taken away do not open elsewhere, or a crash eats the old file."""

import os
import threading
from io import BytesIO

import numpy as np
import pytest
from gensim.models import KeyedVectors
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import formats
from engine.errors import FormatError

SYMBOLS = ("the", "曹操", "don't", "<img src=x onerror=alert(1)>", "naïve", "x" * 300)
ROWS = np.random.default_rng(0).normal(0, 3, (len(SYMBOLS), 7)).astype(np.float32)
VECTORS = formats.Vectors(SYMBOLS, ROWS)


@pytest.mark.parametrize("form", formats.WRITERS)
def test_what_is_written_reads_back_bit_for_bit(tmp_path, form):
    formats.save(tmp_path / "file", VECTORS, form)
    back = formats.load(tmp_path / "file")
    spaced = "<img_src=x_onerror=alert(1)>" if form != "npz" else SYMBOLS[3]
    assert back.symbols == (*SYMBOLS[:3], spaced, *SYMBOLS[4:])
    assert np.array_equal(back.vectors, ROWS)


@pytest.mark.parametrize(("form", "binary"), [("word2vec", True), ("word2vec-text", False)])
def test_gensim_opens_them(tmp_path, form, binary):
    """The judge from outside."""
    formats.save(tmp_path / "file", VECTORS, form)
    opened = KeyedVectors.load_word2vec_format(str(tmp_path / "file"), binary=binary)
    assert opened.index_to_key[1] == "曹操"
    np.testing.assert_array_equal(opened["naïve"], ROWS[4])


@pytest.mark.parametrize("binary", [True, False])
def test_files_of_gensim_open_here(tmp_path, binary):
    made = KeyedVectors(7)
    made.add_vectors(["a", "曹操", "c"], ROWS[:3])
    made.save_word2vec_format(str(tmp_path / "file"), binary=binary)
    back = formats.load(tmp_path / "file")
    assert set(back.symbols) == {"a", "曹操", "c"}
    np.testing.assert_allclose(back.vectors[back.symbols.index("曹操")], ROWS[1], rtol=1e-6)


@pytest.mark.parametrize("form", formats.WRITERS)
@pytest.mark.parametrize("cut", [0, 1, 5, 40, -1, -9])
def test_a_file_cut_short_is_one_sentence(tmp_path, form, cut):
    formats.save(tmp_path / "file", VECTORS, form)
    content = (tmp_path / "file").read_bytes()
    if form == "word2vec" and cut == -1:
        return  # the last newline is not needed
    (tmp_path / "file").write_bytes(content[:cut])
    if form == "word2vec-text" and cut == -1:
        return  # nor here
    if form == "word2vec-text" and cut == -9:
        return  # text that ends inside its last number is still text
    with pytest.raises(FormatError, match="file"):
        formats.load(tmp_path / "file")


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=200))
def test_any_bytes_are_vectors_or_one_sentence(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("any") / "file"
    path.write_bytes(content)
    try:
        formats.load(path)
    except FormatError as error:
        assert "file" in str(error)


def test_a_pipe_is_written_and_a_link_written_through(tmp_path):
    """`--output /dev/null` must not replace the device, nor a link the file it stands for."""
    pipe, real, link = tmp_path / "pipe", tmp_path / "real", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(real)
    reader = threading.Thread(target=pipe.read_bytes)
    reader.start()
    formats.save(pipe, VECTORS)
    reader.join(10)
    assert pipe.is_fifo()
    formats.save(link, VECTORS)
    assert link.is_symlink()
    assert formats.load(real).symbols[0] == "the"


def test_a_row_of_too_few_numbers_is_refused(tmp_path):
    (tmp_path / "file").write_text("2 3\naaaaaaaaaaaa 1\nbbbbbbbbbbbb 2\n")
    with pytest.raises(FormatError):
        formats.load(tmp_path / "file")


def as_the_projector_reads(text):
    """Its own rule: the first line is a header if it holds a tab; blank lines are passed over."""
    first, *rest = [line for line in text.split("\n") if line.strip()]
    names = first.split("\t") if "\t" in first else ["label"]
    rows = rest if "\t" in first else [first, *rest]
    return [dict(zip(names, row.split("\t"), strict=True)) for row in rows]


def test_the_embedding_projector_finds_a_vector_and_a_name_for_every_word():
    """A header too many or a word with a tab in it would shift every name by one."""
    vectors, words, alone = BytesIO(), BytesIO(), BytesIO()
    symbols = (*SYMBOLS[:5], "tab\tand\nline")
    formats.write_projector_vectors(vectors, VECTORS)
    formats.write_projector_words(words, {"word": symbols, "count": range(6), "group": [""] * 6})
    formats.write_projector_words(alone, {"word": symbols})
    rows = [line.split("\t") for line in vectors.getvalue().decode().split("\n") if line]
    assert np.array_equal(np.array(rows, np.float32), ROWS)
    read = as_the_projector_reads(words.getvalue().decode())
    assert [row["word"] for row in read] == [*SYMBOLS[:5], "tab and line"]
    assert [row["count"] for row in read] == list("012345")
    assert len(as_the_projector_reads(alone.getvalue().decode())) == len(ROWS)


def test_a_failed_write_leaves_the_old_file(tmp_path):
    path = tmp_path / "file"
    path.write_text("old")

    def fail(file):
        file.write(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(FormatError, match="No space left"):
        formats.written_whole(path, fail)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written_is_said_before_the_work(tmp_path):
    for place in (tmp_path, tmp_path / "none" / "file"):
        with pytest.raises(FormatError, match="cannot be written"):
            formats.check_writable(place)
    formats.check_writable(tmp_path / "file")


def test_numbers_that_are_not_finite_are_refused(tmp_path):
    rows = ROWS.copy()
    rows[2, 3] = np.nan
    formats.save(tmp_path / "file", formats.Vectors(SYMBOLS, rows), "npz")
    with pytest.raises(FormatError, match="finite"):
        formats.load(tmp_path / "file")


def test_nothing_is_unpickled(tmp_path):
    """An uploaded .npz of objects would run code when loaded."""
    np.savez(tmp_path / "file.npz", symbols=np.array(["a", {}], dtype=object), vectors=ROWS[:2])
    with pytest.raises(FormatError):
        formats.load(tmp_path / "file.npz")
