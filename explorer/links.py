"""Settings as query parameters and back: a link carries settings, never a text and never a run."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from engine.errors import EngineError, ParameterError
from engine.ranges import parse, range_of, refusal
from engine.settings import Knobs, Reading, Recipe
from explorer.runs.map import map_view

if TYPE_CHECKING:
    from collections.abc import Mapping

BUILTIN = (
    "toyland",
    "king-james",
    "state-of-the-union",
    "karate",
    "les-miserables",
    "toy-genome",
)
PASTE, UPLOAD = "paste", "upload"
CORPORA = (*BUILTIN, PASTE, UPLOAD)
_KINDS = (Reading, Recipe, Knobs)
PROJECTOR = "projector"
PANES = (
    "analogy",
    "words",
    "scores",
    "health",
    "export",
    "recipe",
    "corpus",
    "presets",
    "labs",
    "compare",
    "tune",
    "changed",
    "map",
    "network",
    "sequences",
)
HIDEABLE = (*(item.name for item in fields(Knobs)), *PANES)
AFRESH = "afresh"
ALWAYS, ENDED = "always", "ended"
_LONGEST = 100  # characters of a word
_MOST = 500  # characters of a text setting: addresses are cut beyond some thousand bytes


@dataclass(frozen=True, slots=True)
class Look:
    """What of the page a link keeps: the word selected, the view ("": the whole), what is hidden.

    `hide` holds names among `HIDEABLE`, in their order; `map` says what the map shows.
    """

    word: str = ""
    view: str = ""
    hide: tuple[str, ...] = ()
    map: map_view.MapView = field(default_factory=map_view.MapView)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a link asks for: a corpus (None: the one there is) and single settings by name.

    `problems` are the parts that cannot be had; everything else is still granted. `afresh` asks
    for the same start again, so that what differs is the knob and nothing else: `ALWAYS`, or only
    for a run that has `ENDED`, where nothing could be seen.
    """

    corpus: str | None = None
    settings: dict[str, Any] = field(default_factory=dict)
    problems: tuple[EngineError, ...] = ()
    look: Look = Look()
    afresh: str = ""

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


def from_query(parameters: Mapping[str, str]) -> Wish:
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
    return Wish(corpus, settings, tuple(problems), _look(parameters), parameters.get(AFRESH, ""))


def _look(parameters: Mapping[str, str]) -> Look:
    """How the page is to look; names that nobody knows are passed over."""
    word, view = parameters.get("word", ""), parameters.get("view", "")
    hidden = {name.strip() for name in parameters.get("hide", "").split(",")}
    return Look(
        word if len(word) <= _LONGEST else "",
        view if view == PROJECTOR else "",
        tuple(name for name in HIDEABLE if name in hidden),
        map_view.from_query(parameters),
    )


def to_query(
    corpus: str,
    settings: tuple[Reading, Recipe, Knobs],
    base: tuple[Reading, Recipe, Knobs],
    look: Look = Look(),
) -> dict[str, str]:
    """The parameters that restore this page: the corpus, what differs from its own, the look.

    A text that is too long for an address is left out.
    """
    parameters = {"corpus": corpus}
    for kind, one, other in zip(_KINDS, settings, base, strict=True):
        for item in fields(kind):
            value = getattr(one, item.name)
            if value != getattr(other, item.name) and not too_long(value):
                parameters[item.name] = _text(value)
    word = look.word if len(look.word) <= _LONGEST else ""
    kept = {"word": word, "view": look.view, "hide": ",".join(look.hide)}
    kept |= map_view.to_query(look.map)
    return parameters | {name: value for name, value in kept.items() if value}


def too_long(value: object) -> bool:
    """Whether a setting is a text that no address can hold."""
    return isinstance(value, str) and len(value) > _MOST


def _text(value: object) -> str:
    return (
        str(value).lower()
        if isinstance(value, bool)
        else f"{value:.12g}"
        if isinstance(value, float)
        else str(value)
    )
