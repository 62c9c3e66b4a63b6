"""A run of the shelf as one file that can be carried elsewhere, and back, checked at the border.

    NAME.zip/card.json   the card
             model.npz   the checkpoint; both lie there as they are, nothing is compressed

Nothing is compressed, so a file cannot unpack to more than itself; nothing is unpickled. What is
taken in is written anew by the shelf, never copied.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import fields, replace
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

import numpy as np

from engine import npz, process_limits
from engine.errors import EngineError, FormatError
from engine.handover import HandedFile
from engine.isolation import Limits, isolated
from engine.training import checkpoint
from engine.training.proposal_queue import ProposalQueue
from explorer.runs.saved import json_checks
from explorer.runs.saved.saved_run import from_dict, to_dict
from explorer.runs.saved.store import load

if TYPE_CHECKING:
    from pathlib import Path

    from engine.training.checkpoint import Checkpoint
    from explorer.runs.saved.saved_run import SavedRun

LIMIT = 200 << 20  # bytes of a file that is taken in
_SHARE = 5  # bytes of memory that a byte of it may cost
_LIMITS = Limits(120.0)
_CARD, _MODEL = "card.json", "model.npz"
_ENTRIES = 16  # of a checkpoint


def packed(folder: Path, card: SavedRun) -> bytes:
    """The bytes of a run's file; raises `FormatError` as `load` does."""
    load(folder, card)  # a damaged one is not handed on
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(_CARD, json.dumps(to_dict(card)))
        archive.write(folder / f"{card.id}.npz", _MODEL)
    return file.getvalue()


def taken_in(name: str, content: bytes) -> tuple[SavedRun, Checkpoint]:
    """What `unpacked` finds in a file, in a process of its own; raises as it does."""
    with HandedFile(None, content) as handed:
        work = (_taken_in, name, handed)
        said, saved = isolated(name, *work, limits=_LIMITS, kind=FormatError)
    return from_dict("", json_checks.parsed(said)), checkpoint.Checkpoint(**saved)


def _taken_in(name: str, handed: HandedFile) -> tuple[bytes, dict[str, Any]]:
    """The card as JSON and the parts of the model, but for the proposals, which there are none."""
    content = handed.file.read(LIMIT + 1)
    process_limits.allow(_SHARE * len(content))
    card, saved = unpacked(name, content)
    parts = {item.name: getattr(saved, item.name) for item in fields(saved)}
    del parts["supply"]
    return json.dumps(to_dict(card)).encode(), parts


def unpacked(name: str, content: bytes) -> tuple[SavedRun, Checkpoint]:
    """The card and the model in a file, every value and every size checked.

    The model comes without proposals of noise words, which its next block asks for anew.

    Raises
    ------
    FormatError
        If it is too large, no such file, damaged, or of another version.
    """
    if len(content) > LIMIT:
        raise FormatError(
            "{name}: has {size} MB, and {limit} MB may be taken in. Export a smaller run.",
            name=name,
            size=f"{len(content) / 1e6:,.0f}",
            limit=f"{LIMIT / 1e6:,.0f}",
        )
    try:
        card, model = _parts(content)
        return card, _model(card, model)
    except (OSError, *npz.DAMAGED, EngineError) as cause:
        raise FormatError(
            "{name}: is not a run that this version of Pushpull exported, or it is damaged. Export"
            " it again and take the new file.",
            name=name,
        ) from cause


def _parts(content: bytes) -> tuple[SavedRun, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sorted(archive.namelist()) != [_CARD, _MODEL]:
            raise ValueError(archive.namelist()[:5])
        _check_stored(archive)
        card, model = from_dict("", json_checks.parsed(archive.read(_CARD))), archive.read(_MODEL)
    if hashlib.blake2b(model).hexdigest()[:40] != card.digest:
        raise ValueError(card.digest)
    return card, model


def _check_stored(archive: zipfile.ZipFile) -> None:
    """Raise `ValueError` if something is compressed or longer than it can be."""
    entries = archive.infolist()
    stored = all(
        entry.compress_type == zipfile.ZIP_STORED and entry.file_size == entry.compress_size
        for entry in entries
    )
    if not stored or len(entries) > _ENTRIES or sum(e.file_size for e in entries) > LIMIT:
        raise ValueError(len(entries))


def _model(card: SavedRun, content: bytes) -> Checkpoint:
    with zipfile.ZipFile(io.BytesIO(content)) as arrays:
        _check_stored(arrays)
    with NamedTemporaryFile(suffix=".npz") as file:
        file.write(content)
        file.flush()
        saved = checkpoint.load(file.name)
    return _checked(card, saved)


def _checked(card: SavedRun, saved: Checkpoint) -> Checkpoint:
    """The checkpoint, if the card speaks of it and kernels may be trusted with its numbers."""
    json_checks.check_place(saved)
    tables = (saved.model.inputs, saved.model.outputs)
    shape = (card.words + 1, -(-saved.recipe.dimensions // 16) * 16)
    fits = all(table.shape == shape and table.dtype == np.float32 for table in tables)
    if not fits or saved.recipe != card.recipe or saved.position.tokens != card.tokens:
        raise ValueError(shape)
    blank = all(not table[:, saved.recipe.dimensions :].any() for table in tables)
    if not blank or not all(np.isfinite(table).all() for table in tables):
        raise ValueError(card.words)
    return replace(saved, supply=ProposalQueue())
