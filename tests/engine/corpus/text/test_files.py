import gzip
import io
import random
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.corpus.encodings import Decoder, detect
from engine.corpus.text.files import read_files
from engine.errors import CorpusError, EngineError
from engine.settings import Reading

ENGLISH = "The whale swam through the sea, and nobody on the ship had seen it before.\n" * 40
FRENCH = "Les élèves étaient très étonnés par la façon dont le garçon mangeait ses gâteaux.\n" * 40
CHINESE = "滚滚长江东逝水，浪花淘尽英雄。是非成败转头空，青山依旧在，几度夕阳红。\n" * 40
TAIWAN = "臺灣的學生每天都要學習國語和歷史，這是一個關於語言學習的故事。\n" * 40
RUSSIAN = "Все счастливые семьи похожи друг на друга, каждая несчастлива по-своему.\n" * 40
POLISH = "Zażółć gęślą jaźń. Wszyscy ludzie rodzą się wolni i równi pod względem praw.\n" * 40


def read(data, name="a.txt", **more):
    return read_files([(name, io.BytesIO(data))], Reading(), **more)


def words_of(corpus):
    return [corpus.symbols[i] for i in corpus.source.ids]


@pytest.mark.parametrize(
    ("text", "codec", "label"),
    [
        (ENGLISH, "ascii", "UTF-8"),
        (CHINESE, "utf-8", "UTF-8"),
        (CHINESE, "utf-8-sig", "UTF-8"),
        (ENGLISH, "utf-8-sig", "UTF-8"),
        (ENGLISH, "utf-16", "UTF-16 LE"),
        (ENGLISH, "utf-16-le", "UTF-16 LE"),
        (ENGLISH, "utf-16-be", "UTF-16 BE"),
        ("\ufeff" + FRENCH, "utf-16-be", "UTF-16 BE"),
        (CHINESE, "utf-16-le", "UTF-16 LE"),
        (CHINESE, "utf-16-be", "UTF-16 BE"),
        (CHINESE, "utf-32", "UTF-32 LE"),
        (CHINESE, "gb18030", "GB18030"),
        (CHINESE[:14], "gb18030", "GB18030"),
        (CHINESE.replace("\n", "") * 30, "gb18030", "GB18030"),
        (TAIWAN, "big5", "Big5"),
        (FRENCH, "latin-1", "Latin-1"),
        (FRENCH[:81], "latin-1", "Latin-1"),
        (ENGLISH * 999 + "A café.\n", "latin-1", "Latin-1"),
        (FRENCH + "L’œuvre", "cp1252", "Windows-1252"),
        (POLISH, "cp1250", "Windows-1250"),
        (RUSSIAN, "cp1251", "Windows-1251"),
        (RUSSIAN, "koi8-r", "KOI8-R"),
    ],
)
def test_every_encoding_reads_the_same(text, codec, label):
    # Lost otherwise: mojibake instead of the user's own words.
    corpus = read(text.encode(codec))
    assert words_of(corpus) == words_of(read(text.strip("\ufeff").encode()))
    assert (corpus.facts.encoding, corpus.facts.replaced_bytes) == (label, 0)


def test_several_files_are_one_corpus():
    # Lost otherwise: which file was which, and what they were written in.
    files = [
        ("un.txt", io.BytesIO(FRENCH.encode("latin-1"))),
        ("deux.md", io.BytesIO(FRENCH.encode())),
        ("trois", io.BytesIO(FRENCH.encode())),
        ("quatre.TXT.gz", io.BytesIO(gzip.compress(FRENCH.encode()))),
    ]
    corpus = read_files(files, Reading())
    quarter = corpus.source.size // 4
    assert corpus.name == "un.txt, deux.md, trois … (4)"
    assert corpus.facts.encoding == "Latin-1, UTF-8"
    names = [name for name, _ in files]
    assert corpus.documents == tuple(zip(names, range(0, 4 * quarter, quarter), strict=True))


def test_paths_are_read_and_progress_is_told(tmp_path):
    # Lost otherwise: the command line, and the bar while a large file is read.
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(ENGLISH.encode()))
    told = []
    corpus = read_files([("a.txt.gz", path)], Reading(), progress=told.append)
    assert corpus.source.size == 40 * 15
    assert told == sorted(told)
    assert told[-1] == path.stat().st_size
    with pytest.raises(CorpusError, match=r"^b\.txt: cannot be opened \(No such file"):
        read_files([("b.txt", tmp_path / "b.txt")], Reading())


@pytest.mark.parametrize("head", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"PK\x03\x04", b""])
def test_a_picture_renamed_is_not_text(head):
    # Lost otherwise: training on noise, with a picture's bytes as words.
    data = head + random.Random(1).randbytes(50_000)
    with pytest.raises(CorpusError, match=r"^a\.txt: (is not text|in what encoding)"):
        read(data)


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_said_to_be_empty(data):
    # Lost otherwise: an empty upload looks like a broken program.
    with pytest.raises(CorpusError, match=r"^a\.txt: is empty or blank"):
        read(data)
    with pytest.raises(CorpusError, match=r"^a\.gz: is empty or blank"):
        read(gzip.compress(data), "a.gz")


def test_stray_nul_bytes_are_spaces_many_are_no_text():
    # Lost otherwise: one bad byte of a crashed editor makes a good file unreadable.
    corpus = read(ENGLISH.encode().replace(b"whale ", b"whale\0", 2))
    assert corpus.facts.control_characters == 2
    assert words_of(corpus) == words_of(read(ENGLISH.encode()))
    with pytest.raises(CorpusError, match=r"^a\.txt: is not text: "):
        read(ENGLISH.encode() + b"\0" * 5000)


def test_a_few_bad_bytes_are_forgiven_and_counted():
    # Lost otherwise: 100 MB refused for one byte, or damage nobody hears of.
    data = (CHINESE * 20).encode()
    corpus = read(data[:5000] + b"\xff" + data[5000:])
    assert (corpus.facts.encoding, corpus.facts.replaced_bytes) == ("UTF-8", 1)


def test_many_bad_bytes_are_one_clear_sentence():
    # Lost otherwise: a traceback, or half a file of mojibake.
    with pytest.raises(CorpusError, match=r"^a\.txt: byte 3,000,002 and [\d,]+ others are not UTF"):
        read("é".encode() + b"word " * 600_000 + "élève ".encode("latin-1") * 5000)


def test_an_unknown_encoding_has_a_way_out():
    # Lost otherwise: words made of nonsense.
    with pytest.raises(CorpusError, match=r"^a\.txt: .* Save it as UTF-8"):
        read(bytes(range(0x80, 0x100)) * 30)


def test_a_truncated_gzip_file_is_said_to_be_cut_off():
    # Lost otherwise: half a corpus, taken for the whole.
    packed = gzip.compress(random.Random(1).randbytes(9999).hex(" ").encode())
    with pytest.raises(CorpusError, match=r"^a\.gz: ends before it is complete"):
        read(packed[:-4000], "a.gz")
    with pytest.raises(CorpusError, match=r"^a\.gz: ends before it is complete"):
        read(packed[:-4], "a.gz")


def test_a_damaged_or_false_gzip_file_is_said_to_be_one():
    # Lost otherwise: a traceback of zlib.
    with pytest.raises(CorpusError, match=r"^a\.gz: is called \.gz but is not packed so"):
        read(ENGLISH.encode(), "a.gz")
    packed = bytearray(gzip.compress(random.Random(1).randbytes(9999).hex(" ").encode()))
    packed[300:400] = bytes(100)
    with pytest.raises(CorpusError, match=r"^a\.gz: (cannot be read to its end|is called \.gz)"):
        read(bytes(packed), "a.gz")
    with pytest.raises(CorpusError, match=r"^a\.txt: is not text; .*\(GZIP\)"):
        read(bytes(packed), "a.txt")


class Counting(io.BytesIO):
    """A file that counts the bytes handed out."""

    handed = 0

    def read(self, size=-1):
        data = super().read(size)
        self.handed += len(data)
        return data


def bomb(megabytes):
    """A gzip file a thousandth as long as what it holds."""
    packer = zlib.compressobj(9, wbits=31)
    return b"".join(packer.compress(b"word " * 209_715) for _ in range(megabytes)) + packer.flush()


def test_a_gzip_bomb_is_stopped_while_it_is_read():
    # Lost otherwise: the server's memory, to one small file.
    packed = Counting(bomb(200))
    with pytest.raises(CorpusError, match=r"^a\.gz: with it the text grows beyond 4 MB"):
        read_files([("a.gz", packed)], Reading(), limit=4 << 20)
    assert 0 < packed.handed < len(packed.getvalue()) / 2


def test_a_file_beyond_the_limit_is_refused_before_it_is_read():
    # Lost otherwise: minutes of waiting for a refusal.
    file = Counting(b"word " * 100)
    with pytest.raises(CorpusError, match=r"^b\.txt: with it the text grows beyond 503 bytes"):
        read_files([("a.txt", io.BytesIO(b"word")), ("b.txt", file)], Reading(), limit=503)
    assert file.handed == 0
    read_files([("a.txt", io.BytesIO(b"word")), ("b.txt", file)], Reading(), limit=504)


@pytest.mark.parametrize(
    "name", ["paper.pdf", "letter.DOCX", "a.xlsx", "x.tar.gz", "x.zip.gz", "x.html"]
)
def test_an_unknown_kind_is_named_with_a_way_out(name):
    # Lost otherwise: the user has to guess what can be uploaded.
    with pytest.raises(CorpusError, match=r"files that end in \.\w+ are not read.*plain text"):
        read(ENGLISH.encode(), name)


@pytest.mark.parametrize("name", ["README", "Chapter 1. The sea", "v1.2", "a.md", "a.text", ".txt"])
def test_names_without_a_kind_are_text(name):
    # Lost otherwise: files that never had an extension.
    assert read(ENGLISH.encode(), name).source.size == 40 * 15


@given(
    st.binary(max_size=300) | st.text(max_size=80).map(lambda t: t.encode("utf-16-le")),
    st.sampled_from(["a.txt", "a.gz"]),
    st.booleans(),
)
@settings(max_examples=300, deadline=None)
def test_any_bytes_raise_nothing_but_engine_errors(data, name, packed):
    # Lost otherwise: an upload that ends in a traceback and a dead pane.
    try:
        corpus = read(gzip.compress(data) if packed else data, name)
    except EngineError as error:
        assert str(error).startswith(name)
    else:
        assert corpus.source.size == corpus.counts.sum() > 0


@given(
    st.sampled_from([FRENCH, CHINESE]), st.sampled_from(["utf-8", "gb18030", "utf-16"]), st.data()
)
@settings(max_examples=60, deadline=None)
def test_a_character_may_be_cut_in_two(text, codec, data):
    # Lost otherwise: a broken word at every megabyte.
    raw = text.encode(codec)
    cut = data.draw(st.integers(1000, len(raw)))
    whole, halves = Decoder("a"), Decoder("a")
    expected = whole.decode(raw) + whole.decode(b"", final=True)
    assert halves.decode(raw[:cut]) + halves.decode(raw[cut:], final=True) == expected == text


def test_ascii_with_zero_bytes_in_line_is_not_taken_for_utf_16():
    # Lost otherwise: an English text with two stray NULs turns into Chinese.
    assert detect(ENGLISH.encode()[:501] + b"\0ab\0" + ENGLISH.encode()).label == "UTF-8"
