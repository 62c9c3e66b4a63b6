"""Graphs in the formats of other programs: GraphML, GEXF, GML, Pajek; matrices of SciPy."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from engine import process_limits
from engine.corpus.encodings import Decoder
from engine.corpus.graph.graph import check_edges
from engine.corpus.graph.matrices import take_matrix
from engine.corpus.graph.matrix_market import read_market
from engine.corpus.graph.pajek import read_pajek
from engine.corpus.graph.sparse_npz import read_npz
from engine.errors import CorpusError, border, phrase, reason_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.corpus.graph.graph import Draft

LIMIT = 1 << 25  # bytes of a graph file: these formats are read at 1 MB a second or so
_SHARE = 40  # bytes of memory a byte may cost beside: dictionaries of networkx, trees of XML
_DEPTH = 100  # of elements in each other
_WEIGHTS = ("weight", "value")
_GROUPS = ("group", "club", "class", "community", "category", "type", "label", "labels")
_MOST_GROUPS = 50
_UNREADABLE = phrase(
    "{name}: cannot be read as {ending} ({reason}). Save it again, or as a list of edges (.edges)."
)


def read_formatted(draft: Draft, ending: str, data: bytes) -> None:
    """Add the graph of a file to a draft.

    Raises
    ------
    CorpusError
        If the file is damaged, too large for its format, or no such file.
    """
    if len(data) > LIMIT:
        raise CorpusError(
            "{name}: has more than {limit} MB, the most that is read of {ending}. Save it as a list"
            " of edges (.edges), a line of two nodes each, and choose that.",
            name=draft.name,
            limit=LIMIT >> 20,
            ending=ending,
        )
    process_limits.allow(_SHARE * len(data))
    with border(draft.name, _UNREADABLE, ending=ending):
        _READERS[ending](draft, data)


def take_graph(draft: Draft, graph: Any) -> None:  # noqa: ANN401 - a graph of networkx
    """Add a graph of networkx, its names, weights and groups, to a draft."""
    draft.said_directed = bool(graph.is_directed())
    names = _names(graph)
    check_edges(draft.name, graph.number_of_edges())
    for node in graph:
        draft.node(names[node])
    for source, target, said in graph.edges(data=True):
        weight = next((said[key] for key in _WEIGHTS if key in said), 1.0)
        draft.add(names[source], names[target], _number(weight))
    draft.labels.update(_groups({names[node]: said for node, said in graph.nodes(data=True)}))


def _number(weight: Any) -> float:  # noqa: ANN401 - whatever a file says
    """A weight; not a number, which no draft takes, if it is none."""
    try:
        return float(weight)
    except (TypeError, ValueError, OverflowError):
        return float("nan")


def _names(graph: Any) -> dict[Any, str]:  # noqa: ANN401 - a graph of networkx
    """What the nodes are called: by their labels or names if each has one of its own."""
    for key in ("label", "name"):
        named = {node: str(said[key]) for node, said in graph.nodes(data=True) if key in said}
        if len(named) == len(graph) == len(set(named.values())):
            return named
    return {node: str(node) for node in graph}


def _groups(nodes: Mapping[str, Mapping[str, object]]) -> dict[str, tuple[str, ...]]:
    """The first attribute that sorts the nodes into a few groups."""
    keys = {key: None for said in nodes.values() for key in said}
    known = [key for key in _GROUPS if key in keys]
    for key in (*known, *(key for key in keys if key not in known)):
        found = {node: said[key] for node, said in nodes.items() if key in said}
        labels = {node: str(value) for node, value in found.items() if isinstance(value, str | int)}
        if 2 <= len(set(labels.values())) <= min(_MOST_GROUPS, len(nodes) // 2):
            return {node: (label,) for node, label in labels.items()}
    return {}


def _graphml(draft: Draft, data: bytes) -> None:
    from networkx import read_graphml  # noqa: PLC0415 - as above

    _check_xml(draft.name, ".graphml", data)
    take_graph(draft, read_graphml(io.BytesIO(data)))


def _gexf(draft: Draft, data: bytes) -> None:
    from networkx import read_gexf  # noqa: PLC0415 - as above

    _check_xml(draft.name, ".gexf", data)
    take_graph(draft, read_gexf(io.BytesIO(data)))


def _gml(draft: Draft, data: bytes) -> None:
    from networkx import NetworkXError, parse_gml  # noqa: PLC0415 - as above

    lines = Decoder(draft.name).decode(data, final=True).splitlines()
    try:
        graph = parse_gml(lines)
    except NetworkXError:
        graph = parse_gml(lines, label="id")  # labels are missing, or two nodes share one
    take_graph(draft, graph)


def _pajek(draft: Draft, data: bytes) -> None:
    said = read_pajek(draft, Decoder(draft.name).decode(data, final=True), len(data))
    draft.labels.update(_groups(said))


def _check_xml(name: str, ending: str, data: bytes) -> None:
    """Refuse what makes an XML parser work without end: its own entities, and endless nesting.

    networkx reads XML by the standard library, whose expat expands entities that a file declares.
    """
    depth = 0

    def declared(*_: object) -> None:
        raise CorpusError(
            "{name}: declares a document type (DOCTYPE), by which a small file can grow without"
            " end, so it is not read. Save it without one.",
            name=name,
        )

    def opened(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEPTH:
            raise CorpusError(
                "{name}: its elements lie more than {depth} deep in each other, which no graph"
                " needs. Save it again, or as a list of edges (.edges).",
                name=name,
                depth=_DEPTH,
            )

    def closed(_: object) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # of the others: its encoding
        raise CorpusError(
            "{name}: cannot be read as {ending} ({reason}). Save it again, or as a list of edges"
            " (.edges).",
            name=name,
            ending=ending,
            reason=reason_of(error),
        ) from None


def _mtx(draft: Draft, data: bytes) -> None:
    take_matrix(draft, read_market(draft.name, data))


def _npz(draft: Draft, data: bytes) -> None:
    take_matrix(draft, read_npz(draft.name, data))


_READERS: dict[str, Callable[[Draft, bytes], None]] = {
    ".graphml": _graphml,
    ".gexf": _gexf,
    ".gml": _gml,
    ".net": _pajek,
    ".pajek": _pajek,
    ".mtx": _mtx,
    ".npz": _npz,
}
FORMATS = tuple(_READERS)
