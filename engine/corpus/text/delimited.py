"""Tables of text: one column of a .csv or .tsv, one field of a .jsonl; each cell ends a sentence.

Texts come in pieces cut anywhere; what stands in a row is known only when the row is whole.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Any

from engine.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

CELL_LIMIT = 1 << 24  # characters of one cell or line: no text has so long a one
COLUMNS = 1 << 14  # of a table: as many as spreadsheets have
_SAMPLE = (1000, 1 << 20)  # rows and characters from which a column is chosen
_PIECE = 1 << 16  # characters handed on at once
_END = "\n\n"  # ends a sentence however sentences end
_DELIMITERS = ",;\t|"
_SHOWN = 20  # names of columns in a message
_NO_LETTER = re.compile(r"\S*://\S*|[\W\d_]+")


class Table:
    """One table: the column asked for or chosen, and what was found while it was read.

    `column` is the name of the column read, `columns` are all names seen when it was chosen,
    `left_out` counts rows without it.
    """

    def __init__(self, name: str, inside: str, column: str) -> None:
        self.name, self.inside, self.column = name, inside, column
        self.columns: tuple[str, ...] = ()
        self.left_out = 0

    def text(self, pieces: Iterable[str]) -> Iterator[str]:
        """The cells of the column, piece by piece.

        Raises
        ------
        CorpusError
            If it has no such column, or a line of it cannot be read.
        """
        lines = _lines(self.name, pieces)
        cells = self._of_objects(lines) if self.inside == ".jsonl" else self._of_rows(lines)
        held: list[str] = []
        length = 0
        for cell in cells:
            held += (cell, _END)
            length += len(cell)
            if length > _PIECE:
                yield "".join(held)
                held, length = [], 0
        yield "".join(held)

    def _of_rows(self, lines: Iterator[str]) -> Iterator[str]:
        rows = self._rows(lines)
        head = next(rows, [])
        self._check_columns(len(head))
        names = tuple(name.strip() or str(number) for number, name in enumerate(head, 1))
        sample = _sample(rows, lambda row: len(row) + sum(map(len, row)))
        self._choose(names, (zip(names, row, strict=False) for row in sample))
        place = names.index(self.column) if names else 0
        last = place == len(names) - 1
        for row in chain(sample, rows):
            if len(row) <= place:
                self.left_out += 1
            elif last:
                yield ", ".join(row[place:])  # what was not quoted as it should be
            else:
                yield row[place]

    def _rows(self, lines: Iterator[str]) -> Iterator[list[str]]:
        """The rows that are not blank, the header first."""
        csv.field_size_limit(CELL_LIMIT)  # of the whole process, where nobody else reads tables
        head, begun = next(lines, ""), 1
        try:
            reader = csv.reader(chain([head], lines), delimiter=self._delimiter(head))
            for row in reader:
                begun = reader.line_num + 1
                if row:
                    yield row
        except csv.Error as error:
            raise CorpusError(
                "{name}: line {line} cannot be read as a row of a table ({reason}); perhaps a"
                " quotation mark is opened there and never closed. Mend the line and choose the"
                " file again.",
                name=self.name,
                line=f"{begun:,}",
                reason=str(error),
            ) from None

    def _delimiter(self, head: str) -> str:
        """What stands between cells: what parts the first line into most."""
        if self.inside == ".tsv":
            return "\t"
        return max(_DELIMITERS, key=lambda mark: len(next(csv.reader([head], delimiter=mark), [])))

    def _of_objects(self, lines: Iterator[str]) -> Iterator[str]:
        said = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
        sample = [*self._objects(iter(_sample(said, lambda one: len(one[1]))))]
        objects = self._objects(said)
        names = tuple(dict.fromkeys(name for found in sample for name in found))
        self._check_columns(len(names))
        self._choose(names, ([(name, _text(x)) for name, x in found.items()] for found in sample))
        for found in chain(sample, objects):
            text = _text(found.get(self.column))
            self.left_out += not text
            yield text

    def _objects(self, lines: Iterator[tuple[int, str]]) -> Iterator[dict[str, Any]]:
        for number, line in lines:
            try:
                found = json.loads(line)
            except (ValueError, RecursionError):
                found = None
            if not isinstance(found, dict):
                raise CorpusError(
                    "{name}: line {line} is not an object of JSON such as {example}. Mend the line"
                    " and choose the file again.",
                    name=self.name,
                    line=f"{number:,}",
                    example='{"text": "…"}',
                )
            yield found

    def _check_columns(self, count: int) -> None:
        if count > COLUMNS:
            raise CorpusError(
                "{name}: has {count} columns, and {limit} at most are read. Choose another file,"
                " or save its text as plain text (.txt).",
                name=self.name,
                count=f"{count:,}",
                limit=f"{COLUMNS:,}",
            )

    def _choose(self, names: tuple[str, ...], rows: Iterable[Iterable[tuple[str, str]]]) -> None:
        """Settle on the column asked for, else on the one with most letters in these rows."""
        self.columns = names
        if self.column and self.column not in names:
            raise CorpusError(
                "{name}: has no column “{column}”; there are: {columns}. Choose one of these, or"
                " none to have it chosen.",
                name=self.name,
                column=self.column,
                columns=_listed(names),
            )
        letters = Counter(dict.fromkeys(names, 0))
        empty = None
        for row in rows:
            for name, cell in row:
                letters[name] += len(_NO_LETTER.sub("", cell))
                empty = not cell and empty is not False
        if empty:
            raise CorpusError(
                "{name}: no column holds text; there are: {columns}. Choose another file.",
                name=self.name,
                columns=_listed(names),
            )
        if not self.column and names:
            self.column = letters.most_common(1)[0][0]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "") or "—"


def _sample(rows: Iterator[Any], length: Any) -> Sequence[Any]:  # noqa: ANN401 - rows of either kind
    """The first rows, taken off the others."""
    sample: list[Any] = []
    most, characters = _SAMPLE
    for row in rows:
        sample.append(row)
        characters -= length(row)
        if len(sample) >= most or characters < 0:
            break
    return sample


def _text(value: object) -> str:
    """The text that a field holds: a string, or several."""
    if isinstance(value, list):
        return _END.join(part for part in value if isinstance(part, str))
    return value if isinstance(value, str) else ""


def _lines(name: str, pieces: Iterable[str]) -> Iterator[str]:
    """Whole lines with their ends, however the text comes in pieces."""
    held: list[str] = []
    length = 0
    for piece in pieces:
        held.append(piece)
        length += len(piece)
        if "\n" in piece or "\r" in piece:
            lines = list(io.StringIO("".join(held), newline=""))
            held = [] if lines[-1].endswith("\n") else [lines.pop()]  # a "\r" may be half an end
            length = sum(map(len, held))
            yield from lines
        if length > CELL_LIMIT:
            raise CorpusError(
                "{name}: holds a line of more than {limit} characters, which no table of text has."
                " Choose another file, or save it as plain text (.txt).",
                name=name,
                limit=f"{CELL_LIMIT:,}",
            )
    if length:
        yield "".join(held)
