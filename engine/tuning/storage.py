"""Storage of studies: any database that SQLAlchemy knows, by its address.

Optuna's tables hold numbers and JSON. Its journal and its CMA-ES sampler would unpickle what they
find, so neither is ever used here: others may write to a database.
"""

from __future__ import annotations

import logging
import os
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from engine.errors import StudyError
from engine.tuning import optuna_import

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from optuna.storages import RDBStorage

ADDRESS = "PUSHPULL_STUDIES"  # of the server's own database, if it has one
_PATIENCE = 20  # seconds to connect, and to wait for another who writes
_opening = threading.Lock()  # two at once would both make the tables
_log = logging.getLogger(__name__)


def of_file(path: Path) -> str:
    """The address of a database that is one file (SQLite)."""
    return f"sqlite:///{path}"


def opened(url: str) -> RDBStorage:
    """The studies kept at an address; tables are made where there are none.

    To be closed with `closed`.

    Raises
    ------
    StudyError
        If there is no such database, its driver is missing, or it is of another Optuna.
    """
    optuna_import.loaded()
    from optuna.storages import RDBStorage  # noqa: PLC0415 - heavy

    with asked(), _opening:
        storage = RDBStorage(_with_driver(url), engine_kwargs=_options(url))
        if url.startswith("sqlite"):
            _hasten(storage)
        return storage


def closed(storage: RDBStorage) -> None:
    """Let go of the connections."""
    storage.remove_session()
    storage.engine.dispose()


@contextmanager
def asked() -> Iterator[None]:
    """Whatever a database says no with, as one sentence."""
    from optuna.exceptions import StorageInternalError  # noqa: PLC0415 - heavy
    from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415

    try:
        yield
    except (SQLAlchemyError, StorageInternalError, ImportError, RuntimeError) as cause:
        _log.warning("the database of studies: %r", cause)
        if not os.environ.get(ADDRESS):
            raise StudyError(
                "The file of your studies cannot be used ({reason}): it is damaged, or the disk"
                " refuses. Delete it on the page Tune and begin anew; runs and texts are not"
                " touched.",
                reason=_reason(cause),
            ) from cause
        raise StudyError(
            "PUSHPULL_STUDIES: the database of studies cannot be used ({reason}). Start it or mend"
            " its address; without PUSHPULL_STUDIES studies are kept in a file of your own.",
            reason=_reason(cause),
        ) from cause


def _reason(cause: BaseException) -> str:
    """The kind of what went wrong: a message could tell a visitor where the database is."""
    inner = getattr(cause, "orig", None) or cause.__cause__ or cause
    return type(getattr(inner, "orig", None) or inner).__name__


def _with_driver(url: str) -> str:
    """The address with the driver that comes with the application."""
    for short in ("postgresql://", "postgres://"):
        if url.startswith(short):
            return f"postgresql+psycopg://{url.removeprefix(short)}"
    return url


def _options(url: str) -> dict[str, Any]:
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": _PATIENCE}}
    waits = {"connect_timeout": _PATIENCE} if url.startswith("postgres") else {}
    return {"pool_pre_ping": True, "connect_args": waits}


def _hasten(storage: RDBStorage) -> None:
    """Let SQLite write to a log first: a trial then costs a tenth, and a killed server nothing.

    Only a machine that loses its power may lose the last trials.
    """
    from sqlalchemy import event  # noqa: PLC0415 - heavy

    def begin(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.close()

    storage.engine.dispose()
    event.listen(storage.engine, "connect", begin)
