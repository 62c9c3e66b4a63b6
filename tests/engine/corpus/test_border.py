"""If these fail, a damaged file ends in a traceback, or one of our own mistakes in silence."""

import io
import logging
import random
import struct
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.corpus import intake, packing
from engine.corpus.genome import dna
from engine.corpus.graph import edge_lists
from engine.corpus.text import delimited
from engine.errors import CorpusError, EngineError, FormatError, border
from engine.settings import Reading


@pytest.fixture
def read(tmp_path):
    def reads(*files):
        opened = [(name, io.BytesIO(data)) for name, data in files]
        return intake.read(opened, Reading(), tmp_path)

    return reads


def mistakes(caplog):
    return [one for one in caplog.records if one.levelno >= logging.ERROR]


def zipped(files, how=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", how) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def damaged(**places):
    """A .zip of a graph with other bytes in its list of files, or in the head before it."""
    packed = bytearray(zipped({"who.edges": random.Random(1).randbytes(500).hex(" ").encode()}))
    for mark, (place, data) in places.items():
        begin = packed.index(b"PK\x01\x02" if mark == "listed" else b"PK\x03\x04")
        packed[begin + place : begin + place + len(data)] = data
    return bytes(packed)


LOCKED, UNKNOWN = (1).to_bytes(2, "little"), (99).to_bytes(2, "little")
ARCHIVES = {
    "cut off": (damaged()[:300], "is called .zip but is not one, or is damaged"),
    "damaged within": (damaged(before=(200, bytes(60))), "/who.edges: cannot be read to its end"),
    "another check sum": (damaged(listed=(16, bytes(4))), "/who.edges: cannot be read .*CRC"),
    "locked": (damaged(listed=(8, LOCKED), before=(6, LOCKED)), "is locked with a password"),
    "packed in an unknown way": (
        damaged(listed=(10, UNKNOWN), before=(8, UNKNOWN)), "holds no text that can be read",
    ),
    "of a later version": (damaged(listed=(6, UNKNOWN)), "is called .zip but is not one"),
    "of another name": (damaged(before=(30, b"xx")), "/who.edges: cannot be read .*differ"),
    "beginning nowhere": (damaged(listed=(42, b"\xff\xff\xff\x7f")), "cannot be read to its end"),
    "not packed": (damaged(listed=(10, bytes(2)), before=(8, bytes(2))), "cannot be read to its"),
}  # fmt: skip


@pytest.mark.parametrize("case", ARCHIVES)
def test_a_damaged_zip_of_graphs_is_one_sentence(read, case, caplog):
    packed, says = ARCHIVES[case]
    with pytest.raises(CorpusError, match=rf"^a\.zip.*{says}"):
        read(("a.zip", packed))
    assert not mistakes(caplog)


@pytest.mark.parametrize("name", ["a.zip", "a.npz"])
def test_every_cut_and_every_flip_of_an_archive_is_one_sentence(read, name):
    draws = random.Random(2)
    whole = zipped({"who.edges": b"a b\nb c\n" * 9, "data.npy": bytes(40)})
    for _ in range(300):
        tried = bytearray(whole[: draws.randrange(len(whole))] if draws.random() < 0.2 else whole)
        for _ in range(draws.randrange(4) if tried else 0):
            tried[draws.randrange(len(tried))] = draws.randrange(256)
        try:
            read((name, bytes(tried)))
        except EngineError as error:
            assert str(error).startswith(name)


def test_a_long_list_of_files_is_refused_also_where_it_is_said_in_the_wide_form(read, monkeypatch):
    """A .zip of more than 65,535 files says how long its list is in another place."""
    monkeypatch.setattr(packing, "DIRECTORY_LIMIT", 1 << 20)
    whole = zipped({"who.edges": b"a b\n"})
    end = whole.rindex(b"PK\x05\x06")
    size, place = (int.from_bytes(whole[end + at : end + at + 4], "little") for at in (12, 16))
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)

    def told(size):
        wide = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, size, place)
        return whole[:end] + wide + locator + whole[end:]

    assert read(("a.zip", told(size))).facts.edges == 1
    with pytest.raises(CorpusError, match=r"^a\.zip: holds too many files"):
        read(("a.zip", told(1 << 32)))


def test_files_in_a_zip_are_opened_one_after_the_other(read):
    """An open file takes some ten kilobytes, and a .zip of 16 MB lists 200,000."""
    packed = zipped({f"{n}.edges": f"a{n} b\n".encode() for n in range(300)})
    assert read(("a.zip", packed)).facts.edges == 300


def test_a_header_longer_than_any_cell_is_one_sentence(read, monkeypatch):
    """csv refuses it with an error of its own, before any row is read."""
    monkeypatch.setattr(delimited, "CELL_LIMIT", 1 << 12)
    with pytest.raises(CorpusError, match=r"^a\.csv: line 1 cannot be read as a row"):
        read(("a.csv", b"x" * 5000 + b",text\n1,one two\n"))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"text" + b"," * delimited.COLUMNS + b"\none two\n"),
        ("a.tsv", b"text" + b"\t" * delimited.COLUMNS + b"\none two\n"),
        (
            "a.jsonl",
            ("{" + ",".join(f'"{n}":1' for n in range(delimited.COLUMNS + 1)) + "}").encode(),
        ),
    ],
)
def test_a_table_of_endless_columns_is_refused(read, name, data):
    """Each name takes a hundred bytes: a header of 16 MB took more than two gigabytes."""
    with pytest.raises(CorpusError, match="has 16,385 columns, and 16,384 at most are read"):
        read((name, data))


def test_few_objects_are_held_at_once_if_they_are_large():
    """A thousand objects of 16 MB each were held to choose a column."""
    line = '{"text": "one two", "n": [' + ",".join("1" * 50_000) + "]}\n"
    tracemalloc.start()
    try:
        found = "".join(delimited.Table("a", ".jsonl", "").text(line for _ in range(100)))
        assert tracemalloc.get_traced_memory()[1] < 16 << 20
    finally:
        tracemalloc.stop()
    assert found.count("one two") == 100


@given(st.text(st.sampled_from("ab \n\r\v\x85\u2028"), max_size=30), st.integers(0, 5))
def test_lines_are_the_same_wherever_a_list_is_cut_into_pieces(text, piece):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(edge_lists, "_PIECE", piece)
        assert list(edge_lists._lines("a", text)) == text.splitlines()


def test_a_list_of_one_endless_line_is_refused(read, monkeypatch):
    monkeypatch.setattr(edge_lists, "LINE_LIMIT", 100)
    with pytest.raises(CorpusError, match=r"^a\.edges: holds a line of more than 100 characters"):
        read(("a.edges", b"a b\n" + b"a " * 60))
    with pytest.raises(CorpusError, match=r"^b\.labels: holds a line of more than 100 characters"):
        read(("a.edges", b"a b\n"), ("b.labels", b"a " + b"x " * 60))


def test_more_sequences_than_are_held_are_refused(read, monkeypatch):
    """A record takes 250 bytes beside its letters, and three bytes make one."""
    monkeypatch.setattr(dna, "RECORDS", 3)
    with pytest.raises(CorpusError, match=r"^a\.fasta: has more than 3 sequences"):
        read(("a.fasta", b">a\nACGTACGT\n" * 4))
    assert read(("a.fasta", b">a\nACGTACGT\n" * 3)).genome.records == 3


@pytest.mark.parametrize("encoding", ["utf-99", "utf-7", "hex", "undefined", "shift_jis"])
@pytest.mark.parametrize("name", ["a.graphml", "a.gexf"])
def test_an_encoding_that_no_parser_knows_is_one_sentence(read, name, encoding, caplog):
    data = f'<?xml version="1.0" encoding="{encoding}"?><graphml/>'.encode()
    with pytest.raises(CorpusError, match=f"^{name}: (cannot be read as|has no edges)"):
        read((name, data))
    assert not mistakes(caplog)


@pytest.mark.parametrize("weight", ['"heavy"', "1" * 400, "[ x 1 ]"])
def test_a_weight_that_is_no_number_is_named(read, weight):
    gml = f"graph [ node [ id 0 ] node [ id 1 ] edge [ source 0 target 1 weight {weight} ] ]"
    with pytest.raises(CorpusError, match=r"^a\.gml: the edge 0 – 1 weighs (nan|inf)"):
        read(("a.gml", gml.encode()))


def test_of_several_files_the_bad_one_is_named(read):
    with pytest.raises(CorpusError, match=r"^b\.gml: cannot be read as \.gml"):
        read(("a.edges", b"a b\n"), ("b.gml", b"graph ["))


RAISED = {
    "incorrect header check": lambda: zlib.decompress(b"no"),
    "list index out of range": lambda: next(iter([[]]))[1],
    "No such file or directory": lambda: Path("/nowhere/at/all").read_bytes(),
    "takes more memory to be read than there is": lambda: bytes(1 << 60),
}


@pytest.mark.parametrize("says", RAISED)
def test_whatever_a_reader_raises_names_the_file(says):
    with pytest.raises(FormatError, match=f"^a.x: .*{says}"), border("a.x", kind=FormatError):
        RAISED[says]()


def test_a_mistake_of_ours_is_logged_with_its_traceback_and_a_bad_file_is_not(read, caplog):
    """Else a defect looks like a bad file for ever."""
    with pytest.raises(CorpusError, match="cannot be read as"):
        read(("a.gml", b"graph ["))
    assert not mistakes(caplog)
    with pytest.raises(CorpusError, match=r"^a\.txt: cannot be read to its end"):
        intake.read([("a.txt", io.BytesIO(b"one two"))], Reading(), None)  # no folder at all
    assert "Traceback" in caplog.text


def test_our_own_errors_and_whatever_stops_the_program_pass():
    for error in (CorpusError("as it is"), KeyboardInterrupt(), SystemExit()):
        with pytest.raises(type(error)) as caught, border("a.x"):
            raise error
        assert caught.value is error
