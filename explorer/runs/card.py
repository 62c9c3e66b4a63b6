"""What is said of a run on the shelf: enough to be seen and compared without its model."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final, get_args

from engine.evaluation.projection import principal_axes
from engine.evaluation.scorecard import Kind, Score
from engine.settings import Knobs, Reading, Recipe
from engine.similarity import unit_rows
from explorer.runs import recorded
from explorer.runs.layouts import sized

if TYPE_CHECKING:
    from engine.corpus.stream import Corpus
    from engine.model import Model
    from engine.vocabulary import Vocabulary
    from explorer.runs.record import Record

LONGEST = 80  # characters of a name
DOTS = 150  # words of a small map
_WORD = 100  # characters of a word that is kept
_KINDS: Final = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Dot:
    """A word on a small map: its place, and the number of its group, −1 for none."""

    word: str
    x: float
    y: float
    group: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
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
    record: Record
    scores: tuple[Score, ...]
    dots: tuple[Dot, ...]
    id: str = ""
    made: float = 0.0
    digest: str = ""
    size: int = 0


def dots_of(corpus: Corpus, vocabulary: Vocabulary, model: Model) -> tuple[Dot, ...]:
    """The commonest words on two principal axes, at a mean square distance of 1."""
    words = vocabulary.symbols[:DOTS]
    places = sized(principal_axes(unit_rows(model.v[: len(words)])))
    first = [next(iter(corpus.groups.get(word, ())), "") for word in words]
    numbers = {name: i for i, name in enumerate(dict.fromkeys(filter(None, first)))}
    return tuple(
        Dot(word[:_WORD], round(float(x), 3), round(float(y), 3), numbers.get(group, -1))
        for word, (x, y), group in zip(words, places.tolist(), first, strict=True)
    )


def said_of(card: Card) -> dict[str, Any]:
    """A card as JSON has it."""
    plain = {
        name: getattr(card, name)
        for name in ("name", "corpus", "title", "key", "tokens", "words", "made", "digest", "size")
    }
    return plain | {
        "reading": asdict(card.reading),
        "recipe": asdict(card.recipe),
        "knobs": asdict(card.knobs),
        "scores": [asdict(score) for score in card.scores],
        "dots": [asdict(dot) for dot in card.dots],
        **recorded.said_of(card.record),
    }


def card_of(number: str, said: dict[str, Any]) -> Card:
    """The card that `said_of` took apart, every value checked.

    Raises
    ------
    ValueError
        If a value is of another kind; `KeyError` or `TypeError` where something is missing or
        unknown, and `ParameterError` for a setting outside its range.
    """
    if len(said["scores"]) > len(_KINDS) or len(said["dots"]) > DOTS:
        raise ValueError(len(said["dots"]))
    return Card(
        id=number,
        name=recorded.text(said["name"], LONGEST),
        corpus=recorded.text(said["corpus"]),
        title=recorded.text(said["title"], 1000),
        key=recorded.text(said["key"]),
        reading=Reading(**said["reading"]),
        recipe=Recipe(**said["recipe"]),
        knobs=Knobs(**said["knobs"]),
        tokens=recorded.whole(said["tokens"]),
        words=recorded.whole(said["words"]),
        record=recorded.record_of(said),
        scores=tuple(_score(score) for score in said["scores"]),
        dots=tuple(_dot(dot) for dot in said["dots"]),
        made=recorded.number(said["made"]),
        digest=recorded.text(said["digest"]),
        size=recorded.whole(said["size"]),
    )


def _score(said: dict[str, Any]) -> Score:
    if said["kind"] not in _KINDS:
        raise ValueError(said["kind"])
    value = None if said["value"] is None else recorded.number(said["value"])
    return Score(
        said["kind"], value, recorded.number(said["coverage"]), recorded.whole(said["asked"])
    )


def _dot(said: dict[str, Any]) -> Dot:
    x, y, group = (recorded.number(said[name]) for name in ("x", "y", "group"))
    return Dot(recorded.text(said["word"], _WORD), x, y, int(group))
