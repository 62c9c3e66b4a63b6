"""Studies of a visitor: in a file of theirs, or in the database of the server.

A study is named OWNER/TEXT/WHEN WHAT: the visitor's folder, the digest of the text, and what a
reader of the list sees.
"""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from engine.errors import StudyError
from engine.training.fingerprint import fingerprint
from engine.tuning import storage, study
from engine.vocabulary import build_vocabulary

if TYPE_CHECKING:
    from pathlib import Path

    from engine.corpus.corpus import Corpus
    from engine.tuning.plan import Plan
    from engine.tuning.study import Study

MOST = 50  # studies of one visitor on one text
_SHOWN = 60  # characters of what was varied


def text_of(corpus: Corpus) -> str:
    """What a study calls a text: the words, their counts and its beginning, whatever is cut."""
    return fingerprint(corpus, build_vocabulary(corpus, 1))


def address(folder: Path) -> str:
    """The database of the studies of whoever owns the folder: PUSHPULL_STUDIES, or a file in it."""
    return os.environ.get(storage.ADDRESS) or storage.of_file(_file(folder))


def in_file() -> bool:
    """Whether studies are kept in a file of each visitor, not in the database of the server."""
    return not os.environ.get(storage.ADDRESS)


def _file(folder: Path) -> Path:
    return folder / "studies" / "studies.db"


def names(folder: Path, digest: str) -> list[str]:
    """The studies of a text, the newest first; raises `StudyError`."""
    if in_file() and not _file(folder).exists():
        return []
    return study.names(address(folder), f"{folder.name}/{digest}/")[::-1]


def title(name: str) -> str:
    """What a reader of the list sees of a name: month, day, hour and minute, and what was tried."""
    when, time, what = name.split("/", 2)[-1].split(" ", 2)
    return f"{when[5:]} {time[:5]} {what}"


def named(folder: Path, plan: Plan) -> str:
    """A name for a new study."""
    when = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")[:-4]
    what = " × ".join(plan.names)[:_SHOWN]
    return f"{folder.name}/{plan.digest}/{when} {what} ({plan.sampler})"


def begin(folder: Path, name: str, plan: Plan) -> Study:
    """A new study.

    Raises
    ------
    StudyError
        If there are too many, or the database cannot be used.
    """
    if len(names(folder, plan.digest)) >= MOST:
        raise StudyError(
            "{count} studies of this text are kept, which is all there is room for; delete one.",
            count=MOST,
        )
    if in_file():
        _file(folder).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return study.begin(address(folder), name, plan)


def opened(folder: Path, name: str, digest: str) -> Study:
    """A study there is; raises `StudyError`."""
    return study.opened(address(folder), name, digest)


def delete(folder: Path, name: str) -> None:
    """Remove a study; raises `StudyError`."""
    study.delete(address(folder), name)


def delete_file(folder: Path) -> None:
    """Remove the file of the owner's studies, readable or not."""
    shutil.rmtree(_file(folder).parent, ignore_errors=True)


def delete_all(folder: Path) -> None:
    """Remove what a database of the server keeps of the owner of a folder; raises `StudyError`."""
    if not in_file():
        for name in study.names(address(folder), f"{folder.name}/"):
            delete(folder, name)
