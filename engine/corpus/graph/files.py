"""Files to the corpus of a graph: edges, and in a file beside them the labels of nodes."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from engine import process_limits
from engine.corpus.encodings import Decoder
from engine.corpus.file_names import ending_of, packing_of
from engine.corpus.graph.edge_lists import looks_like_labels, read_edges, read_labels
from engine.corpus.graph.formats import FORMATS, read_formatted
from engine.corpus.graph.graph import Draft, graph
from engine.corpus.graph.walks import walked
from engine.corpus.packing import next_piece, opened, unpacked
from engine.errors import CorpusError, border

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.corpus.corpus import Corpus
    from engine.corpus.text.files import File
    from engine.settings import Reading

LIMIT = 1 << 28  # bytes of all files, unpacked
SHARE = 8  # bytes of memory that a byte of a graph may cost
_LISTS = (".edges", ".edgelist")
_TEXTS = (".txt", ".csv", ".tsv", "")
LABELS = ".labels"
_TITLE = 200  # characters
_SAID = ("label", "group", "class", "communit", "categor")  # in names of files
ENDINGS = (*_LISTS, *FORMATS)
BESIDE = (*_TEXTS, LABELS)  # files that may lie beside a graph: labels


class _Listed(NamedTuple):
    """A file of an upload, and how its name ends."""

    name: str
    ending: str
    data: bytes

    @property
    def text(self) -> str:
        """What it holds, if it is text."""
        return Decoder(self.name).decode(self.data, final=True)


def read_graph(
    files: Sequence[tuple[str, File]],
    reading: Reading,
    limit: int,
    progress: Callable[[int], None],
) -> Corpus:
    """The corpus of a graph whose edges are in some of these files, and labels in others.

    A list of labels is one whose name says so (labels, groups, classes …), or, beside another
    list, one that says something of every node once.

    Raises
    ------
    CorpusError
        If there are no edges, the labels name other nodes, or a file cannot be read.
    """
    listed, done = list[_Listed](), 0
    for name, file in files:
        listed.append(_Listed(name, ending_of(name), _content(name, file, min(limit, LIMIT))))
        done += len(listed[-1].data)
        progress(done)
    lists = _label_lists(listed)
    labels = {node: said for one in lists for node, said in read_labels(one.name, one.text).items()}
    said = ", ".join(one.name for one in lists)
    edges = [one for one in listed if one not in lists]
    title, draft = ", ".join(one.name for one in edges)[:_TITLE], Draft("")
    del listed, lists  # what has been read is let go
    while edges:
        one = edges.pop(0)
        draft.name = one.name
        with border(one.name):
            _read_one(draft, one)
        del one
    draft.name = title
    return corpus_of(draft, reading, labels, said)


def corpus_of(
    draft: Draft,
    reading: Reading,
    labels: dict[str, tuple[str, ...]] | None = None,
    listed: str = "",
) -> Corpus:
    """The corpus of a draft, read as asked; `listed` are the files that the labels came from."""
    directed = reading.directed == "yes" or (
        reading.directed == "auto" and draft.said_directed is True
    )
    made = graph(draft, directed=directed, weighted=reading.weighted)
    given = labels or {}
    if given and given.keys().isdisjoint(made.names):
        raise CorpusError(
            "{name}: labels that match no node; it names {some}, and the nodes are called {nodes}."
            " Choose the labels of this graph, a line each: a node, then its labels.",
            name=listed,
            some=", ".join(list(given)[:3]),
            nodes=", ".join(made.names[:3]),
        )
    every, known = draft.labels | given, set(made.names)
    groups = {node: found for node, found in every.items() if node in known and found}
    return walked(draft.name, made, groups)


def _label_lists(files: list[_Listed]) -> list[_Listed]:
    """Those files that hold labels; of several, one at least holds edges."""
    if len(files) < 2:
        return []
    lists = [one for one in files if one.ending in (*_TEXTS, LABELS, *_LISTS)]
    said = [one for one in lists if one.ending == LABELS or _says_labels(one.name)]
    if not said:
        free = [one for one in lists if one.ending not in _LISTS]
        said = [one for one in free if looks_like_labels(one.name, one.text)]
    return said if len(said) < len(files) else said[1:]


def _says_labels(name: str) -> bool:
    return any(word in PurePath(name).name.lower() for word in _SAID)


def _read_one(draft: Draft, file: _Listed) -> None:
    if file.ending in FORMATS:
        read_formatted(draft, file.ending, file.data)
    elif file.ending in (*_LISTS, *_TEXTS):
        read_edges(draft, file.text)
    else:
        raise CorpusError(
            "{name}: is not a graph in a form that is read; there are {known}, and lists of edges"
            " in .txt, .csv or .tsv.",
            name=file.name,
            known=" ".join(ENDINGS),
        )


def _content(name: str, file: File, limit: int) -> bytes:
    """All bytes of a file, unpacked; raises `CorpusError` if they are too many or damaged."""
    pieces, size = list[bytes](), 0
    with border(name), opened(name, file) as packed:
        source = unpacked(packed, packing_of(name))
        while piece := next_piece(name, source):
            size += len(piece)
            process_limits.allow(SHARE * len(piece))
            if size > limit:
                raise CorpusError(
                    "{name}: has more than {limit} MB, the most that is read of a graph. Choose"
                    " a part of it.",
                    name=name,
                    limit=limit >> 20,
                )
            pieces.append(piece)
    return b"".join(pieces)
