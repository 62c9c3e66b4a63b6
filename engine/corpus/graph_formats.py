"""Graphs in the formats of other programs: GraphML, GEXF, GML, Pajek; matrices of SciPy."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

import numpy as np

from engine.corpus.graph import check_edges
from engine.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.corpus.graph import Draft

LIMIT = 1 << 25  # bytes of a graph file: these formats are read at 1 MB a second or so
_DEPTH = 100  # of elements in each other
_WEIGHTS = ("weight", "value")
_GROUPS = ("group", "club", "class", "community", "category", "type", "label", "labels")
_MOST_GROUPS = 50
_READ_WRONG = (
    ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, MemoryError,
    EOFError, OverflowError, AssertionError, OSError, zipfile.BadZipFile, SyntaxError,
    NotImplementedError, StopIteration,
)  # fmt: skip


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
    from networkx import NetworkXException  # noqa: PLC0415 - only graph files pay for the import

    try:
        _READERS[ending](draft, data)
    except (*_READ_WRONG, NetworkXException, expat.ExpatError) as error:
        raise CorpusError(
            "{name}: cannot be read as {ending} ({reason}). Save it again, or as a list of edges"
            " (.edges).",
            name=draft.name,
            ending=ending,
            reason=" ".join(str(error).split())[:100] or type(error).__name__,
        ) from None


def take_graph(draft: Draft, graph: Any) -> None:  # noqa: ANN401 - a graph of networkx
    """Add a graph of networkx, its names, weights and groups, to a draft."""
    draft.said_directed = bool(graph.is_directed())
    names = _names(graph)
    check_edges(draft.name, graph.number_of_edges())
    for node in graph:
        draft.node(names[node])
    for source, target, said in graph.edges(data=True):
        weight = next((said[key] for key in _WEIGHTS if key in said), 1.0)
        draft.add(names[source], names[target], float(weight))
    draft.labels.update(_groups(graph, names))


def _names(graph: Any) -> dict[Any, str]:  # noqa: ANN401 - a graph of networkx
    """What the nodes are called: by their labels or names if each has one of its own."""
    for key in ("label", "name"):
        named = {node: str(said[key]) for node, said in graph.nodes(data=True) if key in said}
        if len(named) == len(graph) == len(set(named.values())):
            return named
    return {node: str(node) for node in graph}


def _groups(graph: Any, names: dict[Any, str]) -> dict[str, tuple[str, ...]]:  # noqa: ANN401 - the same
    """The first attribute that sorts the nodes into a few groups."""
    keys = {key: None for _, said in graph.nodes(data=True) for key in said}
    known = [key for key in _GROUPS if key in keys]
    for key in (*known, *(key for key in keys if key not in known)):
        found = {node: said[key] for node, said in graph.nodes(data=True) if key in said}
        labels = {node: str(value) for node, value in found.items() if isinstance(value, str | int)}
        count = len(set(labels.values()))
        if 2 <= count <= min(_MOST_GROUPS, len(graph) // 2):
            return {names[node]: (label,) for node, label in labels.items()}
    return {}


def _graphml(draft: Draft, data: bytes) -> None:
    from networkx import read_graphml  # noqa: PLC0415 - as above

    _check_xml(draft.name, data)
    take_graph(draft, read_graphml(io.BytesIO(data)))


def _gexf(draft: Draft, data: bytes) -> None:
    from networkx import read_gexf  # noqa: PLC0415 - as above

    _check_xml(draft.name, data)
    take_graph(draft, read_gexf(io.BytesIO(data)))


def _gml(draft: Draft, data: bytes) -> None:
    from networkx import NetworkXError, parse_gml  # noqa: PLC0415 - as above

    lines = data.decode("utf-8", "replace").splitlines()
    try:
        graph = parse_gml(lines)
    except NetworkXError:
        graph = parse_gml(lines, label="id")  # labels are missing, or two nodes share one
    take_graph(draft, graph)


def _pajek(draft: Draft, data: bytes) -> None:
    from networkx import parse_pajek  # noqa: PLC0415 - as above

    text = data.decode("utf-8", "replace")
    take_graph(draft, parse_pajek(text))


def _check_xml(name: str, data: bytes) -> None:
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
    parser.Parse(data, True)


def _mtx(draft: Draft, data: bytes) -> None:
    from scipy.io import mminfo, mmread  # noqa: PLC0415 - only matrices pay for the import

    _, _, entries, _, _, symmetry = mminfo(io.BytesIO(data))
    check_edges(draft.name, int(entries))
    if int(entries) > len(data):  # an entry takes a byte or more: the header is wrong
        raise ValueError("there are fewer entries than its head says")
    _take_matrix(draft, mmread(io.BytesIO(data)), symmetric=symmetry == "symmetric")


def _npz(draft: Draft, data: bytes) -> None:
    from scipy.sparse import load_npz  # noqa: PLC0415 - the same

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        unpacked = sum(member.file_size for member in archive.infolist())
    if unpacked > 8 * LIMIT:
        raise ValueError("unpacked it is too large")
    _take_matrix(draft, load_npz(io.BytesIO(data)), symmetric=False)  # never unpickles


def _take_matrix(draft: Draft, matrix: Any, *, symmetric: bool) -> None:  # noqa: ANN401 - of SciPy
    """Add a matrix, an edge an entry; its nodes are called by their numbers, from 1 on."""
    from scipy.sparse import coo_array  # noqa: PLC0415 - the same

    found = coo_array(matrix)
    rows, columns = found.shape
    if rows != columns:
        raise CorpusError(
            "{name}: has {rows} rows and {columns} columns; a matrix of a graph has as many of"
            " both, one for each node.",
            name=draft.name,
            rows=f"{rows:,}",
            columns=f"{columns:,}",
        )
    check_edges(draft.name, found.nnz)
    row, column, weight = found.row, found.col, np.real(found.data).astype(np.float64)
    mutual = symmetric or bool(abs(found.tocsr() - found.T.tocsr()).sum() == 0)
    draft.said_directed = not mutual
    once = row <= column if mutual else np.ones(len(row), np.bool_)
    for source, target, each in zip(
        (row[once] + 1).tolist(), (column[once] + 1).tolist(), weight[once].tolist(), strict=True
    ):
        draft.add(source, target, each)
    draft.unnamed = rows - len(draft.ids)


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
