"""Optimum on the random walks of a graph: closed forms, with no walk walked.

Qiu et al. 2018 (NetMF, theorem 2.3) give the optimum of DeepWalk, log(vol/(bT) Σ_r (D⁻¹A)ʳ D⁻¹),
for walks without end and a window in which all distances count alike. In word2vec's window distance
r counts (T − r + 1)/T; and a walk has a beginning and an end. Both are kept here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from engine.arrays import Doubles
    from engine.corpus.graph.graph import Graph
    from engine.settings import Knobs


def steps(graph: Graph) -> Doubles:
    """The chance (N, N) of each step of a first-order walk; rows of dead ends are 0."""
    count = len(graph)
    chances = np.zeros((count, count))
    rows = np.repeat(np.arange(count), np.diff(graph.starts))
    chances[rows, graph.ends] = graph.weights
    sums = chances.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(chances, sums, out=chances, where=sums > 0))


def expected_pairs(graph: Graph, knobs: Knobs) -> tuple[Doubles, Doubles]:
    """Expected pairs (N, N) of a walk, and how often it is at each node (N,); t off, p = q = 1.

    With p₀ even over the nodes that an edge leaves, P the steps, ℓ the walk's length and T the
    window: A = Σ_r (T − r + 1)/T · (M_r + M_rᵀ), M_r = diag(Σ_{i<ℓ−r} p₀Pⁱ) Pʳ.
    """
    chances, length = steps(graph), knobs.walk_length
    begins = (np.diff(graph.starts) > 0).astype(np.float64)
    at = [begins / begins.sum()]
    for _ in range(length - 1):
        at.append(at[-1] @ chances)
    so_far = np.cumsum(at, axis=0)
    pairs, power = np.zeros_like(chances), np.eye(len(graph))
    for reach in range(1, min(knobs.window, length - 1) + 1):
        power = power @ chances
        one_way = so_far[length - reach - 1][:, None] * power
        pairs += (knobs.window - reach + 1) / knobs.window * (one_way + one_way.T)
    return pairs, so_far[-1]


def optimum(graph: Graph, knobs: Knobs) -> Doubles:
    """x* = log A(w, c) − log(k n_w q(c)), (N, N): what v·u is at its best; −∞ where A is 0."""
    pairs, visits = expected_pairs(graph, knobs)
    noise = np.where(visits > 0, visits, np.inf) ** knobs.noise_exponent
    noise = np.where(np.isfinite(noise), noise, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(
            np.log(pairs)
            - np.log(knobs.negatives * np.outer(pairs.sum(axis=1), noise / noise.sum()))
        )


def netmf(graph: Graph, knobs: Knobs, *, dynamic: bool) -> Doubles:
    """log(vol/(k Σω) · Σ_r ω_r (D⁻¹A)ʳ D⁻¹), (N, N): ω_r is 1 as published, or T − r + 1."""
    chances, window = steps(graph), knobs.window
    degrees = np.bincount(
        np.repeat(np.arange(len(graph)), np.diff(graph.starts)), graph.weights, len(graph)
    )
    total, power, weights = np.zeros_like(chances), np.eye(len(graph)), 0
    for reach in range(1, window + 1):
        power = power @ chances
        weight = window - reach + 1 if dynamic else 1
        total, weights = total + weight * power, weights + weight
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(degrees.sum() / (knobs.negatives * weights) * total / degrees))
