"""If these fail, a packed file is refused, or takes the server down, or writes where it likes."""

import bz2
import gzip
import io
import lzma
import random
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.corpus import packing
from engine.corpus.text.files import read_files
from engine.errors import CorpusError, EngineError
from engine.settings import Reading

ENGLISH = b"The whale swam through the sea, and nobody on the ship had seen it before.\n" * 40
NOISE = random.Random(1).randbytes(20_000).hex(" ", 3).encode()
PACK = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress}
every_packing = pytest.mark.parametrize("ending", PACK)


def read(data, name, **more):
    return read_files([(name, io.BytesIO(data))], Reading(), **more)


def zipped(files, how=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", how) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


@every_packing
def test_a_packed_text_is_the_text(ending):
    corpus = read(PACK[ending](ENGLISH), f"a.txt{ending}")
    assert corpus.source.size == 40 * 15
    assert corpus.source.ids.tolist() == read(ENGLISH, "a.txt").source.ids.tolist()


@every_packing
def test_a_packed_table_is_a_table(ending):
    corpus = read(PACK[ending](b"id,text\n1,one two\n"), f"a.csv{ending}")
    assert corpus.symbols == ("one", "two")


@every_packing
def test_packings_in_a_row_are_one(ending):
    # Lost otherwise: the half of a file that was packed in parallel, or in two sittings.
    assert read(PACK[ending](ENGLISH) * 2, f"a{ending}").source.size == 2 * 40 * 15


@every_packing
def test_a_file_cut_off_is_said_to_be(ending):
    packed = PACK[ending](NOISE)
    for missing in (len(packed) // 2, 4):
        with pytest.raises(CorpusError, match=rf"^a\{ending}: ends before it is complete"):
            read(packed[:-missing], f"a{ending}")


@every_packing
def test_a_damaged_file_is_said_to_be(ending):
    packed = bytearray(PACK[ending](NOISE))
    packed[len(packed) // 2 : len(packed) // 2 + 99] = bytes(99)
    with pytest.raises(CorpusError, match=rf"^a\{ending}: (cannot be read to its end|is called)"):
        read(bytes(packed), f"a{ending}")


@every_packing
def test_another_kind_under_this_name_is_said_to_be_one(ending):
    for data in (ENGLISH, *(pack(ENGLISH) for other, pack in PACK.items() if other != ending)):
        with pytest.raises(CorpusError, match=rf"^a\{ending}: is called \{ending} but is not"):
            read(data, f"a{ending}")
    with pytest.raises(CorpusError, match=r"^a\.txt: is not text"):
        read(PACK[ending](ENGLISH), "a.txt")


@every_packing
def test_a_bomb_is_stopped_while_it_is_read(ending):
    packed = PACK[ending](b"word " * (4 << 20))
    with pytest.raises(CorpusError, match="with it the text grows beyond 4 MB"):
        read(packed, f"a{ending}", limit=4 << 20)


def test_an_xz_that_asks_for_too_much_memory_is_refused(monkeypatch):
    monkeypatch.setattr(packing, "_XZ_MEMORY", 1 << 20)
    with pytest.raises(CorpusError, match=r"^a\.xz: is called \.xz but is not packed so"):
        read(lzma.compress(ENGLISH, preset=9), "a.xz")


@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_each_text_in_a_zip_is_a_document(how):
    files = {
        "one.txt": ENGLISH,
        "folder/": b"",
        "folder/two.MD": ENGLISH,
        "folder/three": ENGLISH.decode().encode("utf-16"),
        "four.csv.gz": gzip.compress(b"id,text\n1,one two\n"),
        "picture.png": b"\x89PNG",
        "inner.zip": zipped({"a.txt": ENGLISH}),
        "empty.txt": b"",
        "blank.txt": b" \n",
        "__MACOSX/one.txt": b"\0\0",
        ".DS_Store": b"\0\0",
    }
    corpus = read(zipped(files, how), "a.zip")
    names = ["one.txt", "folder/two.MD", "folder/three", "four.csv.gz"]
    assert corpus.documents == tuple(
        (f"a.zip/{name}", 600 * place) for place, name in enumerate(names)
    )
    assert corpus.source.size == 3 * 600 + 2
    skipped = ("picture.png", "inner.zip", "empty.txt", "blank.txt")
    assert set(corpus.facts.skipped_files) == set(skipped)
    assert corpus.facts.encoding == "UTF-8, UTF-16 LE"


def test_a_zip_and_a_text_are_read_together():
    files = [("a.zip", io.BytesIO(zipped({"x.txt": ENGLISH}))), ("b.txt", io.BytesIO(ENGLISH))]
    assert [name for name, _ in read_files(files, Reading()).documents] == ["a.zip/x.txt", "b.txt"]


@pytest.mark.parametrize("files", [{}, {"a.png": b"x", "b/": b""}, {"a.txt": b""}])
def test_a_zip_without_text_is_said_to_hold_none(files):
    with pytest.raises(CorpusError, match=r"^a\.zip: holds no text that can be read"):
        read(zipped(files), "a.zip")


def test_a_locked_zip_is_said_to_be_locked():
    packed = bytearray(zipped({"secret.txt": ENGLISH}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        packed[packed.index(mark) + place] |= 1
    with pytest.raises(CorpusError, match=r"^a\.zip: is locked with a password \(secret\.txt\)"):
        read(bytes(packed), "a.zip")


@pytest.mark.parametrize(
    "name", ["../evil.txt", "/etc/evil.txt", "a/../../evil.txt", "C:\\evil.txt"]
)
def test_names_that_lead_out_are_left_out(tmp_path, monkeypatch, name):
    # Names are never used as paths; a text that pretends they are is not to be trusted.
    monkeypatch.chdir(tmp_path)
    corpus = read(zipped({name: ENGLISH, "good.txt": ENGLISH}), "a.zip")
    assert corpus.documents == (("a.zip/good.txt", 0),)
    assert corpus.facts.skipped_files == (name,)
    with pytest.raises(CorpusError, match="holds no text that can be read"):
        read(zipped({name: ENGLISH}), "a.zip")
    assert not list(tmp_path.iterdir())


class Handed(io.BytesIO):
    """A file that counts the bytes handed out."""

    count = 0

    def read(self, size=-1):
        data = super().read(size)
        self.count += len(data)
        return data


def test_a_zip_that_unpacks_past_the_limit_is_stopped_while_it_is_read():
    # Lost otherwise: the server's memory, to one small file.
    files = {f"{n}.txt": NOISE + b"word " * (1 << 20) for n in range(9)}
    file = Handed(zipped(files))
    with pytest.raises(CorpusError, match=r"^a\.zip/0\.txt: with it the text grows beyond 4 MB"):
        read_files([("a.zip", file)], Reading(), limit=4 << 20)
    assert file.count < len(file.getvalue()) / 2


def test_a_zip_that_lies_about_its_sizes_is_damaged():
    packed = bytearray(zipped({"a.txt": ENGLISH}))
    place = packed.index(b"PK\x01\x02") + 24
    packed[place : place + 4] = (100).to_bytes(4, "little")
    with pytest.raises(CorpusError, match=r"^a\.zip/a\.txt: cannot be read to its end"):
        read(bytes(packed), "a.zip")


def test_a_damaged_or_false_zip_is_said_to_be_one(monkeypatch):
    whole = zipped({"a.txt": NOISE})
    for data in (b"", b"PK\x03\x04", ENGLISH, whole[:-30], gzip.compress(ENGLISH)):
        with pytest.raises(CorpusError, match=r"^a\.zip: is called \.zip but is not one"):
            read(data, "a.zip")
    middle = bytearray(whole)
    middle[5000:5100] = bytes(100)
    with pytest.raises(CorpusError, match=r"^a\.zip/a\.txt: cannot be read to its end"):
        read(bytes(middle), "a.zip")
    monkeypatch.setattr(packing, "DIRECTORY_LIMIT", 40)
    with pytest.raises(CorpusError, match=r"^a\.zip: holds too many files"):
        read(whole, "a.zip")


def test_names_of_old_zips_are_read_in_their_own_encoding():
    # Lost otherwise: Chinese names of files as box-drawing characters.
    packed = zipped({"xxxx.txt": ENGLISH}).replace(b"xxxx", "中文".encode("gb18030"))
    assert read(packed, "a.zip").documents == (("a.zip/中文.txt", 0),)


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_a_zip_with_any_bytes_changed_raises_nothing_but_engine_errors(data):
    packed = bytearray(zipped({"a.txt": ENGLISH, "b.csv": b"x,text\n1,one two\n"}))
    for _ in range(data.draw(st.integers(1, 4))):
        packed[data.draw(st.integers(0, len(packed) - 1))] = data.draw(st.integers(0, 255))
    try:
        read(bytes(packed), "a.zip")
    except EngineError as error:
        assert str(error).startswith("a.zip")


@given(st.binary(max_size=200), st.sampled_from([*PACK, ".zip"]))
@settings(max_examples=200, deadline=None)
def test_any_bytes_raise_nothing_but_engine_errors(data, ending):
    heads = {".gz": b"\x1f\x8b\x08", ".bz2": b"BZh9", ".xz": b"\xfd7zXZ\0", ".zip": b"PK\x03\x04"}
    for tried in (data, heads[ending] + data):
        try:
            read(tried, f"a{ending}")
        except EngineError as error:
            assert str(error).startswith(f"a{ending}")
