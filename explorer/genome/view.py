"""Questions to a trained genome, as work that yields what it has found so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.evaluation.genome import kmers, sequences
from engine.model import initialize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.corpus.corpus import Corpus
    from engine.corpus.genome.genome import Genome
    from engine.evaluation.genome.kmers import Alignment, Partners, Sums
    from engine.evaluation.genome.labelled import Labelled
    from engine.evaluation.genome.sequences import Sorted
    from engine.vocabulary import Vocabulary
    from explorer.runs.run import Run

_CODES = 4  # unknown letters that are named


@dataclass(frozen=True, slots=True)
class Card:
    """What was read of a genome, and what of its k-mers is kept."""

    genome: Genome
    possible: int
    seen: int
    kept: int
    lost: int  # k-mers seen fewer than min_count times
    lost_tokens: int
    overlap: float
    split: int  # letters that no k-mer may hold
    codes: tuple[tuple[str, int], ...]  # the commonest of them


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found after so many tokens of training; `done` of the work is 0 … 1."""

    tokens: int
    found: Partners | Alignment | Sums | Sorted
    done: float = 1.0
    without: int = 0  # sequences without a known k-mer


def card(corpus: Corpus, vocabulary: Vocabulary, window: int) -> Card | None:
    """The numbers of a genome; None of another corpus."""
    genome = corpus.genome
    if genome is None:
        return None
    return Card(
        genome=genome,
        possible=genome.possible,
        seen=len(corpus.symbols),
        kept=len(vocabulary),
        lost=len(corpus.symbols) - len(vocabulary),
        lost_tokens=int(corpus.counts.sum() - vocabulary.counts.sum()),
        overlap=genome.overlap(window),
        split=sum(count for _, count in genome.unknown),
        codes=genome.unknown[:_CODES],
    )


def by_strand(run: Run) -> Iterator[Measured]:
    """Every k-mer beside its reverse complement."""
    tokens = run.tokens
    yield Measured(tokens, kmers.partners(run.vocabulary, run.unit()))


def by_alignment(run: Run) -> Iterator[Measured]:
    """Pairs of k-mers by cosine and by alignment."""
    tokens = run.tokens
    yield Measured(tokens, kmers.alignment(run.vocabulary, run.unit()))


def by_parts(run: Run) -> Iterator[Measured]:
    """K-mers beside the sums of their parts."""
    tokens = run.tokens
    for found in kmers.sums(run.vocabulary, run.vectors(), run.unit()):
        yield Measured(tokens, found, found.done)


def by_class(run: Run, labelled: Labelled) -> Iterator[Measured]:
    """Labelled sequences sorted by the means of their k-mers, and by as many random numbers."""
    genome, recipe, tokens = run.corpus.genome, run.recipe, run.tokens
    assert genome is not None
    untrained = initialize(len(run.vocabulary), recipe.dimensions, recipe.seed).v
    (means, without), (blind, _) = (
        sequences.sequence_vectors(run.vocabulary, table, labelled.sequences, genome)
        for table in (run.vectors(), untrained)
    )
    for found in sequences.sort(means, blind, labelled):
        yield Measured(tokens, found, found.done, without)
