"""A world whose law is known: 30 to 100 words, every P(w, c) given, and two ways to learn it.

With d ≥ |V| nothing keeps v·u from its optimum, so that the textbook's v·u = PMI − log k can be
held against every cell: on the whole batch to any precision, and by the engine's own kernel on
drawn pairs as closely as so many pairs can tell.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from engine.corpus.corpus import Corpus
from engine.corpus.tokens import Tokens
from engine.mixture import HARD
from engine.sampling.proposals import Proposals
from engine.settings import Knobs, Recipe
from engine.theory.agreement import Agreement, agreement, log_k
from engine.theory.descent import descent
from engine.theory.expected import REACH, Expected
from engine.theory.optimum import negatives_of
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.random import Generator

    from engine.arrays import Counts, Doubles, Ids

RATES = (0.1, 0.0005)  # of the engine's kernel, first and last, falling by ratio: docs/theory.md §3
_WORLD = 1  # seed
_FLAT = 3.0  # added to ranks: the commonest words are not far apart
_TRAITS = 8
_WHIM = 0.1  # of the spread: what no trait explains
_STATE, _STEPS = 50, 2_000  # of L-BFGS: between two states, and at most
_START = 0.1  # standard deviation of the first vectors
_ONE_THREAD = 1 << 18  # multiplications that OpenBLAS does not think worth sharing


@dataclass(frozen=True)
class Joint:
    """P(w, c), `pairs` (M, M): symmetric, all above 0, sum 1; the commonest word first."""

    pairs: Doubles

    @cached_property
    def marginal(self) -> Doubles:
        """P(w) = P(c), (M,)."""
        return np.asarray(self.pairs.sum(axis=1))

    @cached_property
    def pmi(self) -> Doubles:
        """PMI = log P(w, c) − log P(w) − log P(c), (M, M)."""
        return np.log(self.pairs) - np.log(np.outer(self.marginal, self.marginal))

    def noise(self, exponent: float) -> Doubles:
        """The noise, q ∝ P(c)^α, (M,)."""
        powers = self.marginal**exponent
        return np.asarray(powers / powers.sum())

    def target(self, exponent: float) -> Doubles:
        """The optimum without its − log k: log P(c|w) − log q(c), (M, M); PMI for α = 1."""
        given = self.pairs / self.marginal[:, None]
        return np.log(given) - np.log(self.noise(exponent))

    def counts(self, pairs: int) -> Counts:
        """How often each word is met in so many pairs, rounded, (M,)."""
        return np.rint(pairs * self.marginal).astype(np.int64)

    def expected(self, pairs: int) -> Expected:
        """So many pairs as the counts of a text, for what is made for texts; all 1 apart."""
        distances = np.zeros(REACH)
        distances[0] = pairs
        return Expected(pairs * self.pairs, pairs * self.marginal, distances)

    def band(self, negatives: int, pairs: int, exponent: float = 1.0) -> Doubles:
        """√(1/A + 1/B) of so many drawn pairs, (M, M): the scale of chance in a logit, in nats.

        No bound: a run may come closer to rare cells by keeping them small.
        """
        a = pairs * self.pairs
        b = negatives_of(a, self.noise(exponent), negatives)
        return np.sqrt(1.0 / a + 1.0 / b)


@dataclass(frozen=True, slots=True)
class Noise:
    """Other noise than P(c)^α: a mixture and its correction, as in `Knobs`, and their proposals.

    `offers` name the joint's words; `target` (M, M) is the optimum without its − log k.
    """

    sampler: str
    correction: str
    offers: Proposals
    target: Doubles


@dataclass(frozen=True, slots=True)
class Climb:
    """Where v·u has got to: `done` in 0 … 1 of the work, `seen` pairs drawn or steps of L-BFGS.

    `logits` (M, M) are v·u; `plain` and `weighted` (each cell by its P(w, c)) hold them against
    `Joint.target` less log k; None while all logits are equal.
    """

    done: float
    seen: int
    logits: Doubles
    plain: Agreement | None
    weighted: Agreement | None


def known_joint(words: int, random: Generator, spread: float = 0.45) -> Joint:
    """A joint law of `words` words whose frequencies are Zipf's and whose PMI is mostly traits.

    P ∝ f(w) f(c) exp(z_w·z_c + e) with 8 Gaussian traits z a word and a little whim e a pair:
    of full rank, but most of it in few dimensions, as in a language. `spread` is about the standard
    deviation of the PMI, in nats.
    """
    share = 1.0 / (np.arange(1, words + 1) + _FLAT)
    traits = random.normal(size=(words, _TRAITS)) * np.sqrt(spread) / _TRAITS**0.25
    whims = random.normal(0.0, _WHIM * spread, (words, words))
    pairs = np.outer(share, share) * np.exp(traits @ traits.T + (whims + whims.T) / np.sqrt(2.0))
    order = np.argsort(-pairs.sum(axis=1), kind="stable")
    return Joint(pairs[np.ix_(order, order)] / pairs.sum())


def full_batch(
    joint: Joint,
    negatives: int,
    random: Generator,
    exponent: float = 1.0,
    dimensions: int | None = None,
) -> Iterator[Climb]:
    """The exact loss of the whole law made smaller by L-BFGS, 50 steps a state, until it rests.

    `dimensions` are |V| unless given: with fewer the fit is the best of that rank, weighted by
    A·B/(A + B) (docs/theory.md §3). Raises `ParameterError` if k is 0.
    """
    log_k(negatives)
    words, target = len(joint.pairs), joint.target(exponent)
    width = words if dimensions is None else dimensions
    a, b = joint.pairs, negatives_of(joint.pairs, joint.noise(exponent), negatives)
    points = descent(
        lambda at: batch_loss(at, a, b, width), random.normal(0.0, _START, 2 * words * width)
    )
    steps = 0
    while passed := list(islice(points, min(_STATE, _STEPS - steps))):
        steps += len(passed)
        rests = len(passed) < _STATE or steps == _STEPS
        v, u = passed[-1].reshape(2, words, width)
        done = 1.0 if rests else steps / _STEPS
        yield _climb(joint, target, negatives, (done, steps), v @ u.T)


def batch_loss(at: Doubles, a: Doubles, b: Doubles, width: int) -> tuple[float, Doubles]:
    """Σ A·softplus(−x) + B·softplus(x) over v·u = x, and its gradient (2·M·d,)."""
    v, u = at.reshape(2, len(a), width)
    x = _product(v, u.T)
    tails = np.exp(-np.abs(x))
    sigmas = np.where(x >= 0, 1.0, tails) / (1.0 + tails)
    softplus = np.log1p(tails)
    loss = (a * (softplus + np.maximum(-x, 0.0)) + b * (softplus + np.maximum(x, 0.0))).sum()
    slope = (a + b) * sigmas - a
    return float(loss), np.concatenate([_product(slope, u).ravel(), _product(slope.T, v).ravel()])


def _product(a: Doubles, b: Doubles) -> Doubles:
    """The product of two matrices, some rows at a time: of a whole, BLAS makes work for threads.

    On a busy machine they wait for each other, and 100 words took twenty times as long.
    """
    rows = max(1, _ONE_THREAD // (b.shape[0] * b.shape[1]))
    return np.concatenate([a[first : first + rows] @ b for first in range(0, len(a), rows)])


@lru_cache(maxsize=8)
def world(words: int) -> Joint:
    """The law of so many words, always the same."""
    return known_joint(words, np.random.default_rng(_WORLD))


def by_kernel(
    joint: Joint,
    negatives: int,
    random: Generator,
    *,
    pairs: int = 3_000_000,
    exponent: float = 1.0,
    dimensions: int | None = None,
    rates: tuple[float, float] = RATES,
    noise: Noise | None = None,
) -> Iterator[Climb]:
    """The engine's own kernel on pairs drawn from the law, a state every 50,000 of them.

    A sentence is one drawn pair of words; each is once the target of the other. The rate falls by
    ratio from the first to the second of `rates`, as docs/theory.md §3 says. Raises
    `ParameterError` if k is 0.
    """
    log_k(negatives)
    corpus, ranks = _drawn(joint, random, pairs)
    words, target = len(ranks), joint.target(exponent) if noise is None else noise.target
    knobs = Knobs(
        negatives=negatives,
        window=1,
        subsample=0.0,
        noise_exponent=exponent,
        epochs=1,
        schedule="constant",
        learning_rate=rates[0],
        sampler="unigram" if noise is None else noise.sampler,
        correction="none" if noise is None else noise.correction,
    )
    recipe = Recipe(
        dimensions=words if dimensions is None else dimensions,
        min_count=1,
        seed=int(random.integers(2**31)),
    )
    offers = None if noise is None else {HARD: _ranked(noise.offers, ranks)}
    trainer = SkipGram(corpus, build_vocabulary(corpus, 1), recipe, knobs, offers=offers)
    size = corpus.source.size
    while not trainer.finished(knobs):
        rate = rates[0] * (rates[1] / rates[0]) ** (trainer.position.tokens / size)
        knobs = replace(knobs, learning_rate=rate)
        trainer.block(knobs)
        v, u = (table[ranks].astype(np.float64) for table in (trainer.model.v, trainer.model.u))
        seen = trainer.position.tokens  # a token is the target of one pair
        yield _climb(joint, target, negatives, (seen / size, seen), v @ u.T)


def _ranked(offers: Proposals, ranks: Ids) -> Proposals:
    """The proposals of the law's words for the words of the corpus drawn from it."""
    order = np.argsort(ranks)
    return Proposals(ranks[offers.words[order]], offers.likeness[order])


def _drawn(joint: Joint, random: Generator, pairs: int) -> tuple[Corpus, Ids]:
    """A corpus of pairs from the law, and the rank in it (M,) of each word of the law."""
    words = len(joint.pairs)
    ladder = np.cumsum(joint.pairs.ravel())
    cell = np.searchsorted(ladder / ladder[-1], random.random(pairs // 2), side="right")
    raw = np.stack([cell // words, cell % words], axis=1).ravel()
    counts = np.maximum(np.bincount(raw, minlength=words), 1)  # a word never drawn keeps its row
    order = np.argsort(-counts, kind="stable")
    ranks = np.argsort(order).astype(np.int32)
    source = Tokens(ranks[raw], np.arange(0, len(raw) + 1, 2, dtype=np.int64))
    return Corpus("joint", tuple(f"w{i}" for i in order), counts[order], source), ranks


def _climb(
    joint: Joint, target: Doubles, negatives: int, seen: tuple[float, int], logits: Doubles
) -> Climb:
    x, y, shift = target.ravel(), logits.ravel(), log_k(negatives)
    return Climb(
        done=seen[0],
        seen=seen[1],
        logits=logits,
        plain=agreement(x, y, shift),
        weighted=agreement(x, y, shift, joint.pairs.ravel()),
    )
