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
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.errors import EngineError, FormatError, ParameterError
from engine.formats import written_whole
from engine.training import checkpoint
from explorer.runs.card import LONGEST, card_of, said_of

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from engine.training.checkpoint import Checkpoint
    from explorer.runs.card import Card

MOST = 100  # runs
STALE = 3600.0  # seconds after which nobody writes on at what was begun
_ID = re.compile(r"[0-9a-f]{16}")
_log = logging.getLogger(__name__)


def used(folder: Path) -> int:
    """The bytes of all that is on a shelf."""
    return sum(file.stat().st_size for file in folder.glob("[!.]*"))


def cards(folder: Path) -> tuple[Card, ...]:
    """What is on a shelf, newest first; a card that cannot be read is passed over and logged."""
    found = [_card(path) for path in folder.glob("[!.]*.json")]
    known = [card for card in found if card is not None]
    return tuple(sorted(known, key=lambda card: (-card.made, card.id)))


def find(folder: Path, name: str) -> Card:
    """The card of a run; raises `FormatError` if it is not on the shelf (any more)."""
    card = _card(folder / f"{name}.json") if _ID.fullmatch(name) else None
    if card is None:
        raise FormatError("This run is no longer on the shelf; choose another.")
    return card


def load(folder: Path, card: Card) -> Checkpoint:
    """The model of a run on the shelf; raises `FormatError` if its file is not as it was written.

    Nothing is unpickled.
    """
    path = folder / f"{card.id}.npz"
    if not path.is_file() or digest_of(path) != card.digest:
        raise FormatError(
            "{name}: the file of this run is gone or damaged; delete it from the shelf.",
            name=card.name,
        )
    return checkpoint.load(path)


def put(folder: Path, card: Card, saved: Checkpoint, quota: int) -> Card:
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
    kept = replace(
        card, id=made, made=time.time(), digest=digest_of(path), size=path.stat().st_size
    )
    try:
        _write(folder, kept)
    except EngineError:
        path.unlink(missing_ok=True)
        raise
    return kept


def rename(folder: Path, card: Card, name: str) -> None:
    """Give a run another name; raises `ParameterError` for one that is blank or too long."""
    _write(folder, replace(card, name=checked(name)))


def duplicate(folder: Path, card: Card, name: str, quota: int) -> Card:
    """Another run with the same model; raises as `put` and `load` do."""
    return put(folder, replace(card, name=checked(name)), load(folder, card), quota)


def delete(folder: Path, card: Card) -> None:
    """Take a run off the shelf, for good."""
    (folder / f"{card.id}.json").unlink(missing_ok=True)
    (folder / f"{card.id}.npz").unlink(missing_ok=True)


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
    for file in folder.iterdir():
        lonely = file.suffix == ".npz" and not file.with_suffix(".json").exists()
        if (lonely or file.name.startswith(".")) and time.time() - file.stat().st_mtime > STALE:
            file.unlink(missing_ok=True)


def digest_of(path: Path) -> str:
    """A name for the bytes of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()[:40]


def _card(path: Path) -> Card | None:
    try:
        return card_of(path.stem, json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        _log.warning("%s: is no card of a run: %r", path, error)
        return None


def _write(folder: Path, card: Card) -> None:
    def write(file: BinaryIO) -> None:
        file.write(json.dumps(said_of(card)).encode())

    written_whole(folder / f"{card.id}.json", write)


def _make_room(folder: Path, more: int, quota: int) -> None:
    there = used(folder)
    if there + more > quota or len(list(folder.glob("[!.]*.json"))) >= MOST:
        raise ParameterError(
            "The shelf has no room for {more} MB more: {used} of {quota} MB are taken, and it holds"
            " {most} runs at most. Delete a kept run.",
            more=f"{more / 1e6:,.1f}",
            used=f"{there / 1e6:,.1f}",
            quota=f"{quota / 1e6:,.0f}",
            most=MOST,
        )
