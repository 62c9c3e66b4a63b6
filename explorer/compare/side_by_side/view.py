"""Runs side by side: their words on maps laid upon one another, their curves, what differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.evaluation.neighbours import neighbours
from engine.evaluation.projection import principal_axes, procrustes
from engine.similarity import unit_rows
from engine.training.progress import loss
from engine.vocabulary import vocabulary_of
from explorer.parts.gold.scorecard import NAMES, covered
from explorer.parts.kept.changed_neighbours import AMONG, compared
from explorer.parts.settings.setting_names import differing, plain, settings_of
from explorer.runs.map.layouts import sized

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.arrays import Floats, Ids
    from engine.vocabulary import Vocabulary
    from explorer.parts.kept.changed_neighbours import Comparison
    from explorer.runs.jobs.side_by_side import Side

WORDS = 250  # of a map


@dataclass(frozen=True, slots=True)
class Shared:
    """The commonest words that all sides know, and where each side has them, (M,) each."""

    words: tuple[str, ...]
    rows: tuple[Ids, ...]
    groups: tuple[int, ...]  # the number of each word's group, −1 for none


@dataclass(frozen=True, slots=True)
class Panel:
    """One side's map: its name, and the places of the shared words (M, 2)."""

    name: str
    places: Floats


@dataclass(frozen=True, slots=True)
class Curve:
    """One side's loss over its tokens, in nats; `above` the least loss or, if not, as it is."""

    name: str
    tokens: tuple[int, ...]
    values: tuple[float, ...]


def shared(sides: Sequence[Side], most: int = AMONG) -> Shared:
    """The words of the first side that all others know too, its commonest first."""
    first, *others = (side.trainer.vocabulary for side in sides)
    known = (word for word in first.symbols if all(word in other.ids for other in others))
    words = tuple(word for word, _ in zip(known, range(most), strict=False))
    rows = tuple(
        np.array([vocabulary.ids[word] for word in words], np.int32)
        for vocabulary in (first, *others)
    )
    belongs = sides[0].entrant.corpus.groups
    named = [next(iter(belongs.get(word, ())), "") for word in words]
    numbers = {name: i for i, name in enumerate(dict.fromkeys(filter(None, named)))}
    return Shared(words, rows, tuple(numbers.get(name, -1) for name in named))


def panels(sides: Sequence[Side], words: Shared, before: Floats | None) -> tuple[Panel, ...]:
    """A map by principal axes a side, each laid on the first, and that on the one `before`."""
    made: list[Panel] = []
    for side, rows in zip(sides, words.rows, strict=True):
        unit = unit_rows(side.trainer.model.v[rows[:WORDS]])
        places = sized(principal_axes(unit))
        fixed = made[0].places if made else before
        if fixed is not None and len(fixed) == len(places):
            places = procrustes(places, fixed)
        made.append(Panel(side.entrant.name, places))
    return tuple(made)


def curves(sides: Sequence[Side]) -> tuple[bool, tuple[Curve, ...]]:
    """Whether the curves are above the least loss, known for all sides; and the curves."""
    above = all(side.excess for side in sides)
    return above, tuple(_curve(side, above=above) for side in sides)


def _curve(side: Side, *, above: bool) -> Curve:
    pairs = side.excess if above else [(p.tokens, loss(p)) for p in side.history]
    known = [(tokens, value) for tokens, value in pairs if value is not None]
    return Curve(
        side.entrant.name, tuple(tokens for tokens, _ in known), tuple(v for _, v in known)
    )


def settings(sides: Sequence[Side]) -> list[tuple[str, list[str]]]:
    """The settings in which the sides differ, by name, each with a value a side."""
    every = [settings_of(side.entrant.recipe, side.entrant.knobs) for side in sides]
    return [(name, [plain(one[name]) for one in every]) for name in differing(every)]


def scores(sides: Sequence[Side]) -> list[tuple[str, list[str]]]:
    """The scores by name (a key of the catalogue), each with a value a side."""
    if not all(side.scores for side in sides):
        return []
    kinds = [score.kind for score in sides[0].scores]
    by_kind = [{score.kind: covered(score) for score in side.scores} for side in sides]
    return [(NAMES[kind], [one.get(kind, "–") for one in by_kind]) for kind in kinds]


def changed(sides: Sequence[Side], words: Shared, other: int) -> Comparison:
    """Which words' neighbours differ most between the first side and another."""
    vocabulary = _common(sides[0], words)
    here, there = (
        sides[i].trainer.model.v[words.rows[i]] for i in (0, other)
    )  # copies, for they are picked by row
    return compared(vocabulary, here, there)


def near(sides: Sequence[Side], words: Shared, word: str, count: int) -> list[list[str]]:
    """The shared words nearest to a word on each side; raises `WordError` if it is none of them."""
    vocabulary = _common(sides[0], words)
    vocabulary.id_of(word)
    return [
        [
            name
            for name, _ in neighbours(
                vocabulary, unit_rows(side.trainer.model.v[rows]), word, count
            )
        ]
        for side, rows in zip(sides, words.rows, strict=True)
    ]


def _common(side: Side, words: Shared) -> Vocabulary:
    return vocabulary_of(words.words, side.trainer.vocabulary.counts[words.rows[0]])
