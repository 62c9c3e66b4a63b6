"""Search space of a study: settings by name, over stops of their own or between two ends."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from engine.errors import ParameterError
from engine.ranges import range_of, refusal
from engine.settings import Knobs, Recipe
from engine.tuning import optuna_import

if TYPE_CHECKING:
    from collections.abc import Mapping
    from dataclasses import Field

    from optuna.distributions import BaseDistribution

    from engine.ranges import Range

_FIXED = ("threads",)  # says nothing of a model, and trials share the cores among them
_ITEMS: dict[str, Field[Any]] = {
    item.name: item for kind in (Knobs, Recipe) for item in fields(kind) if item.name not in _FIXED
}


def variable(kind: str) -> tuple[str, ...]:
    """The settings that a study of a corpus of that kind can vary, knobs first."""
    return tuple(name for name, item in _ITEMS.items() if range_of(item).concerns(kind))


def stops_of(name: str) -> tuple[Any, ...]:
    """The values that a setting's slider stops at; of a seed, the first ten."""
    return range_of(_ITEMS[name]).stops or tuple(range(1, 11))


@dataclass(frozen=True, slots=True)
class Axis:
    """A setting that is varied: over its `stops`, or by chance between the least and the most.

    Raises
    ------
    ParameterError
        If there is no such setting, a stop is outside its range, or there are not two of them.
    """

    name: str
    stops: tuple[Any, ...]

    def __post_init__(self) -> None:
        if self.name not in _ITEMS:
            raise ParameterError(
                "{name}: there is no such setting to vary; there are {known}.",
                name=self.name[:40],
                known=", ".join(_ITEMS),
            )
        item = _ITEMS[self.name]
        for stop in self.stops:
            if not isinstance(stop, _kinds(item)) or not range_of(item).admits(stop):
                raise refusal(item, stop)
        if len(set(self.stops)) < 2:
            raise ParameterError(
                "{name}: {count} values to try are no range; give two or more, or leave it out.",
                name=self.name,
                count=len(set(self.stops)),
            )

    @property
    def span(self) -> Range:
        """What is said of the setting."""
        return range_of(_ITEMS[self.name])

    @property
    def numeric(self) -> bool:
        """Whether there is something between two stops."""
        return self.span.kind in {"linear", "log"}

    @property
    def whole(self) -> bool:
        """Whether its values are whole numbers."""
        return isinstance(_ITEMS[self.name].default, int)

    def distribution(self, *, grid: bool) -> BaseDistribution:
        """The same for Optuna: among the stops, or between the least and the most of them.

        Raises
        ------
        ParameterError
            If "off" is among the stops of a setting that is drawn from an interval.
        """
        optuna_import.loaded()
        from optuna.distributions import (  # noqa: PLC0415 - heavy
            CategoricalDistribution,
            FloatDistribution,
            IntDistribution,
        )

        if grid or not self.numeric:
            return CategoricalDistribution(self.stops)
        low, high, log = min(self.stops), max(self.stops), self.span.kind == "log"
        if low == self.span.off and not self.span.low <= low:
            raise ParameterError(
                "{name}: {off} (off) is no end of an interval; leave it out, or try every"
                " combination instead.",
                name=self.name,
                off=f"{low:g}",
            )
        return IntDistribution(low, high, log) if self.whole else FloatDistribution(low, high, log)


def _kinds(item: Field[Any]) -> tuple[type, ...]:
    return (int, float) if isinstance(item.default, float) else (type(item.default),)


def settings_with(recipe: Recipe, knobs: Knobs, values: Mapping[str, Any]) -> tuple[Recipe, Knobs]:
    """The recipe and the knobs with some settings changed by name."""
    of_recipe = {item.name for item in fields(Recipe)}
    return (
        replace(recipe, **{name: value for name, value in values.items() if name in of_recipe}),
        replace(knobs, **{name: value for name, value in values.items() if name not in of_recipe}),
    )
