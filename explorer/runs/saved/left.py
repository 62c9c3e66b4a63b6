"""The run that a visitor left: put by on the disk when its memory is given back, and taken up.

    FOLDER/model-….npz   the checkpoint
           said.json     where its text came from, the knobs asked for, the curve, and which model

`said.json` is written last and replaced at once, so that a process that is killed meanwhile leaves
the run before it, whole. A text that was pasted is kept nowhere, and so is no run of it. What does
not fit together is removed: it is nobody's run any more.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
import shutil
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from engine import folders
from engine.corpus.builtin.catalogue import BUILTIN
from engine.errors import EngineError
from engine.formats import written_whole
from engine.settings import Knobs
from engine.training import checkpoint
from explorer.runs.saved import recorded

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from engine.settings import Reading
    from engine.training.checkpoint import Checkpoint
    from explorer.runs.history import History
    from explorer.runs.run import Run

_SAID = "said.json"
_NAMES = ("model", "corpus", "reading", "key", "knobs", "history", "changes")
_MODEL = re.compile(r"model-[0-9a-f]{16}\.npz")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Left:
    """A run that can be taken up: its text by name, and by key if it is kept in the store."""

    corpus: str
    reading: Reading
    key: str
    knobs: Knobs
    saved: Checkpoint
    record: History


def lasts(run: Run, corpus: str) -> bool:
    """Whether the run's text is kept somewhere, so that the run can go on from a file."""
    return bool(run.corpus.key) or corpus in BUILTIN


def put_by(folder: Path, run: Run, corpus: str, reading: Reading) -> None:
    """Write a run down, unless it has not begun, has failed, or its text is not kept.

    Raises
    ------
    EngineError
        If the disk refuses; what was put by before is then whole.
    """
    if not run.tokens or run.state == "error" or not lasts(run, corpus):
        shutil.rmtree(folder, ignore_errors=True)
        return
    saved, record = run.put_by()
    model = f"model-{secrets.token_hex(8)}.npz"
    said = {
        "model": model,
        "corpus": corpus,
        "reading": asdict(reading),
        "key": run.corpus.key,
        "knobs": asdict(run.knobs),
        **recorded.history_to_dict(record),
    }
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    checkpoint.save(saved, folder / model)

    def write(file: BinaryIO) -> None:
        file.write(json.dumps(said).encode())

    written_whole(folder / _SAID, write)
    for other in folders.entries(folder):  # also what a killed process began
        if other.name not in {model, _SAID}:
            folders.remove(other)


def find(folder: Path) -> Left | None:
    """The run that was put by; None if there is none."""
    try:
        said = recorded.whole_object(recorded.parsed((folder / _SAID).read_bytes()), _NAMES)
        source = recorded.source_of(said["corpus"], said["reading"], said["key"])
        knobs = recorded.settings_of(Knobs, said["knobs"])
        record = recorded.history_from_dict(said["history"], said["changes"])
        saved = checkpoint.load(folder / _model(said["model"]))
        recorded.check_place(saved)
        return Left(*source, knobs, saved, record)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, EngineError) as error:
        _log.warning("%s: cannot be taken up: %r", folder, error)
        shutil.rmtree(folder, ignore_errors=True)
        return None


def _model(said: object) -> str:
    """The name of a model's file; raises `ValueError` for any other."""
    name = recorded.text(said)
    if not _MODEL.fullmatch(name):
        raise ValueError(name)
    return name
