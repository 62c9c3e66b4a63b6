"""The shelf: runs that a visitor keeps, each with a name.

    FOLDER/ID.npz    the checkpoint
           ID.json   the card: name, settings, curve, scores, a small map, and the digest of ID.npz

A run is on the shelf when its card is there; the card is written last and goes first, each file
whole or not at all, so that a process that is killed meanwhile leaves what was on the shelf before.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import secrets
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine import folders
from engine.errors import EngineError, FormatError, ParameterError
from engine.formats import written_whole
from engine.training import checkpoint
from explorer.runs.saved.json_checks import parsed
from explorer.runs.saved.saved_run import LONGEST, from_dict, to_dict

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import BinaryIO

    from engine.training.checkpoint import Checkpoint
    from explorer.runs.saved.saved_run import SavedRun

MOST = 100  # runs
STALE = 3600.0  # seconds after which nobody writes on at what was begun
_ID = re.compile(r"[0-9a-f]{16}")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Broken:
    """A run whose card cannot be read: when that was written last, and its bytes with the model."""

    id: str
    made: float
    size: int


def used(folder: Path) -> int:
    """The bytes of all that is on a shelf."""
    return sum(map(folders.size, folders.entries(folder, "[!.]*")))


def cards(folder: Path) -> tuple[SavedRun, ...]:
    """What is on a shelf, newest first, but for what is broken."""
    known = [card for path in _paths(folder) if (card := _card(path)) is not None]
    return tuple(sorted(known, key=lambda card: (-card.made, card.id)))


def broken(folder: Path, known: Iterable[SavedRun]) -> tuple[Broken, ...]:
    """What is on a shelf beside these cards, newest first."""
    others = {path.stem for path in _paths(folder)} - {card.id for card in known}
    found = [
        Broken(name, folders.written(card), folders.size(card) + folders.size(model))
        for name in others
        for card, model in [(folder / f"{name}.json", folder / f"{name}.npz")]
        if folders.written(card)
    ]
    return tuple(sorted(found, key=lambda one: (-one.made, one.id)))


def whole(folder: Path, card: SavedRun) -> bool:
    """Whether a run's model is there and as long as it was; `load` looks at every byte."""
    return folders.size(folder / f"{card.id}.npz") == card.size


def find(folder: Path, name: str) -> SavedRun:
    """The card of a run; raises `FormatError` if it is not on the shelf (any more)."""
    card = _card(folder / f"{name}.json") if _ID.fullmatch(name) else None
    if card is None:
        raise FormatError("This run is no longer on the shelf; choose another.")
    return card


def damaged(card: SavedRun) -> FormatError:
    """What is said of a run whose model is not there as it was written."""
    return FormatError(
        "{name}: the file of this run is gone or damaged; delete it from the shelf.",
        name=card.name,
    )


def load(folder: Path, card: SavedRun) -> Checkpoint:
    """The model of a run on the shelf; raises `FormatError` if its file is not as it was written.

    Nothing is unpickled.
    """
    path = folder / f"{card.id}.npz"
    try:
        same = file_digest(path) == card.digest
    except OSError:
        same = False
    if not same:
        raise damaged(card)
    return checkpoint.load(path)


def put(folder: Path, card: SavedRun, saved: Checkpoint, quota: int) -> SavedRun:
    """Put a run on the shelf; returns its card with the number it got there.

    Raises
    ------
    ParameterError
        If the shelf has no more room: `quota` bytes, 100 runs.
    FormatError
        If the disk refuses; nothing is then on the shelf that was not there before.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    tidy(folder)
    _make_room(folder, saved.model.inputs.nbytes + saved.model.outputs.nbytes, quota)
    made = secrets.token_hex(8)
    path = folder / f"{made}.npz"
    checkpoint.save(saved, path)
    try:
        kept = replace(
            card, id=made, made=time.time(), digest=file_digest(path), size=path.stat().st_size
        )
        _write(folder, kept)
    except OSError as cause:  # all of the visitor's was deleted meanwhile
        raise damaged(card) from cause
    except EngineError:
        path.unlink(missing_ok=True)
        raise
    return kept


def rename(folder: Path, card: SavedRun, name: str) -> None:
    """Give a run another name; raises `ParameterError` for one that is blank or too long."""
    _write(folder, replace(card, name=checked(name)))


def duplicate(folder: Path, card: SavedRun, name: str, quota: int) -> SavedRun:
    """Another run with the same model; raises as `put` and `load` do."""
    return put(folder, replace(card, name=checked(name)), load(folder, card), quota)


def delete(folder: Path, card: SavedRun | Broken) -> None:
    """Take a run off the shelf, for good; nothing happens if it is not there any more."""
    folders.remove(folder / f"{card.id}.json")
    folders.remove(folder / f"{card.id}.npz")


def checked(name: str) -> str:
    """A name as it is kept; raises `ParameterError` for one that is blank or too long."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    if not 0 < len(plain) <= LONGEST:
        raise ParameterError(
            "“{name}”: a run’s name has 1 to {most} characters; give it another.",
            name=plain[:40],
            most=LONGEST,
        )
    return plain


def tidy(folder: Path) -> None:
    """Remove what was begun and left: files half written, models without a card."""
    for file in folders.entries(folder):
        lonely = file.suffix == ".npz" and not folders.written(file.with_suffix(".json"))
        if (lonely or file.name.startswith(".")) and time.time() - folders.written(file) > STALE:
            folders.remove(file)


def file_digest(path: Path) -> str:
    """A name for the bytes of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()[:40]


def _paths(folder: Path) -> list[Path]:
    """The cards on a shelf, whole or not."""
    return [path for path in folders.entries(folder, "*.json") if _ID.fullmatch(path.stem)]


def _card(path: Path) -> SavedRun | None:
    try:
        return from_dict(path.stem, parsed(path.read_bytes()))
    except (OSError, ValueError) as error:
        _log.warning("%s: is no card of a run: %r", path, error)
        return None


def _write(folder: Path, card: SavedRun) -> None:
    def write(file: BinaryIO) -> None:
        file.write(json.dumps(to_dict(card)).encode())

    written_whole(folder / f"{card.id}.json", write)


def _make_room(folder: Path, more: int, quota: int) -> None:
    there = used(folder)
    if there + more > quota or len(_paths(folder)) >= MOST:
        raise ParameterError(
            "The shelf has no room for {more} MB more: {used} of {quota} MB are taken, and it holds"
            " {most} runs at most. Delete a kept run.",
            more=f"{more / 1e6:,.1f}",
            used=f"{there / 1e6:,.1f}",
            quota=f"{quota / 1e6:,.0f}",
            most=MOST,
        )
