"""Sequences that somebody has sorted into classes: a table with a label and a sequence a row."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST = 20_000  # rows
_LABELS = ("label", "class", "y", "group")
_SEQUENCES = ("sequence", "seq", "dna", "protein")


@dataclass(frozen=True, slots=True)
class Labelled:
    """`labels` and `sequences` (N,), in capital letters and without gaps."""

    labels: tuple[str, ...]
    sequences: tuple[str, ...]

    @property
    def classes(self) -> Counter[str]:
        """How many sequences each label has."""
        return Counter(self.labels)


def read_labelled(name: str, content: bytes) -> Labelled:
    """The rows of a .tsv or .csv; columns may have names (label, sequence), or show what they are.

    Without names the sequences are the column with most letters, the labels the one with fewest
    different values among the others.

    Raises
    ------
    FormatError
        If it has no two such columns, fewer than two classes, or a class of one.
    """
    rows = _rows(content)
    label, sequence, begin = _columns(name, rows)
    kept = [row for row in rows[begin:] if len(row) > max(label, sequence)]
    sequences = ("".join(row[sequence].split()).upper() for row in kept)
    found = Labelled(tuple(row[label].strip() for row in kept), tuple(sequences))
    _check(name, found)
    return found


def _rows(content: bytes) -> list[list[str]]:
    text = content.decode("utf-8-sig", "replace")
    mark = "\t" if "\t" in text else ","
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return list(csv.reader(io.StringIO("\n".join(lines)), delimiter=mark, quoting=csv.QUOTE_NONE))


def _columns(name: str, rows: Sequence[Sequence[str]]) -> tuple[int, int, int]:
    """The columns of labels and of sequences, and the first row after the names."""
    width = min((len(row) for row in rows), default=0)
    if width < 2:
        raise FormatError(
            "{name}: has not two columns in every row. Give a table (.tsv or .csv) with a label and"
            " a sequence in each row.",
            name=name,
        )
    names = [cell.strip().strip('"').lower() for cell in rows[0]]
    named = [
        next((names.index(one) for one in known if one in names), None)
        for known in (_LABELS, _SEQUENCES)
    ]
    begin = 0 if named == [None, None] else 1
    columns = [[row[place].strip() for row in rows[begin:]] for place in range(width)]
    sequence = named[1] if named[1] is not None else _longest(columns)
    others = [place for place in range(width) if place != sequence]
    fewest = min(others, key=lambda place: (len(set(columns[place])), place))
    return (fewest if named[0] is None else named[0]), sequence, begin


def _longest(columns: Sequence[Sequence[str]]) -> int:
    return max(range(len(columns)), key=lambda place: sum(map(len, columns[place])))


def _check(name: str, found: Labelled) -> None:
    classes = found.classes
    if len(found.labels) > MOST:
        raise FormatError(
            "{name}: {rows} rows are more than the {most} that are taken. Give a part of them.",
            name=name,
            rows=f"{len(found.labels):,}",
            most=f"{MOST:,}",
        )
    if any(not sequence.isalpha() for sequence in found.sequences):
        bad = next(s for s in found.sequences if not s.isalpha())
        raise FormatError(
            "{name}: “{sequence}” is no sequence, which is made of letters alone. Give a table with"
            " a column of sequences.",
            name=name,
            sequence=bad[:30],
        )
    if len(classes) < 2 or min(classes.values()) < 2:
        raise FormatError(
            "{name}: of {classes} classes the smallest has {least} sequences; to tell classes apart"
            " there must be two or more, each of two sequences or more.",
            name=name,
            classes=len(classes),
            least=min(classes.values(), default=0),
        )
