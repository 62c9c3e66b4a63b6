"""If one fails, a graph of the visitor's own is read as another graph, or breaks the page."""

import gzip
import io
import zipfile

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from scipy.io import mmwrite

from engine.corpus import intake
from engine.corpus.builtin.catalogue import BUILTIN
from engine.errors import CorpusError
from engine.settings import Knobs, Reading


def read(*files, **reading):
    opened = [
        (name, io.BytesIO(data if isinstance(data, bytes) else data.encode()))
        for name, data in files
    ]
    return intake.read(opened, Reading(**reading), None)


def edges(corpus):
    """Every edge by name, with its weight; of one that leads both ways both."""
    graph = corpus.source.graph
    sources = np.repeat(np.arange(len(graph)), np.diff(graph.starts))
    return {
        (graph.names[a], graph.names[b]): float(w)
        for a, b, w in zip(sources, graph.ends, graph.weights, strict=True)
    }


def both(*pairs):
    return {way: w for a, b, w in pairs for way in ((a, b), (b, a))}


PLAIN = both(("a", "b", 1), ("b", "c", 1))
HEAVY = both(("a", "b", 2), ("b", "c", 0.5))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a b\nb c\n", PLAIN),
        ("# who\n% met\na\tb\r\nb\tc\r\n\r\n", PLAIN),
        ("a,b\nb,c", PLAIN),
        ('"a";"b"\n"b";"c"', PLAIN),
        ("a b 2\nb c 0.5", HEAVY),
        ("a b {'weight': 2, 'color': 'red'}\nb c {'weight': 0.5}", HEAVY),
        ("a b {}\nb c {}", PLAIN),
        ("source,target,weight\na,b,2\nb,c,0.5\n", HEAVY),
        ("weight,to,from\n2,a,b\n0.5,b,c\n", HEAVY),
        ("a b friends\nb c foes", PLAIN),
        ("a b\nb c\nb b\nd", PLAIN),
        ("a b 1\na b 1\nb c .5", HEAVY),
        ("a b 1\nb a 1\nb c .5\nb d 0", HEAVY),
    ],
)
def test_a_list_of_edges_is_read_however_it_is_written(text, expected):
    assert edges(read(("who.edges", text))) == expected
    assert edges(read(("who.txt", text), material="graph")) == expected


def test_edges_lead_one_way_if_asked_and_weights_are_left_out_if_asked():
    text = "a b 2\nb c 0.5\n"
    assert edges(read(("who.edges", text), directed="yes")) == {("a", "b"): 2, ("b", "c"): 0.5}
    assert edges(read(("who.edges", text), weighted=False)) == PLAIN


def drawn():
    graph = nx.Graph()
    graph.add_edge("a", "b", weight=2.0)
    graph.add_edge("b", "c", weight=0.5)
    for node, group in zip("abcde", ("left", "left", "right", "right", "left"), strict=True):
        graph.add_node(node, group=group)
    return graph


def written(write, graph):
    file = io.BytesIO()
    write(graph, file)
    return file.getvalue()


FORMATS = {
    "who.graphml": nx.write_graphml,
    "who.gexf": nx.write_gexf,
    "who.gml": nx.write_gml,
}


@pytest.mark.parametrize("name", FORMATS)
def test_files_of_other_programs_bring_weights_and_groups(name):
    corpus = read((name, written(FORMATS[name], drawn())))
    assert edges(corpus) == HEAVY
    assert corpus.groups == {"a": ("left",), "b": ("left",), "c": ("right",)}
    assert corpus.facts.isolated_nodes == 2
    assert corpus.kind == "graph"


def test_pajek_and_packed_files_are_read():
    data = b'*Vertices 4\n1 "a"\n2 "b"\n3 "c"\n4 "d"\n*Edges\n1 2 2\n2 3 0.5\n'
    assert edges(read(("who.net", data))) == HEAVY
    arrows = data.replace(b"*Edges", b"*Arcs")
    assert edges(read(("who.net", arrows))) == {("a", "b"): 2, ("b", "c"): 0.5}
    assert edges(read(("who.edges.gz", gzip.compress(b"a b\nb c\n")))) == PLAIN


def test_what_a_file_says_of_direction_is_believed_unless_one_asks_otherwise():
    data = written(nx.write_graphml, nx.DiGraph([("a", "b"), ("b", "c")]))
    assert edges(read(("who.graphml", data))) == {("a", "b"): 1, ("b", "c"): 1}
    assert edges(read(("who.graphml", data), directed="no")) == PLAIN


def test_matrices_are_read():
    matrix = sparse.coo_array(([2, 2, 0.5, 0.5], ([0, 1, 1, 2], [1, 0, 2, 1])), shape=(9, 9))
    numbered = both(("1", "2", 2), ("2", "3", 0.5))
    text, packed = io.BytesIO(), io.BytesIO()
    mmwrite(text, matrix)
    sparse.save_npz(packed, matrix)
    for name, file in (("who.mtx", text), ("who.npz", packed)):
        corpus = read((name, file.getvalue()))
        assert edges(corpus) == numbered
        assert corpus.facts.isolated_nodes == 6
    one_way = io.BytesIO()
    mmwrite(one_way, sparse.triu(matrix))
    assert edges(read(("who.mtx", one_way.getvalue()))) == {("1", "2"): 2, ("2", "3"): 0.5}


@pytest.mark.parametrize(
    ("names", "labels"),
    [
        (("who.edges", "labels.txt"), "a left tall\nb left\nz nowhere\n"),
        (("edges.txt", "labels.txt"), "a\tleft\ttall\nb\tleft\n"),
        (("who.edges", "more.csv"), "node,label\na,left;tall\nb,left\n"),
        (("edges.txt", "other.txt"), "a left tall\nb left\nd none\n"),
        (("who.graphml", "groups.tsv"), "a\tleft\ttall\nb\tleft\n"),
    ],
)
def test_labels_come_from_a_second_file(names, labels):
    graph = written(nx.write_graphml, nx.Graph([("a", "b"), ("b", "c"), ("a", "c")]))
    first = graph if names[0].endswith("graphml") else "a b\nb c\na c\n"
    files = [(names[0], first), (names[1], labels)]
    material = "graph" if names[0].endswith(".txt") else "auto"
    for order in (files, files[::-1]):
        corpus = read(*order, material=material)
        assert corpus.groups == {"a": ("left", "tall"), "b": ("left",)}
        assert corpus.name == names[0]
        assert len(edges(corpus)) == 6


BAD = {
    "no edges": (("a.edges", "# nothing\n"), "has no edges"),
    "nodes alone": (("a.edges", "a\nb\n"), "has no edges \\(2 nodes"),
    "self-loops only": (("a.edges", "a a\nb b\n"), "all its 2 edges lead from a node to itself"),
    "a negative weight": (("a.edges", "a b 1\nb c -2\n"), "b – c weighs -2"),
    "a weight that is none": (("a.edges", "a b nan\nb c 2\n"), "weighs nan"),
    "an endless weight": (("a.edges", "a b inf\n"), "weighs inf"),
    "a word for a weight": (("a.edges", "a b 1\nb c heavy\n"), "line 2 ends in “heavy”"),
    "only weightless edges": (("a.edges", "a b 0\n"), "has no edges"),
    "a million nodes alone": (
        ("a.mtx", "%%MatrixMarket matrix coordinate real general\n1000000 1000000 0\n"),
        "has no edges \\(1,000,000 nodes",
    ),
    "no square": (
        ("a.mtx", "%%MatrixMarket matrix coordinate real general\n2 3 1\n1 2 1\n"),
        "2 rows and 3 columns",
    ),
    "too many edges promised": (
        ("a.mtx", "%%MatrixMarket matrix coordinate real general\n9 9 99999999999\n1 2 1\n"),
        "more than 20,000,000 edges",
    ),
    "fewer edges than promised": (
        ("a.mtx", "%%MatrixMarket matrix coordinate real general\n9 9 999999\n1 2 1\n"),
        "declares 999,999 entries and holds 1",
    ),
    "no matrix": (("a.npz", b"PK nothing"), "cannot be read as .npz"),
    "cut off": (("a.graphml", "<graphml><graph>"), "cannot be read as .graphml"),
    "an empty file": (("a.gml", ""), "cannot be read as .gml"),
    "an archive cut off": (("a.edges.gz", b"\x1f\x8b\x08nothing at all"), "ends before it is comp"),
    "a damaged archive": (
        ("a.edges.gz", b"\x1f\x8b\x08\0" + b"\xff" * 90),
        "cannot be read to its",
    ),
    "deep nesting": (("a.gexf", "<a>" * 5_000), "more than 100 deep"),
    "a table of text": (("a.docx", b"PK"), "is not a graph in a form that is read"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_one_sentence(case):
    (name, data), says = BAD[case]
    with pytest.raises(CorpusError, match=says):
        read((name, data), material="graph")


BOMB = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>
<graphml><graph edgedefault="undirected"><node id="&b;"/></graph></graphml>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", ["a.graphml", "a.gexf"])
def test_xml_that_declares_entities_is_refused_in_every_encoding(name, encoding):
    text = BOMB.replace("?>", f' encoding="{encoding}"?>', 1)
    with pytest.raises(CorpusError, match="declares a document type"):
        read((name, text.encode(encoding)))


def test_a_pickle_in_a_matrix_is_never_loaded():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for part in ("format", "shape", "data", "row", "col"):
            held = io.BytesIO()
            np.save(held, np.array([object()]), allow_pickle=True)
            archive.writestr(f"{part}.npy", held.getvalue())
    with pytest.raises(CorpusError, match="its array “format” is missing, damaged"):
        read(("a.npz", file.getvalue()))


def test_labels_that_match_no_node_are_one_sentence():
    with pytest.raises(CorpusError, match="labels that match no node; it names x, y"):
        read(("a.edges", "a b\nb c\n"), ("labels.txt", "x left\ny right\n"))


def test_a_million_nodes_alone_are_left_out_and_counted():
    text = "%%MatrixMarket matrix coordinate real general\n1000000 1000000 1\n1 2 1\n"
    corpus = read(("a.mtx", text))
    assert corpus.facts.isolated_nodes == 999_998
    assert len([s for s in corpus.symbols if s.isdigit()]) == 2


def test_files_of_several_kinds_are_still_refused():
    with pytest.raises(CorpusError, match="files of different kinds"):
        read(("a.edges", "a b\n"), ("b.md", "a text of words"))


def test_a_graph_in_a_zip_is_read_with_its_labels():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("who.edges", "a b\nb c\n")
        archive.writestr("who.labels", "a left\nc right\n")
    corpus = read(("who.zip", packed.getvalue()))
    assert corpus.kind == "graph"
    assert corpus.groups == {"a": ("left",), "c": ("right",)}


def test_models_of_different_seeds_walk_differently_and_of_one_alike():
    """Ten seeds that share their walks would say a network's map is surer than it is."""
    karate = BUILTIN["karate"](Reading())

    def walks(seed):
        return karate.seeded(seed).source.passage(0, 0, 4_000, Knobs()).ids.tolist()

    assert walks(1) == walks(1) != walks(2)
    assert karate.seeded(1) is karate
    text = BUILTIN["toyland"](Reading())
    assert text.seeded(2) is text


@pytest.mark.parametrize("name", ["karate", "les-miserables"])
def test_the_built_in_graphs_are_there(name):
    corpus = BUILTIN[name](Reading())
    size = {"karate": (34, 78), "les-miserables": (77, 254)}[name]
    assert (len(corpus.symbols), corpus.facts.edges) == size
    if name == "karate":
        assert {found for (found,) in corpus.groups.values()} == {"Mr. Hi", "Officer"}
    assert "Valjean" in corpus.symbols or name == "karate"


@given(st.binary(max_size=300), st.sampled_from(intake.INTAKES[0].endings))
@settings(deadline=None, max_examples=150)
def test_whatever_bytes_come_are_a_graph_or_one_sentence(data, ending):
    try:
        corpus = read((f"a{ending}", data))
    except CorpusError as error:
        assert str(error)
    else:
        assert corpus.facts.edges > 0


@given(st.text(max_size=200))
@settings(deadline=None, max_examples=150)
def test_whatever_lines_come_are_a_graph_or_one_sentence(text):
    try:
        assert read(("a.edges", text), ("labels.txt", text)).facts.edges > 0
    except CorpusError as error:
        assert str(error)
