"""Optuna and its database layer, loaded late, and by one thread: a second would see half of it."""

from __future__ import annotations

import threading

_loading = threading.Lock()


def loaded() -> None:
    """Load what takes a second or two, unless that was done; who uses Optuna calls this first."""
    with _loading:
        import optuna.distributions  # noqa: PLC0415 - heavy
        import optuna.exceptions  # noqa: PLC0415
        import optuna.importance  # noqa: PLC0415
        import optuna.storages  # noqa: PLC0415
        import optuna.trial  # noqa: PLC0415
        import sqlalchemy.event  # noqa: PLC0415
        import sqlalchemy.exc  # noqa: F401, PLC0415

        optuna.logging.set_verbosity(optuna.logging.ERROR)  # it tells of every trial
