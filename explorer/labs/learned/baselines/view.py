"""Vectors by training beside vectors by counting: neighbours, analogies, and the loss of both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from engine.errors import phrase
from engine.evaluation.analogies import accuracy
from engine.evaluation.neighbours import neighbours
from engine.evaluation.overlap import LISTED, overlap
from engine.evaluation.word_similarity import WordSimilarity, word_similarity
from engine.similarity import unit_rows
from engine.theory.factors import deviation, folded, of_rows, of_svd, shifted
from engine.theory.loss_gap import logits
from engine.theory.scatter import pmi
from engine.theory.spectrum import positive
from engine.vocabulary import commonest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from engine.arrays import Doubles, Floats
    from engine.corpus.corpus import Question
    from engine.evaluation.questions import Pair
    from engine.model import Model
    from engine.settings import Knobs
    from engine.theory.expected import Expected
    from engine.vocabulary import Vocabulary
    from explorer.runs.run import Run

Kind = Literal["sgns", "svd", "sppmi", "pmi"]
KINDS: Final[dict[Kind, str]] = {
    "sgns": phrase("vectors by training"),
    "svd": phrase("SVD of the shifted counts"),
    "sppmi": phrase("shifted counts themselves"),
    "pmi": phrase("PMI itself"),
}
SHOWN = 8  # neighbours of a word
ASKED = 300  # commonest words whose neighbours are compared
JUDGED = 500  # commonest words whose pairs tell the loss
STEPS = 3
_FEWEST = 200  # words
_WORK = 48_000  # words times dimensions: more would keep a step of the SVD beyond a second


@dataclass(frozen=True, slots=True)
class Baseline:
    """One kind of vectors of the M commonest words.

    `unit` (M, …) has rows of length 1; `found` is the share of the corpus's own analogies, None if
    it has none; `above` how far its products are above the least loss, as a share of that, None
    where there are no products; `alike` how it ranks pairs of the 1,500 commonest words.
    """

    kind: Kind
    unit: Floats
    found: float | None
    above: float | None
    alike: WordSimilarity


@dataclass(frozen=True, slots=True)
class Counted:
    """What vectors are made of and judged by: the counts, the words, and the knobs of the run.

    The `words` commonest are compared, and are the columns of what is counted; `gold` are pairs.
    """

    pairs: Expected
    words: int
    vocabulary: Vocabulary
    knobs: Knobs
    questions: Sequence[Question]
    gold: Sequence[Pair]

    def rival(self, kind: Kind, rows: Floats, products: Doubles | None) -> Baseline:
        """Rows of all words counted as a rival; `products` (500, 500) are its v·u of the first."""
        whole = unit_rows(rows)
        unit = whole[: self.words]
        few = commonest(self.vocabulary, len(unit))
        found = accuracy(few, unit, self.questions).share if self.questions else None
        alike = word_similarity(commonest(self.vocabulary, len(whole)), whole, self.gold)
        return Baseline(
            kind, unit, found, None if products is None else self.above(products), alike
        )

    def above(self, products: Doubles) -> float:
        """How far products are above the least loss, as a share of it."""
        few = self.pairs.commonest(len(products))
        return deviation(few, self.vocabulary.counts, self.knobs, products)


def counted(run: Run, pairs: Expected, gold: Sequence[Pair]) -> Counted:
    """The commonest words of a run, so many that their SVD takes no more than a second."""
    words = min(max(_FEWEST, _WORK // run.recipe.dimensions), len(pairs.pairs))
    return Counted(pairs, words, run.vocabulary, run.knobs, run.corpus.questions, gold)


def by_counting(made_of: Counted, dimensions: int) -> Iterator[Baseline]:
    """Three kinds of vectors that were never trained, one a step. Raises `ParameterError` if k = 0.

    SVD takes its start from a fixed seed, so that the same counts make the same vectors. It is done
    on the words compared; the rows of rarer ones are laid into its directions.
    """
    words = made_of.words
    rows = shifted(made_of.pairs, made_of.vocabulary.counts, made_of.knobs)[:, :words]
    few = min(JUDGED, words)
    factors = of_svd(rows[:words], dimensions, np.random.default_rng(1))
    products = factors.v[:few].astype(np.float64) @ factors.u[:few].T
    yield made_of.rival("svd", folded(rows, factors), products)
    yield made_of.rival("sppmi", of_rows(rows), positive(rows[:few, :few]))
    yield made_of.rival("pmi", of_rows(pmi(made_of.pairs)[:, :words]), None)


def by_training(made_of: Counted, model: Model) -> Baseline:
    """The run's own vectors as they are now."""
    counted = len(made_of.pairs.pairs)
    few = min(JUDGED, made_of.words)
    return made_of.rival("sgns", model.v[:counted].copy(), logits(model, few))


@dataclass(frozen=True, slots=True)
class View:
    """The kinds there are so far, training first.

    `common` says how many of a common word's `listed` neighbours each other kind shares with
    training, by chance it would be `chance`; `zero` how far vectors of zeros are above the least
    loss of the `judged` commonest words; `ranked` are the words that pairs may be of.
    """

    rivals: dict[Kind, Baseline]
    common: dict[Kind, float]
    listed: int
    chance: float
    zero: float
    judged: int
    ranked: int


def view(trained: Baseline, others: Sequence[Baseline], made_of: Counted) -> View:
    """Training and those of the others that are made."""
    few = min(JUDGED, len(trained.unit))
    among = min(ASKED, len(trained.unit))
    listed = min(LISTED, among - 1)
    return View(
        rivals={rival.kind: rival for rival in (trained, *others)},
        common={rival.kind: shared(trained, rival) for rival in others},
        listed=listed,
        chance=listed**2 / max(among - 1, 1),
        zero=made_of.above(np.zeros((few, few))),
        judged=few,
        ranked=len(made_of.pairs.pairs),
    )


def shared(one: Baseline, other: Baseline) -> float:
    """How many of a common word's neighbours two kinds have in common, on average."""
    few = min(ASKED, len(one.unit))
    return float(overlap(one.unit[:few], other.unit[:few]).shares.mean()) * min(LISTED, few - 1)


def near(
    rivals: Mapping[Kind, Baseline], vocabulary: Vocabulary, word: str
) -> dict[Kind, list[str]]:
    """The words nearest to a word by each kind; raises `WordError` if it is not among them."""
    few = commonest(vocabulary, len(next(iter(rivals.values())).unit))
    return {
        kind: [name for name, _ in neighbours(few, rival.unit, word, SHOWN)]
        for kind, rival in rivals.items()
    }
