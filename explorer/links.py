"""Settings as query parameters and back: a link carries settings, never a text and never a run."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from engine.errors import EngineError, ParameterError
from engine.settings import Knobs, Reading, Recipe, parse, range_of, refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

BUILTIN = ("toyland", "king-james", "state-of-the-union")
PASTE, UPLOAD = "paste", "upload"
CORPORA = (*BUILTIN, PASTE, UPLOAD)
_KINDS = (Reading, Recipe, Knobs)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a link asks for: a corpus (None: the one there is) and single settings by name.

    `problems` are the parts that cannot be had; everything else is still granted.
    """

    corpus: str | None = None
    settings: dict[str, Any] = field(default_factory=dict)
    problems: tuple[EngineError, ...] = ()

    def reading(self, base: Reading) -> Reading:
        """The base with the settings asked for."""
        return replace(base, **self._of(Reading))

    def recipe(self, base: Recipe) -> Recipe:
        """The base with the settings asked for."""
        return replace(base, **self._of(Recipe))

    def knobs(self, base: Knobs) -> Knobs:
        """The base with the settings asked for."""
        return replace(base, **self._of(Knobs))

    def _of(self, kind: type[Reading | Recipe | Knobs]) -> dict[str, Any]:
        names = {item.name for item in fields(kind)}
        return {name: value for name, value in self.settings.items() if name in names}


def read(parameters: Mapping[str, str]) -> Wish:
    """What the parameters of a link ask for; parameters of other names are nobody's business."""
    settings: dict[str, Any] = {}
    problems: list[EngineError] = []
    for kind in _KINDS:
        for item in fields(kind):
            if item.name in parameters:
                try:
                    value = parse(item, parameters[item.name])
                    if not range_of(item).admits(value):
                        problems.append(refusal(item, value))
                        continue
                    settings[item.name] = value
                except ParameterError as problem:
                    problems.append(problem)
    corpus = parameters.get("corpus")
    if corpus is not None and corpus not in CORPORA:
        problems.append(
            ParameterError(
                "corpus={corpus}: there is no such corpus; there are {known}.",
                corpus=corpus[:40],
                known=", ".join(CORPORA),
            )
        )
        corpus = None
    return Wish(corpus, settings, tuple(problems))


def write(
    corpus: str, settings: tuple[Reading, Recipe, Knobs], base: tuple[Reading, Recipe, Knobs]
) -> dict[str, str]:
    """The parameters that restore these settings: the corpus, and what differs from its own."""
    parameters = {"corpus": corpus}
    for kind, one, other in zip(_KINDS, settings, base, strict=True):
        for item in fields(kind):
            value = getattr(one, item.name)
            if value != getattr(other, item.name):
                parameters[item.name] = _text(value)
    return parameters


def _text(value: object) -> str:
    return (
        str(value).lower()
        if isinstance(value, bool)
        else f"{value:.12g}"
        if isinstance(value, float)
        else str(value)
    )
