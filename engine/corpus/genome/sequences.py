"""FASTA, FASTQ and GenBank as records of letters, told apart by how they begin."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, NamedTuple

from engine.errors import CorpusError, phrase, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

ENDINGS = (
    ".fasta",
    ".fa",
    ".fna",
    ".ffn",
    ".faa",
    ".fastq",
    ".fq",
    ".gb",
    ".gbk",
    ".gbff",
    ".genbank",
)
_MARK = b"\xef\xbb\xbf"  # of UTF-8, which no line of a sequence begins with
_PIECE = 1 << 20  # bytes
_BLANK = b" \t\r\n\v\f"
_DAMAGED = phrase(
    "{name}: record {record} is not complete or damaged ({reason}). Copy or download the file"
    " again."
)
_LONGEST = 100  # characters of a record's name


class Record(NamedTuple):
    """One sequence: a name that is only ever shown, and its letters as they were written."""

    name: str
    letters: bytes


def records(name: str, content: bytes) -> Iterator[Record]:
    """The records of a file, in its order.

    Raises
    ------
    CorpusError
        If it is none of the three formats, or a record of it is not complete.
    """
    content = content.removeprefix(_MARK)
    head = content[:4096].lstrip(_BLANK)
    parse = next((reads for begin, reads in _FORMATS.items() if head.startswith(begin)), None)
    if not head or b"\0" in head or parse is None:
        raise _no_format(name, head)
    count = 0
    try:
        for count, (title, letters) in enumerate(parse(content), 1):
            yield Record(_named(title, count), letters)
    except Exception as error:
        raise refusal(error, name, _DAMAGED, record=f"{count + 1:,}") from None


def _no_format(name: str, head: bytes) -> CorpusError:
    if not head:
        return CorpusError(
            "{name}: is empty or blank, so there is nothing to learn from. Choose a file with"
            " sequences in it.",
            name=name,
        )
    return CorpusError(
        "{name}: begins neither with > as FASTA does, nor with @ as FASTQ, nor with LOCUS as"
        " GenBank. Choose a file of sequences, or say under “How it is read” what it holds.",
        name=name,
    )


def _named(title: str, count: int) -> str:
    """The first word of a title, which stands for the record; its number if there is none."""
    first = title.encode("latin-1").decode("utf-8", "replace").split(maxsplit=1)
    return first[0][:_LONGEST] if first else f"#{count}"


def _fasta(content: bytes) -> Iterator[tuple[str, bytes]]:
    """As Biopython reads it, which holds a record's lines three times, in twice their memory."""
    if content.count(b"\r") > content.count(b"\r\n"):  # lines as old Macs end them
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    begin = 0 if content.startswith(b">") else content.find(b"\n>") + 1
    while begin or content.startswith(b">"):
        end = content.find(b"\n>", begin) + 1
        stop = end or len(content)
        line = content.find(b"\n", begin, stop)
        first = stop if line < 0 else line
        yield content[begin + 1 : first].decode("latin-1"), _letters(content, first, stop)
        if not end:
            return
        begin = end


def _letters(content: bytes, begin: int, end: int) -> bytes:
    """What stands there, without what is blank."""
    places = range(begin, end, _PIECE)
    return b"".join(content[p : min(end, p + _PIECE)].translate(None, _BLANK) for p in places)


def _text(content: bytes) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(content), encoding="latin-1")


def _bytes(letters: str) -> bytes:
    return letters.encode("latin-1").translate(None, _BLANK)


def _fastq(content: bytes) -> Iterator[tuple[str, bytes]]:
    from Bio.SeqIO.QualityIO import FastqGeneralIterator  # noqa: PLC0415 - texts need no Biopython

    for title, letters, _ in FastqGeneralIterator(_text(content)):
        yield title, _bytes(letters)


def _genbank(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Without the tables of genes; what Biopython only wonders at (a length, a column) is read."""
    from Bio import BiopythonWarning  # noqa: PLC0415 - as above
    from Bio.GenBank.Scanner import GenBankScanner  # noqa: PLC0415 - as above

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", BiopythonWarning)
        for record in GenBankScanner().parse_records(_text(content), do_features=False):
            # of some only the length is told
            letters = str(record.seq) if record.seq.defined else ""
            yield record.id or record.name, _bytes(letters)


_FORMATS = {b">": _fasta, b";": _fasta, b"@": _fastq, b"LOCUS": _genbank}
