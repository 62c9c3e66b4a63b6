"""Card of a kept run: enough to be seen and compared without its model."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final, get_args

from engine.evaluation.projection import principal_axes
from engine.evaluation.scorecard import RANKED, Kind, Score
from engine.settings import Knobs, Reading, Recipe
from engine.similarity import unit_rows
from explorer.runs.map.layouts import sized
from explorer.runs.saved import json_checks

if TYPE_CHECKING:
    from engine.corpus.corpus import Corpus
    from engine.model import Model
    from engine.training.checkpoint import Checkpoint
    from engine.vocabulary import Vocabulary
    from explorer.runs.history import History

LONGEST = 80  # characters of a name
DOTS = 150  # words of a small map
_WORD, _TITLE = 100, 1000  # characters of a word that is kept, and of the name of a text
_FARTHEST = DOTS**0.5 + 1  # a dot alone, the others in one place, at a mean square distance of 1
_SIZE = 1 << 40  # bytes
_LATEST = 1e11  # seconds since 1970: in three thousand years
_KINDS: Final = get_args(Kind)
_DIGEST = re.compile(r"[0-9a-f]{40}")
_PLAIN = ("name", "corpus", "title", "key", "tokens", "words", "made", "digest", "size")
_PARTS = ("reading", "recipe", "knobs", "scores", "dots", "history", "changes")


@dataclass(frozen=True, slots=True)
class Dot:
    """A word on a small map: its place, and the number of its group, −1 for none."""

    word: str
    x: float
    y: float
    group: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedRun:
    """A kept run: `made` in seconds since 1970, `size` in bytes, `words` how many it has.

    `corpus`, `reading` and `key` say where its text came from, as for a run that was left; `title`
    is the text's own name. `id`, `made`, `digest` and `size` are given by the shelf.
    """

    name: str
    corpus: str
    title: str
    reading: Reading
    key: str
    recipe: Recipe
    knobs: Knobs
    tokens: int
    words: int
    record: History
    scores: tuple[Score, ...] = ()
    dots: tuple[Dot, ...] = ()
    id: str = ""
    made: float = 0.0
    digest: str = ""
    size: int = 0


def saved_run(
    name: str, corpus: Corpus, source: str, reading: Reading, saved: Checkpoint, record: History
) -> SavedRun:
    """The card of a model of that corpus, which came from `source`; without scores and dots."""
    return SavedRun(
        name=name,
        corpus=source,
        title=corpus.name,
        reading=reading,
        key=corpus.key,
        recipe=saved.recipe,
        knobs=saved.knobs,
        tokens=saved.position.tokens,
        words=len(saved.model.inputs) - 1,
        record=record,
    )


def dots_of(corpus: Corpus, vocabulary: Vocabulary, model: Model) -> tuple[Dot, ...]:
    """The commonest words on two principal axes, at a mean square distance of 1."""
    words = vocabulary.symbols[:DOTS]
    places = sized(principal_axes(unit_rows(model.v[: len(words)])))
    first = [next(iter(corpus.groups.get(word, ())), "") for word in words]
    numbers = {name: i for i, name in enumerate(dict.fromkeys(filter(None, first)))}
    return tuple(
        Dot(
            json_checks.visible(word[:_WORD]),
            round(float(x), 3),
            round(float(y), 3),
            numbers.get(group, -1),
        )
        for word, (x, y), group in zip(words, places.tolist(), first, strict=True)
    )


def to_dict(card: SavedRun) -> dict[str, Any]:
    """A card as JSON has it."""
    return {name: getattr(card, name) for name in _PLAIN} | {
        "title": json_checks.visible(card.title)[:_TITLE],
        "reading": asdict(card.reading),
        "recipe": asdict(card.recipe),
        "knobs": asdict(card.knobs),
        "scores": [asdict(score) for score in card.scores],
        "dots": [asdict(dot) for dot in card.dots],
        **json_checks.history_to_dict(card.record),
    }


def from_dict(number: str, said: object) -> SavedRun:
    """The card that `to_dict` took apart.

    Raises
    ------
    ValueError
        If it cannot have been one: a value of another kind or out of all bounds, something missing
        or unknown.
    """
    card = json_checks.whole_object(said, (*_PLAIN, *_PARTS))
    corpus, reading, key = json_checks.source_of(card["corpus"], card["reading"], card["key"])
    made = SavedRun(
        id=number,
        name=json_checks.text(card["name"], LONGEST),
        corpus=corpus,
        title=json_checks.text(card["title"], _TITLE),
        key=key,
        reading=reading,
        recipe=json_checks.settings_of(Recipe, card["recipe"]),
        knobs=json_checks.settings_of(Knobs, card["knobs"]),
        tokens=json_checks.whole(card["tokens"], json_checks.TOKENS),
        words=json_checks.whole(card["words"], least=1),
        record=json_checks.history_from_dict(card["history"], card["changes"]),
        scores=tuple(_score(score) for score in json_checks.items(card["scores"], len(_KINDS))),
        dots=tuple(_dot(dot) for dot in json_checks.items(card["dots"], DOTS)),
        made=json_checks.number(card["made"], _LATEST),
        digest=_digest(card["digest"]),
        size=json_checks.whole(card["size"], _SIZE),
    )
    if not made.name.strip() or len({score.kind for score in made.scores}) < len(made.scores):
        raise ValueError(made.name)
    return made


def _digest(said: object) -> str:
    digest = json_checks.text(said)
    if digest and not _DIGEST.fullmatch(digest):
        raise ValueError(digest)
    return digest


def _score(said: object) -> Score:
    score = json_checks.whole_object(said, ("kind", "value", "coverage", "asked"))
    kind, value = score["kind"], score["value"]
    if kind not in _KINDS:
        raise ValueError(kind)
    if value is not None:
        value = json_checks.number(
            value, json_checks.ROUNDED, -json_checks.ROUNDED if kind in RANKED else 0.0
        )
    return Score(
        kind,
        value,
        json_checks.number(score["coverage"], json_checks.ROUNDED),
        json_checks.whole(score["asked"]),
    )


def _dot(said: object) -> Dot:
    dot = json_checks.whole_object(said, ("word", "x", "y", "group"))
    x, y = (json_checks.number(dot[side], _FARTHEST, -_FARTHEST) for side in ("x", "y"))
    return Dot(
        json_checks.text(dot["word"], _WORD), x, y, json_checks.whole(dot["group"], DOTS, -1)
    )
