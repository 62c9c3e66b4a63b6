"""Slow twins of the four objectives, of their tree and of their pairs; tests/naive.py has them too.

An objective is its formula; its step comes from the errors of all rows at once, 0 where a row has
no part.
"""

import heapq
from itertools import count

import numpy as np


def grow_tree(counts, parents, right, depths):
    """By a heap that yields the rarest; of equals, words before inner nodes, late words first."""
    size, made = len(counts), count(len(counts))
    heap = [(float(counts[word]), 0, -word, word) for word in range(size)]
    heapq.heapify(heap)
    while len(heap) > 1:
        node, weight = next(made), 0.0
        for side in (True, False):
            lighter, _, _, child = heapq.heappop(heap)
            parents[child], right[child] = node, side
            weight += lighter
        heapq.heappush(heap, (weight, 1, node, node))
    root = 2 * size - 2
    parents[root], right[root] = root, False
    depths[:] = [len(way(parents, node)) for node in range(2 * size - 1)]


def way(parents, node):
    """The nodes from below the root down to this one."""
    nodes = []
    while parents[node] != node:
        nodes.append(int(node))
        node = parents[node]
    return nodes[::-1]


def write_paths(parents, right, offsets, nodes, turns):
    size = len(offsets) - 1
    for word in range(size):
        span, down = slice(offsets[word], offsets[word + 1]), way(parents, word)
        nodes[span] = [parents[node] - size for node in down]
        turns[span] = [right[node] for node in down]


def lay_pairs(ids, offsets, first, start, stop, epoch, base, keep, window, inputs, targets, keys):
    from tests.naive import key_of, next_key, targets_of

    n, base = 0, int(base)
    for place, near in targets_of(ids, offsets, first, start, stop, epoch, base, keep, window):
        for i, word in enumerate(near):
            inputs[n], targets[n] = word, ids[place]
            keys[n] = next_key(key_of(base, epoch, first + place), 128 + i)
            n += 1
    return n


def ln_sigma(x):
    return -np.logaddexp(0.0, -x)


def drawn(key, of, negatives):
    """The noise words of a pair."""
    from tests.naive import next_key, noise_draw

    return [noise_draw(next_key(int(key), column), of.noise) for column in range(negatives)]


def signs_of(target, of, size):
    """Of every inner node: 1 where the way to the target goes right, −1 where left, 0 elsewhere."""
    signs, span = np.zeros(size), slice(of.paths[target], of.paths[target + 1])
    signs[of.nodes[span]] = np.where(of.turns[span], 1.0, -1.0)
    return signs


def objective(name, near, u, target, key, of, negatives):
    """What a step of a kernel climbs, in nats: the formulas at the top of kernels/objectives.py."""
    logits = u @ near
    if name == "softmax":
        return logits[target] - np.logaddexp.reduce(logits)
    if name == "hierarchical":
        signs = signs_of(target, of, len(u))
        return ln_sigma(signs * logits)[signs != 0].sum()
    if name == "nce":
        logits = logits - of.shifts
    noise = drawn(key, of, negatives)
    return ln_sigma(logits[target]) + ln_sigma(-logits[noise]).sum()


def errors(name, near, u, target, key, of, negatives):
    """The slope of the objective in every logit, and how many rows have a part in it."""
    logits, hit = u @ near, np.eye(len(u))[target]
    if name == "softmax":
        chances = np.exp(logits - np.logaddexp.reduce(logits))
        return hit - chances, len(u)
    if name == "hierarchical":
        signs = signs_of(target, of, len(u))
        return signs * np.exp(ln_sigma(-signs * logits)), np.count_nonzero(signs)
    if name == "nce":
        logits = logits - of.shifts
    noise = np.bincount(drawn(key, of, negatives), minlength=len(u))
    return hit * np.exp(ln_sigma(-logits)) - noise * np.exp(ln_sigma(logits)), negatives + 1


def train(name, v, u, inputs, targets, keys, of, negatives, rate, tally):
    for w, c, key in zip(inputs, targets, keys, strict=True):
        said = (v[w].copy(), u.copy(), c, key, of, negatives)
        slope, rows = errors(name, *said)
        tally += [-objective(name, *said), 1, rows]
        v[w] += rate * slope @ said[1]
        u += rate * np.outer(slope, said[0])


def softmax(*arguments):
    train("softmax", *arguments)


def hierarchical(*arguments):
    train("hierarchical", *arguments)


def nce(*arguments):
    train("nce", *arguments)


def negative(*arguments):
    train("negative", *arguments)
