"""If these fail, a table trains on its numbers, on half its rows, or breaks at a quotation mark."""

import csv
import io
import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.corpus.text import delimited
from engine.corpus.text.files import read_files
from engine.errors import CorpusError, EngineError
from engine.settings import Knobs, Reading

ROWS = [
    ("1", "anna@example.org", "The whale swam,\nslowly; nobody saw it"),
    ("2", "bob@example.org", 'He said "no" and went'),
    ("3", "", "Trees grow here"),
]
TEXTS = [row[2] for row in ROWS]


def table(rows=ROWS, head=("id", "mail", "text"), **form):
    file = io.StringIO()
    csv.writer(file, **form).writerows([head, *rows])
    return file.getvalue()


def lines(rows=ROWS):
    return "".join(json.dumps({"id": int(a), "mail": b, "text": c}) + "\n" for a, b, c in rows)


def read(text, name="a.csv", **reading):
    return read_files([(name, io.BytesIO(text.encode()))], Reading(**reading))


def sentences(corpus):
    stream = corpus.source.passage(0, 0, corpus.source.size, Knobs())
    edges = stream.offsets.tolist()
    return [" ".join(corpus.symbols[i] for i in stream.ids[a:b]) for a, b in pairwise(edges)]


WHOLE = ["the whale swam slowly nobody saw it", "he said no and went", "trees grow here"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (table(), "a.csv"),
        (table(delimiter=";"), "a.csv"),
        (table(delimiter="\t", lineterminator="\n"), "a.tsv"),
        (table(quoting=csv.QUOTE_ALL, lineterminator="\r"), "A.CSV"),
        ("\ufeff" + table(), "a.csv"),
        (lines(), "a.jsonl"),
        ("\n" + lines().replace("\n", "\r\n\r\n"), "a.jsonl"),
    ],
)
@pytest.mark.parametrize("column", ["", "text"])
def test_one_column_is_read_and_each_cell_is_a_sentence(text, name, column):
    corpus = read(text, name, column=column, sentences="punctuation")
    assert sentences(corpus) == ["the whale swam slowly", "nobody saw it", *WHOLE[1:]]
    assert (corpus.facts.column, corpus.facts.columns) == ("text", ("id", "mail", "text"))
    assert sentences(read(text, name, column=column, sentences="line"))[-2:] == WHOLE[1:]


@pytest.mark.parametrize(("text", "name"), [(table(), "a.csv"), (lines(), "a.jsonl")])
def test_another_column_can_be_asked_for(text, name):
    corpus = read(text, name, column="mail")
    assert sentences(corpus) == ["anna example org", "bob example org"]
    assert corpus.facts.column == "mail"


@pytest.mark.parametrize(("text", "name"), [(table(), "a.csv"), (lines(), "a.jsonl")])
def test_a_column_that_is_not_there_names_those_that_are(text, name):
    # Lost otherwise: the user has to open the file to find out.
    with pytest.raises(
        CorpusError, match=rf"^{name}: has no column “body”; there are: id, mail, text"
    ):
        read(text, name, column="body")
    with pytest.raises(CorpusError, match="there are: —"):
        read("", name, column="body")


@pytest.mark.parametrize(
    "line", ['{"text": "half', "[1, 2]", '"text"', "null", "[" * 100_000, "9" * 5000, "{text: 1}"]
)
def test_a_broken_line_is_named(line):
    broken = lines() * 500 + "\n" + line + "\n" + lines()
    with pytest.raises(CorpusError, match=r"^a\.jsonl: line 1,502 is not an object of JSON"):
        read(broken, "a.jsonl")


def test_rows_without_the_field_are_left_out_and_counted():
    # Lost otherwise: one odd row refuses a million others, or nobody hears of half the rows.
    odd = '{"other": "x"}\n{"text": 7}\n{"text": null}\n{"text": ["Two", "parts"]}\n'
    corpus = read(lines() + odd, "a.jsonl", column="text", sentences="line")
    assert sentences(corpus)[-4:] == [*WHOLE[1:], "two", "parts"][-4:]
    assert corpus.facts.skipped_rows == 3


def test_ragged_rows_lose_no_words():
    # Lost otherwise: "Hello, world" without quotation marks is only "Hello".
    corpus = read("id,text\n1,one, two, three\n2\n\n3,four\n", sentences="line", digits=False)
    assert sentences(corpus) == ["one two three", "four"]
    assert corpus.facts.skipped_rows == 1
    corpus = read("text,id\none,1,2,3\nfour\n", column="text", sentences="line")
    assert sentences(corpus) == ["one", "four"]


def test_the_column_with_most_text_is_chosen_not_the_one_with_most_characters():
    long = "https://example.org/a/very/long/address/that/is/longer/than/any/title/in/this/table"
    rows = [(str(n) * 40, long, "A short title") for n in range(9)]
    assert read(table(rows, ("hash", "link", "title"))).facts.column == "title"
    chinese = [
        ("anna smith jones", "滚滚长江东逝水，浪花淘尽英雄。是非成败转头空") for _ in range(9)
    ]
    assert read(table(chinese, ("name", "诗"))).facts.column == "诗"


def test_columns_without_a_name_are_numbered():
    text = ",text,\n1,one two,\n2,three four,\n"
    assert read(text).facts.columns == ("1", "text", "3")
    assert read(text, column="1").symbols == ("1", "2")


def test_objects_without_any_text_are_said_to_have_none():
    with pytest.raises(CorpusError, match=r"^a\.jsonl: no column holds text; there are: id, data"):
        read('{"id": 1, "data": {"text": "deep"}}\n' * 9, "a.jsonl")
    with pytest.raises(CorpusError, match=r"^a\.csv: is empty or blank"):
        read("id,text\n", "a.csv")


def test_a_quotation_mark_that_is_never_closed_is_found(monkeypatch):
    # Lost otherwise: a million rows in one cell, or the server's memory.
    monkeypatch.setattr(delimited, "CELL_LIMIT", 5000)
    text = table() + '4,,"open\n' + table(ROWS[2:] * 500)
    with pytest.raises(CorpusError, match=r"^a\.csv: line 6 cannot be read as a row"):
        read(text)


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.jsonl"])
def test_a_line_without_end_is_refused_before_memory_runs_out(monkeypatch, name):
    monkeypatch.setattr(delimited, "CELL_LIMIT", 1 << 21)
    with pytest.raises(CorpusError, match=r"holds a line of more than 2,097,152 characters"):
        read("x" * (1 << 22), name)


def test_prose_that_is_called_a_table_is_read_as_far_as_it_goes():
    # A wrong extension is no reason for a traceback.
    corpus = read("It was the best of times, it was the worst of times.\n" * 50, "novel.csv")
    assert "times" in corpus.symbols
    with pytest.raises(CorpusError, match="line 1 is not an object of JSON"):
        read("It was the best of times\n", "novel.jsonl")


CELLS = st.text(st.sampled_from('ab ,;"\n\r\tÉ中'), max_size=8)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8), st.integers(1, 9), st.booleans())
@settings(max_examples=300, deadline=None)
def test_any_table_is_cut_as_csv_says_wherever_its_pieces_end(rows, step, tabs):
    text = table(rows, ("one", "two"), delimiter="\t" if tabs else ",")
    pieces = [text[i : i + step] for i in range(0, len(text), step)]
    book = delimited.Table("t", ".tsv" if tabs else ".csv", "two")
    try:
        found = "".join(book.text(pieces))
    except CorpusError as error:
        assert "no column holds text" in str(error)
        assert not any(a or b for a, b in rows)
    else:
        kept = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if tabs else ",")
        assert found == "".join(row[1] + "\n\n" for row in list(kept)[1:])


@given(st.lists(st.text(max_size=9), min_size=1, max_size=8), st.integers(1, 9))
@settings(max_examples=200, deadline=None)
def test_any_text_survives_in_lines_of_json(texts, step):
    text = "".join(json.dumps({"x": part}) + "\n" for part in texts)
    pieces = [text[i : i + step] for i in range(0, len(text), step)]
    try:
        found = "".join(delimited.Table("t", ".jsonl", "x").text(pieces))
    except CorpusError:
        assert not any(texts)
    else:
        assert found == "".join(part + "\n\n" for part in texts)


@given(st.binary(max_size=200), st.sampled_from(["a.csv", "a.tsv", "a.jsonl"]))
@settings(max_examples=200, deadline=None)
def test_any_bytes_raise_nothing_but_engine_errors(data, name):
    try:
        corpus = read_files([(name, io.BytesIO(data))], Reading())
    except EngineError as error:
        assert str(error).startswith(name)
    else:
        assert corpus.source.size > 0
