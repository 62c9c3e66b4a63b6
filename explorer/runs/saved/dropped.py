"""The run that a visitor left: put by on the disk when its memory is given back, and taken up.

    FOLDER/model-….npz   the checkpoint
           said.json     the run as a kept one is written (`saved_run.py`), and which model

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
from dataclasses import replace
from typing import TYPE_CHECKING

from engine import folders
from engine.corpus.builtin.catalogue import BUILTIN
from engine.errors import EngineError
from engine.formats import written_whole
from engine.settings import Knobs
from engine.training import checkpoint
from explorer.runs.saved import json_checks
from explorer.runs.saved.saved_run import SavedRun, from_dict, saved_run, to_dict

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from engine.settings import Reading
    from engine.training.checkpoint import Checkpoint
    from explorer.runs.run import Run

_SAID = "said.json"
_NAME = "put by"  # nobody reads it
_EARLIER = ("corpus", "reading", "key", "knobs", "history", "changes")  # all that was written
_MODEL = re.compile(r"model-[0-9a-f]{16}\.npz")
_log = logging.getLogger(__name__)


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
    made = replace(saved_run(_NAME, run.corpus, corpus, reading, saved, record), knobs=run.knobs)
    said = {"model": model, **to_dict(made)}
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    checkpoint.save(saved, folder / model)

    def write(file: BinaryIO) -> None:
        file.write(json.dumps(said).encode())

    written_whole(folder / _SAID, write)
    for other in folders.entries(folder):  # also what a killed process began
        if other.name not in {model, _SAID}:
            folders.remove(other)


def find(folder: Path) -> tuple[SavedRun, Checkpoint] | None:
    """The run that was put by, and its model; None if there is none."""
    try:
        said = _said(folder)
        saved = checkpoint.load(folder / _model(said.pop("model", None)))
        json_checks.check_place(saved)
        return (from_dict("", said) if "recipe" in said else _earlier(said, saved)), saved
    except FileNotFoundError:
        return None
    except (OSError, TypeError, ValueError, EngineError) as error:
        _log.warning("%s: cannot be taken up: %r", folder, error)
        shutil.rmtree(folder, ignore_errors=True)
        return None


def _said(folder: Path) -> dict[str, object]:
    """What was written last; raises `TypeError` or `ValueError` if it is no JSON object."""
    said = json_checks.parsed((folder / _SAID).read_bytes())
    if not isinstance(said, dict):
        raise TypeError(said)
    return said


def _earlier(said: object, saved: Checkpoint) -> SavedRun:
    """The run that a release before this one put by: what its model says was not written twice."""
    given = json_checks.whole_object(said, _EARLIER)
    corpus, reading, key = json_checks.source_of(given["corpus"], given["reading"], given["key"])
    return SavedRun(
        name=_NAME,
        corpus=corpus,
        title=corpus,
        reading=reading,
        key=key,
        recipe=saved.recipe,
        knobs=json_checks.settings_of(Knobs, given["knobs"]),
        tokens=saved.position.tokens,
        words=len(saved.model.inputs) - 1,
        record=json_checks.history_from_dict(given["history"], given["changes"]),
    )


def _model(said: object) -> str:
    """The name of a model's file; raises `ValueError` for any other."""
    name = json_checks.text(said)
    if not _MODEL.fullmatch(name):
        raise ValueError(name)
    return name
