"""The run that a visitor left: put by on the disk when its memory is given back, and taken up.

    FOLDER/model.npz   the checkpoint
           said.json   where its text came from, the knobs asked for, the curve; written last

A text that was pasted is kept nowhere, and so is no run of it. What does not fit together is
removed: it is nobody's run any more.
"""

from __future__ import annotations

import json
import logging
import shutil
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from engine.corpus.builtin import BUILTIN
from engine.errors import EngineError
from engine.formats import written_whole
from engine.settings import Knobs, Reading
from engine.training import checkpoint
from engine.training.progress import Progress
from explorer.runs.record import Change, Record

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from engine.training.checkpoint import Checkpoint
    from explorer.runs.run import Run

_MODEL, _SAID = "model.npz", "said.json"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Left:
    """A run that can be taken up: its text by name, and by key if it is kept in the store."""

    corpus: str
    reading: Reading
    key: str
    knobs: Knobs
    saved: Checkpoint
    record: Record


def put_by(folder: Path, run: Run, corpus: str, reading: Reading) -> None:
    """Write down a closed run, unless it has not begun, has failed, or its text is not kept.

    Raises
    ------
    EngineError
        If the disk refuses; what was put by before is then gone or whole.
    """
    shutil.rmtree(folder, ignore_errors=True)
    known = run.corpus.key or corpus in BUILTIN
    if not run.tokens or run.state == "error" or not known:
        return
    saved, record = run.put_by()
    said = {
        "corpus": corpus,
        "reading": asdict(reading),
        "key": run.corpus.key,
        "knobs": asdict(run.knobs),
        "history": [asdict(point) for point in record.history],
        "changes": [asdict(change) for change in record.changes],
    }
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    checkpoint.save(saved, folder / _MODEL)

    def write(file: BinaryIO) -> None:
        file.write(json.dumps(said).encode())

    written_whole(folder / _SAID, write)


def find(folder: Path) -> Left | None:
    """The run that was put by; None if there is none."""
    try:
        said: dict[str, Any] = json.loads((folder / _SAID).read_text(encoding="utf-8"))
        record = Record.of(
            [Progress(**point) for point in said["history"]],
            [Change(**change) for change in said["changes"]],
        )
        reading, knobs = Reading(**said["reading"]), Knobs(**said["knobs"])
        saved = checkpoint.load(folder / _MODEL)
        return Left(said["corpus"], reading, said["key"], knobs, saved, record)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, EngineError) as error:
        _log.warning("%s: cannot be taken up: %r", folder, error)
        shutil.rmtree(folder, ignore_errors=True)
        return None
