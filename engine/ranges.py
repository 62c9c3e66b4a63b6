"""Ranges of settings: said in a field's metadata, walked by whoever asks for one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from engine.errors import ParameterError
from engine.mixture import SOURCES, mixture, written

if TYPE_CHECKING:
    from dataclasses import Field


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """What values a setting takes and what it means.

    `kind` is linear, log (steps by ratio), choice, text (a `noun` of at most `high` characters) or
    mixture (of noise words' sources, `engine.mixture`). Any number between `low` and `high` is
    legal, and `off` is the one value beside them that switches the setting off. A slider of a
    linear setting moves by `step` over the span of `stops`, any other from stop to stop. `of` are
    the kinds of corpora (`Corpus.kind`) that the setting concerns; none named: all.
    """

    kind: Literal["linear", "log", "choice", "text", "mixture"]
    help: str
    low: float = 0
    high: float = 0
    step: float = 0
    stops: tuple[Any, ...] = ()
    off: float | None = None
    live: bool = True
    of: tuple[str, ...] = ()
    noun: str = "a name"

    def concerns(self, kind: str) -> bool:
        """Whether the setting means anything to corpora of that kind."""
        return not self.of or kind in self.of

    def admits(self, value: object) -> bool:
        """Whether the value is legal."""
        if self.kind == "choice":
            return value in self.stops
        if self.kind == "text":
            return isinstance(value, str) and len(value) <= self.high
        if self.kind == "mixture":
            return isinstance(value, str) and mixture(value) is not None
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        return value == self.off or self.low <= value <= self.high  # NaN is neither

    def rule(self) -> str:
        """The legal values in a few characters."""
        if self.kind == "choice":
            return " | ".join(str(stop).lower() for stop in self.stops)
        if self.kind == "text":
            return f"{self.noun} of up to {_short(self.high)} characters, or none"
        if self.kind == "mixture":
            return f"weights of {', '.join(SOURCES)} that add up to 1, as in unigram=0.5 hard=0.5"
        span = f"{_short(self.low)} … {_short(self.high)}"
        return span if self.off is None else f"{span} | {_short(self.off)}"


def _short(value: float) -> str:
    """Whole numbers whole, others as short as they go."""
    return str(int(value)) if value == int(value) else f"{value:g}"


def range_of(item: Field[Any]) -> Range:
    """The `Range` of a dataclass field."""
    span: Range = item.metadata["range"]
    return span


def parse(item: Field[Any], text: str) -> object:
    """The value that a text (of a link, a file or an option) stands for; checked by `Range` later.

    Raises
    ------
    ParameterError
        If the text cannot be a value of this field.
    """
    kind: Any = type(item.default)
    try:
        if kind is bool:
            return {"true": True, "false": False}[text.lower()]
        value: object = kind(text)
        if range_of(item).kind == "mixture" and (weights := mixture(text)) is not None:
            value = written(weights)
    except (ValueError, KeyError):
        raise refusal(item, text) from None
    return value


def refusal(item: Field[Any], value: object) -> ParameterError:
    """The sentence for a value outside its range."""
    shown = value if len(str(value)) <= 40 else f"{str(value)[:40]}…"
    return ParameterError(
        "{name}={value}: must be {rule}; the default is {default}.",
        name=item.name,
        value=shown,
        rule=range_of(item).rule(),
        default="none" if item.default == "" else item.default,
    )


def choice(
    default: Any,  # noqa: ANN401 - a value of the field
    stops: tuple[Any, ...],
    text: str,
    *,
    live: bool = False,
    of: tuple[str, ...] = (),
) -> Any:  # noqa: ANN401 - the type is the default's
    """A field that takes one of the stops."""
    span = Range(kind="choice", stops=stops, help=text, live=live, of=of)
    return field(default=default, metadata={"range": span})


def number(default: Any, kind: Literal["linear", "log"], text: str, **more: Any) -> Any:  # noqa: ANN401 - the type is the default's
    """A field that takes the numbers between two ends."""
    return field(default=default, metadata={"range": Range(kind=kind, help=text, **more)})
