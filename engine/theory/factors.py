"""Word vectors from counts alone: shifted positive PMI, whole or cut by SVD (docs/theory.md §8).

The matrix that negative sampling factorises without ever writing it down is written down here:
its positive part, whole or cut to its first singular directions. Unit rows of either take the place
of a model's for `neighbours`, `accuracy` and `word_similarity`, with the vocabulary cut to the same
words (`vocabulary.commonest`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.sampling.mixture import noise_law
from engine.theory.agreement import log_k
from engine.theory.optimum import excess, loss_floor, negatives_of, optimum
from engine.theory.spectrum import positive

if TYPE_CHECKING:
    from engine.arrays import Counts, Doubles, Floats
    from engine.settings import Knobs
    from engine.theory.expected import Expected


@dataclass(frozen=True, slots=True)
class Factors:
    """`v` and `u`, (M, d) float32: v·u stands for a cell of the matrix they were made of."""

    v: Floats
    u: Floats


def shifted(counted: Expected, counts: Counts, knobs: Knobs) -> Doubles:
    """The matrix under negative sampling: x* of the commonest words, (M, M), −∞ where A is 0.

    PMI − log k up to the noise's columns; `counts` (V,) are those of the vocabulary. Raises
    `ParameterError` if k is 0.
    """
    log_k(knobs.negatives)
    noise = noise_law(counts, knobs)
    return optimum(counted.pairs, noise, knobs.negatives, counted.inputs)


def of_svd(matrix: Doubles, dimensions: int, random: np.random.Generator) -> Factors:
    """The first `dimensions` singular directions of the positive part of a matrix (M, M).

    v = X√Σ and u = Y√Σ of X Σ Yᵀ, the symmetric choice of Levy & Goldberg 2014, §4.2. At most
    M − 1 directions. Time ∝ cells above 0 · dimensions: seconds for 3,000 words and 100 of them.
    """
    from scipy.sparse import csr_array  # noqa: PLC0415 - a second to import; only labs pay
    from scipy.sparse.linalg import svds  # noqa: PLC0415 - the same

    size = min(dimensions, len(matrix) - 1)
    start = random.normal(size=len(matrix))
    cells = csr_array(positive(matrix))
    if cells.nnz == 0:  # k is so high that no pair is above it: ARPACK would not start
        empty = np.zeros((len(matrix), size), np.float32)
        return Factors(empty, empty)
    left, values, right = svds(cells, k=size, v0=start)
    first = np.argsort(-values)
    root = np.sqrt(values[first])
    return Factors(
        (left[:, first] * root).astype(np.float32), (right.T[:, first] * root).astype(np.float32)
    )


def folded(rows: Doubles, factors: Factors) -> Floats:
    """The vectors (R, d) of further rows (R, M) of the matrix that factors were made of.

    v = positive part · Y Σ^−½, which for the rows of the matrix itself are the vectors they have
    (Deerwester et al. 1990, "folding in").
    """
    sizes = np.square(factors.u).sum(axis=0)  # the singular values: u = Y√Σ
    directions = np.divide(factors.u, sizes, out=np.zeros_like(factors.u), where=sizes > 0)
    found: Floats = positive(rows).astype(np.float32) @ directions
    return found


def of_rows(matrix: Doubles) -> Floats:
    """The positive part of a matrix (R, M) itself, row by row, as word vectors of M numbers."""
    return positive(matrix).astype(np.float32)


def deviation(counted: Expected, counts: Counts, knobs: Knobs, logits: Doubles) -> float:
    """How far logits (M, M) are above the least loss, as a share of it: Table 1 of L & G 2014.

    Cells never seen count: there the least is reached at −∞ (their own table reports far less). 0
    where the least loss is 0, as without noise words.
    """
    noise = noise_law(counts, knobs)
    a, b = counted.pairs, negatives_of(counted.pairs, noise, knobs.negatives, counted.inputs)
    least = loss_floor(a, b).loss
    if not least:
        return 0.0
    return excess(a, b, logits) * float(a.sum() + b.sum()) / (least * float(a.sum()))
