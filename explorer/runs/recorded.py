"""What a run has written down of itself as JSON and back, every value checked."""

from __future__ import annotations

import math
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from engine.settings import Knobs
from engine.training.progress import Progress
from explorer.runs.record import POINTS, Change, Record

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBERS = {"pull", "push", "learning_rate", "seconds"}  # the others count something
_KNOBS = {item.name for item in fields(Knobs)}
MOST = 10_000  # changes
_LONGEST = 200  # characters of a value


def said_of(record: Record) -> dict[str, Any]:
    """The curve and the knobs turned, as JSON has it."""
    return {
        "history": [asdict(point) for point in record.history],
        "changes": [asdict(change) for change in record.changes],
    }


def record_of(said: dict[str, Any]) -> Record:
    """The record that `said_of` took apart.

    Raises
    ------
    ValueError
        If a value is of another kind, not finite, or there are too many. `KeyError` and `TypeError`
        where something is missing or unknown.
    """
    history, changes = said["history"], said["changes"]
    if len(history) > 2 * POINTS or len(changes) > MOST:
        raise ValueError(len(history), len(changes))
    return Record.of([_point(point) for point in history], [_change(one) for one in changes])


def whole(value: object) -> int:
    """A count; raises `ValueError` for anything else."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 1 << 62:
        raise ValueError(value)
    return value


def number(value: object) -> float:
    """A finite number; raises `ValueError` for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(value)
    return float(value)


def text(value: object, longest: int = _LONGEST) -> str:
    """A short text; raises `ValueError` for anything else."""
    if not isinstance(value, str) or len(value) > longest:
        raise ValueError(str(value)[:40])
    return value


def texts(values: Sequence[object], longest: int = _LONGEST) -> tuple[str, ...]:
    """Short texts; raises `ValueError` for anything else."""
    return tuple(text(value, longest) for value in values)


def _point(said: dict[str, Any]) -> Progress:
    return Progress(**{name: _measure(name, value) for name, value in said.items()})


def _measure(name: str, value: object) -> Any:  # noqa: ANN401 - as the field's type is
    if value is None and name in {"pull", "push"}:
        return None
    return number(value) if name in _NUMBERS else whole(value)


def _change(said: dict[str, Any]) -> Change:
    name = said["name"]
    if name not in _KNOBS:
        raise ValueError(name)
    return Change(whole(said["tokens"]), name, _value(said["old"]), _value(said["new"]))


def _value(said: object) -> object:
    """What a knob may be turned to: a number, a text, or yes and no."""
    if isinstance(said, bool):
        return said
    return text(said) if isinstance(said, str) else _plain(said)


def _plain(said: object) -> float | int:
    return said if isinstance(said, int) else number(said)
