"""Settings of runs side by side: what differs, and a name that says it."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.settings import Knobs, Recipe

Settings = dict[str, object]
_SHORT = {"negatives": "k", "subsample": "t", "noise_exponent": "α", "dimensions": "d"}


def settings_of(recipe: Recipe, knobs: Knobs) -> Settings:
    """Every setting that shapes vectors, by name; threads do not."""
    every = {
        item.name: getattr(part, item.name) for part in (knobs, recipe) for item in fields(part)
    }
    return {name: value for name, value in every.items() if name != "threads"}


def differing(several: Sequence[Settings]) -> list[str]:
    """The names of the settings that are not the same in all."""
    return [name for name in several[0] if len({one[name] for one in several}) > 1]


def plain(value: object) -> str:
    """A value in a few characters."""
    return f"{value:g}" if isinstance(value, float) else str(value)


def short(name: str, value: object) -> str:
    """A setting with its value, by the letter that the theory gives it if there is one."""
    return f"{_SHORT.get(name, name)} {plain(value)}"


def called(title: str, own: Settings, base: Settings, taken: Sequence[str]) -> str:
    """A name for a run: its text, what differs from the settings that suit it, and a number."""
    turned = [short(name, own[name]) for name in own if own[name] != base[name]]
    name = " · ".join([title[:30], *turned])[:70]
    number = next(n for n in range(1, len(taken) + 2) if _numbered(name, n) not in taken)
    return _numbered(name, number)


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name} ({number})"
