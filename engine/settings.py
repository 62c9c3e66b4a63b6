"""Every setting, said once: its default, its range and its help in one place.

The check in the constructor, the slider, the link, the command line and the table in README walk
`fields()` of these classes and read ``metadata["range"]``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Literal

from engine.errors import ParameterError, phrase

if TYPE_CHECKING:
    from dataclasses import Field


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """What values a setting takes and what it means.

    `kind` is linear, log (steps by ratio), choice or text (of at most `high` characters). Any
    number between `low` and `high` is legal, and `off` is the one value beside them that switches
    the setting off. A slider of a linear setting moves by `step` over the span of `stops`, any
    other from stop to stop.
    """

    kind: Literal["linear", "log", "choice", "text"]
    help: str
    low: float = 0
    high: float = 0
    step: float = 0
    stops: tuple[Any, ...] = ()
    off: float | None = None
    live: bool = True

    def admits(self, value: object) -> bool:
        """Whether the value is legal."""
        if self.kind == "choice":
            return value in self.stops
        if self.kind == "text":
            return isinstance(value, str) and len(value) <= self.high
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        return value == self.off or self.low <= value <= self.high  # NaN is neither

    def rule(self) -> str:
        """The legal values in a few characters."""
        if self.kind == "choice":
            return " | ".join(str(stop).lower() for stop in self.stops)
        if self.kind == "text":
            return f"a name of up to {_short(self.high)} characters, or none"
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


def check(settings: Reading | Recipe | Knobs) -> None:
    """Raise `ParameterError` for the first field outside its range or of another type."""
    for item in fields(settings):
        value = getattr(settings, item.name)
        kind = (int, float) if isinstance(item.default, float) else type(item.default)
        if not isinstance(value, kind) or not range_of(item).admits(value):
            raise refusal(item, value)


def _choice(default: Any, stops: tuple[Any, ...], text: str, *, live: bool = False) -> Any:  # noqa: ANN401 - the type is the default's
    return field(
        default=default,
        metadata={"range": Range(kind="choice", stops=stops, help=text, live=live)},
    )


def _number(default: Any, kind: Literal["linear", "log"], text: str, **more: Any) -> Any:  # noqa: ANN401 - the type is the default's
    return field(default=default, metadata={"range": Range(kind=kind, help=text, **more)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How material becomes tokens; part of a link and of the name under which a corpus is kept."""

    lowercase: bool = _choice(True, (True, False), phrase("write every word in lower case"))
    digits: bool = _choice(True, (True, False), phrase("keep words that contain digits"))
    sentences: str = _choice(
        "auto",
        ("auto", "line", "punctuation"),
        phrase(
            "where a sentence ends: at every line, at punctuation, or whichever the text suggests"
        ),
    )
    column: str = field(
        default="",
        metadata={
            "range": Range(
                kind="text",
                high=200,
                live=False,
                help=phrase(
                    "the column of a .csv or .tsv, or the field of a .jsonl, that is read;"
                    " none: the one with the most text"
                ),
            )
        },
    )
    segmenter: str = _choice(
        "auto",
        ("auto", "characters", "none"),
        phrase("how Chinese is cut: into words, into characters, or not at all"),
    )

    def __post_init__(self) -> None:
        check(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What is fixed when a model is born; a change means a new model, asked for."""

    dimensions: int = _number(
        100, "log", phrase("numbers in a word's vector"),
        low=2, high=1000, stops=(2, 8, 16, 32, 50, 64, 100, 128, 200, 300), live=False,
    )  # fmt: skip
    min_count: int = _number(
        5, "log", phrase("words seen less often are left out"),
        low=1, high=1_000_000, stops=(1, 2, 3, 5, 10, 20, 50, 100), live=False,
    )  # fmt: skip
    seed: int = _number(
        1, "linear", phrase("the one number all chance comes from"),
        low=0, high=2**31 - 1, live=False,
    )  # fmt: skip
    threads: int = _number(
        1, "linear", phrase("training threads; with one, a seed always gives the same vectors"),
        low=1, high=64, stops=(1, 2, 4, 8), live=False,
    )  # fmt: skip

    def __post_init__(self) -> None:
        check(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Knobs:
    """What may be turned while training; a change takes hold at the next block.

    Replaced whole (`dataclasses.replace`), never edited. Defaults are word2vec's and gensim's.
    """

    negatives: int = _number(
        5, "linear", phrase("noise words drawn against each true one (k)"),
        low=0, high=50, step=1, stops=(0, 1, 2, 5, 10, 15, 20),
    )  # fmt: skip
    window: int = _number(
        5, "linear", phrase("largest distance between two words that are pulled together"),
        low=1, high=50, step=1, stops=(1, 2, 5, 10, 15, 20),
    )  # fmt: skip
    subsample: float = _number(
        1e-4, "log", phrase("threshold t: words above this share are dropped at times (0 = off)"),
        low=1e-7, high=1.0, off=0.0, stops=(1e-6, 1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 0.0),
    )  # fmt: skip
    noise_exponent: float = _number(
        0.75, "linear", phrase("noise words are drawn in proportion to count to this power (α)"),
        low=-1.0, high=1.25, step=0.25, stops=(-1.0, 0.0, 0.75, 1.25),
    )  # fmt: skip
    learning_rate: float = _number(
        0.025, "log", phrase("length of a step at the start"),
        low=1e-4, high=10.0,
        stops=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0),
    )  # fmt: skip
    schedule: str = _choice(
        "linear", ("linear", "constant"),
        phrase("how the step shrinks: evenly to almost nothing, or not at all"), live=True,
    )  # fmt: skip
    epochs: int = _number(
        5, "linear", phrase("passes over the corpus"),
        low=1, high=1000, step=1, stops=(1, 5, 100),
    )  # fmt: skip

    def __post_init__(self) -> None:
        check(self)
