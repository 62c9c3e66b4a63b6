"""Spectra at several k and α, for the claims about them."""

from dataclasses import dataclass

import numpy as np

from engine.sampling.noise import noise_chances
from engine.theory.agreement import log_k
from engine.theory.optimum import optimum
from engine.theory.spectrum import Spectrum, positive, spectrum


@dataclass(frozen=True, slots=True)
class Turn:
    """The spectra at one k and α: of the positive part, and of the matrix itself if it is finite.

    `shifted` is None where a pair is never seen: a cell at −∞ has no singular values. `done` in
    0 … 1 is the share of the settings asked for.
    """

    done: float
    negatives: int
    exponent: float
    positive: Spectrum
    shifted: Spectrum | None


def turns(counted, counts, negatives, exponents):
    """The spectra at every k and α, a setting at a time; α is the outer loop.

    Raises `ParameterError` for a k of 0. A setting takes time ∝ M³ of the M words counted.
    """
    settings = [(k, alpha) for alpha in exponents for k in negatives]
    for number, (k, alpha) in enumerate(settings, start=1):
        log_k(k)
        x = optimum(counted.pairs, noise_chances(counts, alpha), k, counted.inputs)
        whole = spectrum(x) if np.isfinite(x).all() else None
        yield Turn(number / len(settings), k, alpha, spectrum(positive(x)), whole)
