"""If these fail, a network of Pajek is read as another network, or ends in a traceback."""

import io

import networkx as nx
import pytest

from engine.corpus import intake
from engine.errors import CorpusError
from engine.settings import Reading


def read(text, name="a.net"):
    data = text if isinstance(text, bytes) else text.encode()
    return intake.read([(name, io.BytesIO(data))], Reading(), None)


def edges(corpus):
    graph = corpus.source.graph
    return {
        (graph.names[node], graph.names[int(end)]): float(weight)
        for node in range(len(graph))
        for end, weight in zip(
            graph.ends[graph.starts[node] : graph.starts[node + 1]],
            graph.weights[graph.starts[node] : graph.starts[node + 1]],
            strict=True,
        )
    }


def both(*pairs):
    return {way: w for a, b, w in pairs for way in ((a, b), (b, a))}


NAMED = '*Vertices 3\n1 "a b"\n2 c\n3 "d"\n'
PLAIN = both(("a b", "c", 1), ("c", "d", 2))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (NAMED + "*Edges\n1 2\n2 3 2\n", PLAIN),
        ("*Network x\n% who\n\n" + NAMED + "*edges :1 'met'\n1 2 1 c Blue\n2 3 2\n", PLAIN),
        (NAMED.replace("\n", "\r\n") + " * EDGES\r\n 1 2\r\n 2 3 2.0 \r\n", PLAIN),
        (NAMED + "*Arcs\n1 2\n2 3 2\n", {("a b", "c"): 1, ("c", "d"): 2}),
        (NAMED + "*Arcs\n1 2\n*Edges\n2 3 2\n", {("a b", "c"): 1, **both(("c", "d", 2))}),
        (NAMED + "*Edges\n2 3 2\n*Arcs\n1 2\n", {("a b", "c"): 1, **both(("c", "d", 2))}),
        (NAMED + "*Edgeslist\n1 2 3\n", both(("a b", "c", 1), ("a b", "d", 1))),
        (NAMED + "*Arcslist\n1 2 3\n", {("a b", "c"): 1, ("a b", "d"): 1}),
        (NAMED + "*Matrix\n0 1 0\n0 0 2\n0 0 0\n", {("a b", "c"): 1, ("c", "d"): 2}),
        ("*Vertices 3\n*Edges\n1 2\n2 3 2\n", both(("1", "2", 1), ("2", "3", 2))),
        ("*Vertices 3\n2 c\n*Edges\n1 2\n2 3 2\n", both(("1", "c", 1), ("c", "3", 2))),
        ("*Edges\n1 2\n2 3 2\n", both(("1", "2", 1), ("2", "3", 2))),
        ("*Vertices 5 3\n*Edges\n1 4\n", both(("1", "4", 1))),
    ],
)
def test_every_section_is_read(text, expected):
    assert edges(read(text)) == expected


def test_vertices_without_an_edge_are_counted_whether_listed_or_not():
    assert read(NAMED + "*Edges\n1 2\n").facts.isolated_nodes == 1
    assert read("*Vertices 9\n1 a\n*Edges\n1 2\n").facts.isolated_nodes == 7


def test_vertices_that_share_a_label_stay_apart():
    """Two people of one name are two; they go by their numbers then."""
    text = '*Vertices 3\n1 "Lee"\n2 "Lee"\n3 "Kim"\n*Edges\n1 3\n2 3 2\n'
    assert edges(read(text)) == both(("1", "3", 1), ("2", "3", 2))


def test_a_shape_or_a_colour_groups_the_vertices():
    text = "*Vertices 4\n1 a 0 0 0.5 box ic Red\n2 b 0 0 0.5 box ic Red\n3 c 0 0 box ic Blue\n"
    corpus = read(text + "4 d\n*Edges\n1 2\n2 3\n3 4\n")
    assert corpus.groups == {"a": ("Red",), "b": ("Red",), "c": ("Blue",)}


def test_what_networkx_writes_is_read_back():
    graph = nx.Graph([("a b", "c"), ("c", "dé")])
    text = "\n".join(nx.generate_pajek(graph))
    assert edges(read(text)) == both(("a b", "c", 1), ("c", "dé", 1))
    assert edges(read(text.encode("latin-1"))) == both(("a b", "c", 1), ("c", "dé", 1))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty|has no edges"),
        ("hello\nyou\n", "has no edges"),
        ("*Vertices\n1 a\n", r"line 1 is “\*Vertices”, where a line such as “\*Vertices 9”"),
        (f"*Vertices {'9' * 5000}\n", r"line 1 is “\*Vertices 999"),
        ("*Vertices 400000000\n1 a\n*Edges\n1 2\n", "declares 400,000,000 nodes and has 35 bytes"),
        (NAMED + "x y\n", 'line 5 is “x y”, where a line such as “1 "a"” should stand'),
        (NAMED + "*Edges\n1\n", "line 6 is “1”, where a line such as “1 2”"),
        (NAMED + "*Edges\n1 2 -1\n", "the edge a b – c weighs -1"),
        (NAMED + "*Edges\n1 2 nan\n", "the edge a b – c weighs nan"),
        (NAMED + "*Edges\n1 2 1e400\n", "the edge a b – c weighs inf"),
        (NAMED + "*Matrix\n0 1 0 1\n", "line 6 is “0 1 0 1”"),
        (NAMED + "*Matrix\n0 1 0\n0 0 0\n0 0 0\n0 0 1\n", "line 9 is “0 0 1”"),
        (NAMED + "*Matrix\n0 x 0\n", "line 6 is “0 x 0”"),
        ("*Matrix\n0 1\n1 0\n", "line 2 is “0 1”"),
    ],
)
def test_a_bad_line_is_named(text, says):
    with pytest.raises(CorpusError, match=f"^a.net: .*({says})"):
        read(text)
