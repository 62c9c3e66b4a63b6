"""Singular values of the matrix under negative sampling, as k and α move (docs/theory.md §4).

k and α enter the optimum as one matrix of rank one, the same row b(c) − log k under every word:

    x*(w, c) = log P(c|w) − log q_α(c) − log k

So where every pair is seen, only one singular value can move freely. Taking each column's mean away
removes that row and leaves spectra that are equal to rounding; without that, the values interlace,
σ(i+1) ≤ σ'(i) ≤ σ(i−1) (Weyl). The positive part, which count models factorise, is another matter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from engine.arrays import Doubles, Floats
    from engine.theory.expected import Expected


@dataclass(frozen=True, slots=True)
class Spectrum:
    """Singular values (r,), the highest first, and what they say about their matrix.

    `effective_rank` is exp of the entropy of σ²/Σσ²: how many directions share the weight;
    `first` is the share of the first, σ₁²/Σσ²; `nonzero` the share of cells that are not 0;
    `norm` is Frobenius'. Ranks and shares are 0 where all values are 0.
    """

    values: Doubles
    effective_rank: float
    first: float
    nonzero: float
    norm: float


def positive(matrix: Doubles) -> Doubles:
    """Cells above 0, and 0 for all others, cells never seen among them."""
    cut: Doubles = np.maximum(matrix, 0.0)
    return cut


def centred(matrix: Doubles) -> Doubles:
    """The matrix less the mean of each column, which takes every 1·bᵀ away."""
    return np.asarray(matrix - matrix.mean(axis=0))


def spectrum(matrix: Doubles) -> Spectrum:
    """All singular values of a finite matrix (M, N); time ∝ M³, seconds for 1,000 words."""
    return _described(_values(matrix), float(np.mean(matrix != 0)))


def spectrum_of_product(v: Floats, u: Floats) -> Spectrum:
    """The singular values of V·Uᵀ, (d,), from two (V, d) tables without forming it.

    V = Q R and U = P S with orthonormal Q and P leave those of R·Sᵀ, (d, d): time ∝ V·d². `nonzero`
    is that of a product without zeros, 1, unless a table is all 0.
    """
    r, s = (np.linalg.qr(np.asarray(table, np.float64))[1] for table in (v, u))
    values = _values(r @ s.T)
    return _described(values, float(values[0] > 0))


def acquainted(counted: Expected) -> Expected:
    """The counts of as many of the commonest words as have all met each other, and themselves.

    Of these the whole matrix is finite, and its own spectrum can be shown beside the positive one;
    none or few in a short text.
    """
    strangers = np.argwhere(counted.pairs == 0)
    words = int(strangers.max(axis=1).min()) if len(strangers) else len(counted.pairs)
    return replace(counted, pairs=counted.pairs[:words, :words])


def _values(matrix: Doubles) -> Doubles:
    return np.asarray(np.linalg.svd(matrix, compute_uv=False), np.float64)


def _described(values: Doubles, nonzero: float) -> Spectrum:
    weights = values**2
    total = float(weights.sum())
    if total == 0:
        return Spectrum(values, 0.0, 0.0, nonzero, 0.0)
    shares = weights[weights > 0] / total
    return Spectrum(
        values=values,
        effective_rank=float(np.exp(-(shares * np.log(shares)).sum())),
        first=float(weights[0] / total),
        nonzero=nonzero,
        norm=float(np.sqrt(total)),
    )
