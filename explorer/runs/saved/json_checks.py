"""JSON of a run and back, every value checked as a stranger's.

Cards of the shelf, runs that were left and files that are taken in are all read with these: a
value that passes can be drawn, sorted, added up and sent to a browser.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any, Final, TypeVar

from engine.corpus.builtin.catalogue import BUILTIN
from engine.ranges import range_of
from engine.settings import Knobs, Reading, Recipe, accepts
from engine.training.progress import Progress
from explorer.runs.history import POINTS, Change, History

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.training.checkpoint import Checkpoint

_Settings = TypeVar("_Settings", Reading, Recipe, Knobs)
_KNOBS = {item.name: item for item in fields(Knobs)}
MOST = 10_000  # changes
TOKENS: Final = 10**14  # a thousand passes over a hundred texts of the largest size
_COUNTED: Final = 1 << 53  # whole numbers up to here are exact in a browser too
_NATS: Final = 1000.0  # a trainer stops far below
ROUNDED: Final = 1 + 1e-6  # what arithmetic may make of 1
_FASTEST: Final = ROUNDED * range_of(_KNOBS["learning_rate"]).high
_EPOCHS: Final = int(range_of(_KNOBS["epochs"]).high)
_LARGEST = 4 << 20  # bytes of JSON
_DEEPEST = 3  # an object, a list in it, an object in that
_LONGEST = 200  # characters of a text
_OWN = {"paste", "upload"}  # corpora of a visitor's own
_KEY = re.compile(r"[0-9a-f]{40}")  # of a text in the store
_POINT = {item.name for item in fields(Progress)}
_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069]")  # they turn the direction of what follows


# JSON and its parts; all raise `ValueError`.


def parsed(content: bytes) -> dict[str, Any]:
    """The object that JSON stands for: no name twice, no NaN, no deeper than a card is."""
    if len(content) > _LARGEST:
        raise ValueError(len(content))
    try:
        found = json.loads(content, object_pairs_hook=_object, parse_constant=_constant)
    except RecursionError as cause:
        raise ValueError("too deep") from cause
    _check_depth(found, _DEEPEST)
    return whole_object(found, found)


def _check_depth(found: object, most: int) -> None:
    inside = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    if most == 0 and isinstance(found, dict | list):
        raise ValueError("too deep")
    for each in inside:
        _check_depth(each, most - 1)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name twice")
    return found


def _constant(name: str) -> float:
    raise ValueError(name)


def whole_object(said: object, needed: Iterable[str], more: Iterable[str] = ()) -> dict[str, Any]:
    """An object with these names, and none but these and `more`."""
    if not isinstance(said, dict) or not set(needed) <= set(said) <= {*needed, *more}:
        raise ValueError(type(said).__name__)
    return said


def items(said: object, most: int) -> list[Any]:
    """A list of so many at most."""
    if not isinstance(said, list) or len(said) > most:
        raise ValueError(type(said).__name__)
    return said


def whole(value: object, most: int = _COUNTED, least: int = 0) -> int:
    """A whole number in a range."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise ValueError(value)
    return value


def number(value: object, most: float, least: float = 0.0) -> float:
    """A finite number in a range."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not least <= value <= most:
        raise ValueError(value)  # NaN is in no range
    return float(value)


def text(value: object, longest: int = _LONGEST) -> str:
    """A short text without hidden characters."""
    if not isinstance(value, str) or len(value) > longest or value != visible(value):
        raise ValueError(type(value).__name__)
    return value


def visible(value: str) -> str:
    """A text with spaces in place of control characters, halves of characters and the like."""
    plain = _HIDDEN.sub(" ", value)
    return "".join(" " if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} else c for c in plain)


# What a run says of itself.


def history_to_dict(record: History) -> dict[str, Any]:
    """The curve and the knobs turned, as JSON has it."""
    return {
        "history": [asdict(point) for point in record.history],
        "changes": [asdict(change) for change in record.changes[-MOST:]],
    }


def history_from_dict(history: object, changes: object) -> History:
    """The history that `history_to_dict` took apart; raises `ValueError` if it cannot be one."""
    points = [_point(point) for point in items(history, 2 * POINTS)]
    turns = [_change(change) for change in items(changes, MOST)]
    _check_order([point.tokens for point in points])
    _check_order([change.tokens for change in turns])
    return History.of(points, turns)


def source_of(corpus: object, reading: object, key: object) -> tuple[str, Reading, str]:
    """Where a text came from: its name in links, how it was read, its key in the store.

    Raises `ValueError` if there is no such text.
    """
    name, place = text(corpus), text(key)
    if name not in BUILTIN and not (name in _OWN and _KEY.fullmatch(place)):
        raise ValueError(name)
    if place and not _KEY.fullmatch(place):
        raise ValueError(place)
    return name, settings_of(Reading, reading), place


def settings_of(kind: type[_Settings], said: object) -> _Settings:
    """Settings of a kind; those that are not named, of an earlier version, are the defaults.

    Raises
    ------
    ValueError
        If one is unknown, or has a value outside its range.
    """
    found = whole_object(said, (), [item.name for item in fields(kind)])
    for name, value in found.items():
        if isinstance(value, str):
            many = name == "own_words"  # a list, parted by lines or spaces
            text(" ".join(value.split()) if many else value, len(value) if many else _LONGEST)
    return kind(**found)


def check_place(saved: Checkpoint) -> None:
    """Raise `ValueError` if no run can have come to where a checkpoint says that it stands."""
    place, anchor = saved.position, saved.anchor
    for count in (place.tokens, place.token, anchor.token, anchor.goal):
        whole(count, TOKENS)
    whole(place.epoch, _EPOCHS)
    number(anchor.rate, _FASTEST)


def _check_order(tokens: list[int]) -> None:
    if tokens != sorted(tokens):
        raise ValueError("not in order")


def _point(said: object) -> Progress:
    point = whole_object(said, ("tokens", "goal"), _POINT)
    made = Progress(**{name: _measure(name, value) for name, value in point.items()})
    for mean, count in ((made.pull, made.positives), (made.push, made.negatives)):
        if (mean is None) != (count == 0):  # a mean of none, or none of many
            raise ValueError(said)
    return made


def _measure(name: str, value: object) -> Any:  # noqa: ANN401 - as the field's type is
    if name in {"pull", "push"}:
        return None if value is None else number(value, _NATS)
    if name in {"tokens", "goal"}:
        return whole(value, TOKENS)
    if name in {"learning_rate", "seconds"}:
        return number(value, _FASTEST if name == "learning_rate" else _COUNTED)
    return whole(value)


def _change(said: object) -> Change:
    change = whole_object(said, ("tokens", "name", "old", "new"))
    item = _KNOBS.get(text(change["name"]))
    if item is None:
        raise ValueError(change["name"])
    for value in (change["old"], change["new"]):
        if not accepts(item, text(value) if isinstance(value, str) else value):
            raise ValueError(item.name)
    return Change(whole(change["tokens"], TOKENS), item.name, change["old"], change["new"])
