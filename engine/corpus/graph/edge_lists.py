"""Edge lists and lists of labels: lines of text, in columns divided by spaces, tabs or commas."""

from __future__ import annotations

import csv
import re
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from engine.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.corpus.graph.graph import Draft

SOURCES = {"source", "from", "src", "u", "node1", "node_1", "id1", "source_id", "start", "head"}
TARGETS = {"target", "to", "dst", "v", "node2", "node_2", "id2", "target_id", "end", "tail"}
WEIGHTS = {"weight", "weights", "w", "value", "strength", "count"}
NODES = {"node", "id", "name", "node_id", "nodes", "vertex"}
LABELS = {"label", "labels", "class", "group", "groups", "community", "category", "club"}
LINE_LIMIT = 1 << 20  # characters
_PIECE = 1 << 16  # characters cut into lines at once
_COMMENTS = ("#", "%", "//")
_OTHERS = "\t,;"
_WEIGHT_SAID = re.compile(r"""['"]weight['"]\s*:\s*([-+.\deE]+)""")  # as networkx writes it


class _Columns(NamedTuple):
    """Where an edge's cells stand; `weight` −1: nowhere."""

    source: int = 0
    target: int = 1
    weight: int = 2


def rows(name: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines that say something, numbered from 1, each in cells.

    Raises
    ------
    CorpusError
        If one is too long.
    """
    lines = (
        (number, line.strip())
        for number, line in enumerate(_lines(name, text), 1)
        if line.strip() and not line.lstrip().startswith(_COMMENTS)
    )
    first = next(lines, None)
    if first is None:
        return
    head = first[1].partition("{")[0]  # what networkx adds in braces has commas
    mark = next((mark for mark in _OTHERS if mark in head), None)
    for number, line in chain([first], lines):
        yield number, _cells(line, mark)


def _lines(name: str, text: str) -> Iterator[str]:
    """All lines; never are more of them held apart than a piece of the text has."""
    begun = 0
    while begun < len(text):
        end = text.find("\n", begun + _PIECE) + 1 or len(text)
        for line in text[begun:end].splitlines():
            if len(line) > LINE_LIMIT:
                raise CorpusError(
                    "{name}: holds a line of more than {limit} characters, which no list of edges"
                    " or labels has. Give every edge, or every node and its labels, a line of its"
                    " own.",
                    name=name,
                    limit=f"{LINE_LIMIT:,}",
                )
            yield line
        begun = end


def _cells(line: str, mark: str | None) -> list[str]:
    if mark is None:
        return line.split()
    try:
        cells = next(csv.reader([line], delimiter=mark))
    except csv.Error:  # a quotation without end
        cells = line.split(mark)
    return [cell.strip() for cell in cells]


def read_edges(draft: Draft, text: str) -> None:
    """Add the edges of a list to a draft: source, target and, if there is one, a weight a line.

    A line of one cell names a node. A header such as ``source,target,weight`` is recognised.

    Raises
    ------
    CorpusError
        If a weight is none, or there are too many edges.
    """
    found = rows(draft.name, text)
    first = next(found, None)
    if first is None:
        return
    columns = _header(first[1])
    if columns is None:
        columns = _Columns(weight=2 if _weighs(first[1]) else -1)
        found = chain([first], found)
    for number, cells in found:
        _add(draft, number, cells, columns)


def _header(cells: list[str]) -> _Columns | None:
    """Where a header says that the cells stand; None: it is no header."""
    names = [cell.lower().strip("\"' ") for cell in cells]
    if len(names) < 2 or not (SOURCES.intersection(names) and TARGETS.intersection(names)):
        return None
    places = [
        next((i for i, name in enumerate(names) if name in known), -1)
        for known in (SOURCES, TARGETS, WEIGHTS)
    ]
    return _Columns(*places)


def _weighs(cells: list[str]) -> bool:
    """Whether a first line's third cell is a weight."""
    return len(cells) > 2 and (cells[2].startswith("{") or _number(cells[2]) is not None)


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None


def _add(draft: Draft, number: int, cells: list[str], columns: _Columns) -> None:
    if len(cells) <= max(columns.source, columns.target) or not cells[columns.target]:
        draft.node(cells[min(columns.source, len(cells) - 1)])
        return
    weight: float | None = 1.0
    if 0 <= columns.weight < len(cells):
        weight = _weight(cells[columns.weight :])
    if weight is None:
        raise CorpusError(
            "{name}: line {line} ends in “{cell}”, and the first line in a weight. Mend the line,"
            " or leave the weights out.",
            name=draft.name,
            line=f"{number:,}",
            cell=cells[columns.weight][:40],
        )
    draft.add(cells[columns.source], cells[columns.target], weight)


def _weight(cells: list[str]) -> float | None:
    """The weight that the first cell says; None if it says none."""
    if cells[0].startswith("{"):
        said = _WEIGHT_SAID.search(" ".join(cells))
        return _number(said[1]) if said else 1.0
    return _number(cells[0])


def read_labels(name: str, text: str) -> dict[str, tuple[str, ...]]:
    """The labels of nodes: lines of a node and its label, or labels."""
    labels: dict[str, tuple[str, ...]] = {}
    for place, (_, cells) in enumerate(rows(name, text)):
        if len(cells) > 1 and (place or not is_header(cells)):
            found = (label.strip() for cell in cells[1:] for label in re.split(r"[;|]", cell))
            known = labels.get(cells[0], ())
            labels[cells[0]] = tuple(dict.fromkeys((*known, *filter(None, found))))
    return labels


def is_header(cells: Iterable[str]) -> bool:
    """Whether a first line is the header of a list of labels."""
    names = {cell.lower().strip("\"' ") for cell in cells}
    return bool(NODES & names and LABELS & names)


def looks_like_labels(name: str, text: str) -> bool:
    """Whether a list says something of each node once: no edge list does."""
    seen: set[str] = set()
    for place, (_, cells) in enumerate(rows(name, text)):
        if place == 0 and is_header(cells):
            return True
        if len(cells) < 2 or cells[0] in seen:
            return False
        seen.add(cells[0])
    return len(seen) > 2
