"""File names: the kind and the packing that their extensions promise."""

from __future__ import annotations

from pathlib import PurePath
from typing import NamedTuple

from engine.errors import CorpusError

PACKINGS = (".gz", ".bz2", ".xz")
TABLES = (".csv", ".tsv", ".jsonl")
_TEXTS = (".txt", ".text", ".md", *TABLES)
_ZIP = ".zip"
EXTENSIONS = (*_TEXTS, *PACKINGS, _ZIP)


class Kind(NamedTuple):
    """How a file is packed (.gz, .bz2, .xz or nothing), and what is inside.

    `inside` is .csv, .tsv, .jsonl, .zip, or nothing for plain text.
    """

    packing: str
    inside: str


def kind_of(name: str) -> Kind:
    """The kind that a file's name promises; names without an extension promise text.

    Raises
    ------
    CorpusError
        If files of that kind are not read.
    """
    packing, suffix = _suffixes(name)
    known = suffix in _TEXTS or (suffix == _ZIP and not packing)
    if _is_kind(suffix) and not known:
        raise CorpusError(
            "{name}: files that end in {suffix} are not read; {known} are. Save it as plain text "
            "(.txt) and choose that.",
            name=name,
            suffix=suffix,
            known=" ".join(EXTENSIONS),
        )
    return Kind(packing, suffix if suffix in {*TABLES, _ZIP} else "")


def is_text(name: str) -> bool:
    """Whether a name promises one text, packed or not."""
    _, suffix = _suffixes(name)
    return suffix in _TEXTS or not _is_kind(suffix)


def packing_of(name: str) -> str:
    """The extension of the packing that a name promises, or nothing."""
    return _suffixes(name)[0]


def ending_of(name: str) -> str:
    """The extension that tells the kind, in lower case: that before a packing's, or nothing."""
    return _suffixes(name)[1]


def _suffixes(name: str) -> tuple[str, str]:
    """The extension of the packing and the one before it, each empty if there is none."""
    suffixes = ["", *(suffix.lower() for suffix in PurePath(name).suffixes)]
    packing = suffixes.pop() if suffixes[-1] in PACKINGS else ""
    return packing, suffixes[-1]


def _is_kind(suffix: str) -> bool:
    """Whether an extension is one, and not the end of a title such as "1. The sea"."""
    kind = suffix[1:]
    return kind.isascii() and kind.isalnum() and kind[:1].isalpha() and len(suffix) <= 6
