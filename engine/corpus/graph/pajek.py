"""Networks of Pajek (.net), read section after section.

The reference manual of Pajek (Mrvar and Batagelj) describes the sections.
"""

from __future__ import annotations

import io
import re
from itertools import dropwhile, islice
from typing import TYPE_CHECKING, Final

from engine.corpus.graph.checks import check_nodes, refuse_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.corpus.graph.graph import Draft

_CELL = re.compile(r'"([^"]*)"|(\S+)')
_HEAD = re.compile(r"\s*\*\s*([a-z]*)\s*(\d*)", re.IGNORECASE)
_ONE_WAY = re.compile(r"^\s*\*\s*(arcs|matrix)", re.IGNORECASE | re.MULTILINE)
_MOST = 100  # cells of a vertex
_DIGITS = 18  # of a number of vertices


def read_pajek(draft: Draft, text: str, held: int) -> dict[str, dict[str, str]]:
    """Add the network of a text, which takes `held` bytes, to a draft; the attributes of nodes.

    Nodes are called by their labels if each has its own, else by their numbers. If any edge leads
    one way, all do, and those without a direction are there in both.

    Raises
    ------
    CorpusError
        If a line is not what its section holds, or more nodes are declared than the bytes hold.
    """
    network = _Network(draft, text, held)
    for line in io.StringIO(text, newline=None):
        network.read(line)
    return network.finish()


class _Network:
    """What was read of a file: `names` and attributes (`said`) of vertices by their numbers."""

    def __init__(self, draft: Draft, text: str, held: int) -> None:
        self.names: dict[str, str] = {}
        self.said: dict[str, dict[str, str]] = {}
        self._draft, self._held, self._known = draft, held, len(draft.ids)
        self._section, self._declared, self._row, self._number, self._line = "", 0, 0, 0, ""
        self._one_way = draft.said_directed = _ONE_WAY.search(text) is not None

    def read(self, line: str) -> None:
        """Take in the next line."""
        self._number, self._line = self._number + 1, line
        begun = line.lstrip()[:1]
        if begun == "*":
            self._begin()
        elif begun not in {"", "%"} and self._section in _READS:
            _READS[self._section](self)

    def finish(self) -> dict[str, dict[str, str]]:
        """The attributes of nodes by what they are called, when all was read."""
        self._name()
        self._draft.unnamed += max(0, self._declared - (len(self._draft.ids) - self._known))
        return {name: self.said[number] for number, name in self.names.items()}

    def _begin(self) -> None:
        """Begin a section."""
        self._name()
        head = _HEAD.match(self._line)
        assert head is not None  # whose parts may all be empty
        self._section, self._row = head[1].lower(), 0
        if self._section == "vertices":
            if not 0 < len(head[2]) <= _DIGITS:
                self._refuse("*Vertices 9")
            self._declared = int(head[2])
            check_nodes(self._draft.name, self._declared, self._held)

    def _name(self) -> None:
        """Settle what the vertices are called, where the section that lists them ends."""
        if self._section != "vertices":
            return
        if len(set(self.names.values())) < len(self.names):
            self.names = {number: number for number in self.names}
        for name in self.names.values():
            self._draft.node(name)

    def _refuse(self, expected: str) -> None:
        refuse_line(self._draft.name, self._number, self._line, expected)

    def _cells(self, most: int | None = None) -> Iterator[str]:
        """The first cells of the line, without their quotation marks."""
        found = islice(_CELL.finditer(self._line), most)
        return (cell[1] if cell[2] is None else cell[2] for cell in found)

    def _add(self, source: str, target: str, weight: float = 1.0) -> None:
        source, target = self.names.get(source, source), self.names.get(target, target)
        self._draft.add(source, target, weight)
        if self._one_way and self._section.startswith("edges"):
            self._draft.add(target, source, weight)

    def vertex(self) -> None:
        """A number, a label, coordinates, a shape, and names and values of other attributes."""
        number, *more = self._cells(_MOST)
        if not number.isdecimal():
            self._refuse('1 "a"')
        self.names[number] = more[0] if more and more[0] else number
        rest = list(dropwhile(_is_number, more[1:]))
        shape, pairs = rest[: len(rest) % 2], rest[len(rest) % 2 :]
        self.said[number] = dict(zip(pairs[::2], pairs[1::2], strict=True))
        if shape:
            self.said[number]["shape"] = shape[0]

    def edge(self) -> None:
        """Two numbers and a weight, if there is one."""
        source, *more = self._cells(3)
        if not more:
            self._refuse("1 2")
        self._add(source, more[0], float(more[1]) if _is_number(*more[1:]) else 1.0)

    def list(self) -> None:
        """A number, and those of all that it has an edge to."""
        cells = self._cells()
        source = next(cells)
        for target in cells:
            self._add(source, target)

    def matrix(self) -> None:
        """The weights of the edges from one vertex to each."""
        self._row += 1
        for column, cell in enumerate(self._cells(), 1):
            if max(self._row, column) > self._declared or not _is_number(cell):
                self._refuse("0 1 0")
            if float(cell):
                self._add(str(self._row), str(column), float(cell))


def _is_number(cell: str = "") -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


_READS: Final[dict[str, Callable[[_Network], None]]] = {
    "vertices": _Network.vertex,
    "arcs": _Network.edge,
    "edges": _Network.edge,
    "arcslist": _Network.list,
    "edgeslist": _Network.list,
    "matrix": _Network.matrix,
}
