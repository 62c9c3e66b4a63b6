"""Slow twins of the kernels: plain Python numbers, one line for one thought.

Each has the name and the arguments of its kernel and no trick of its; integers are reduced modulo
2⁶⁴ by hand, sums run in float64. Kernels must agree with them on the same draws.
"""

import math
from itertools import combinations, pairwise

import numpy as np

from tests.engine.corpus.text.naive_words import (  # noqa: F401 - the twins of kernels/words.py
    bound,
    collect,
    intern,
    rehash,
    survey,
)
from tests.engine.kernels.naive_kmers import cut_kmers  # noqa: F401 - the twin of kernels/kmers.py
from tests.engine.kernels.naive_objectives import (  # noqa: F401 - of huffman, windows, objectives
    grow_tree,
    hierarchical,
    lay_pairs,
    nce,
    negative,
    softmax,
    write_paths,
)
from tests.engine.kernels.naive_walks import sum_widths, walk  # noqa: F401 - of kernels/walks.py

MASK = 2**64 - 1
GOLDEN = 0x9E3779B97F4A7C15


def mix(x):
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & MASK
    return x ^ (x >> 31)


def key_of(base, epoch, position):
    return mix((base + GOLDEN * (epoch * 2**40 + position)) & MASK)


def next_key(key, index):
    return mix((key + (index + 1) * GOLDEN) & MASK)


def keep_draw(key):
    return (key >> 32) / 2**32


def radius_draw(key, window):
    return 1 + ((key & (2**24 - 1)) * window >> 24)


def measure_draw(key):
    return key >> 24 & 255


def noise_draw(draw, table):
    column = (draw >> 32) * len(table) >> 32
    entry = int(table[column])
    return column if (draw & (2**32 - 1)) < (entry >> 32) else entry & (2**32 - 1)


def base_of(seed):
    return mix(int(seed))


def fill_inputs(inputs, size, dimensions, seed):
    for word in range(size):
        key = key_of(base_of(seed), 2**24 - 1, word)
        for d in range(dimensions):
            inputs[word, d] = (keep_draw(next_key(key, d)) - 0.5) / dimensions


def sigmoid(x):
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


def log_loss(x):
    return float(np.logaddexp(0.0, -x))


def windows_of(ids, offsets, first, start, stop, epoch, base, keep, window):
    """(place, places around) of every word kept at start … stop - 1."""
    for low, high in pairwise(offsets):
        kept = [
            place
            for place in range(low, high)
            if ids[place] < len(keep)
            and keep_draw(key_of(base, epoch, first + place)) < keep[ids[place]]
        ]
        for j, place in enumerate(kept):
            if start <= place < stop:
                reach = radius_draw(key_of(base, epoch, first + place), window)
                yield place, kept[max(0, j - reach) : j] + kept[j + 1 : j + reach + 1]


def targets_of(ids, *arguments):
    """(place, inputs) of every word kept; a word left alone has no inputs."""
    for place, near in windows_of(ids, *arguments):
        yield place, [int(ids[i]) for i in near]


def upcoming(
    ids, offsets, first, start, stop, epoch, base, keep, noise, share_own, own, words, window,
    inputs, outputs,
):  # fmt: skip
    base, laws = int(base), (noise, share_own, own, words)
    for place, near in windows_of(ids, offsets, first, start, stop, epoch, base, keep, window):
        if near:
            inputs[: len(near)] = near
            noisy = noise_of(place, int(ids[place]), first, epoch, base, laws, len(outputs) - 1)
            outputs[:] = [ids[place], *noisy]
            return place, len(near)
    return -1, 0


def own_draw(draw, table, words):
    return int(words[noise_draw(draw, table)])


def noise_of(place, target, first, epoch, base, laws, negatives):
    noise, share_own, own, words = laws
    key = key_of(base, epoch, first + place)
    for column in range(negatives):
        draw = next_key(key, column)
        if len(share_own) and (next_key(key, 64 + column) >> 32) < int(share_own[target]):
            yield own_draw(draw, own[target], words[target])
        else:
            yield noise_draw(draw, noise)


def bit_of_pair(one, other, size, bits):
    pair, room = int(one) * size + int(other), len(bits) * 64
    return pair if size * size <= room else mix(pair) % room


def weight_of(i, noise, target, words, weights):
    """What a noise word of a target weighs against input i; 1 without weights."""
    if weights is None:
        return 1.0
    if len(weights.known):
        bit = bit_of_pair(i, noise, len(weights.ratio), weights.known)
        if int(weights.known[bit // 64]) >> bit % 64 & 1:
            return 0.0
    own = words[target].tolist() if len(weights.rest) else []
    if noise in own:
        return float(weights.own[target, own.index(noise)])
    return float(weights.ratio[noise] * (weights.rest[target] if len(weights.rest) else 1))


def pair_known(word, others, size, bits, known):
    for i, other in enumerate(others):
        bit = bit_of_pair(word, other, size, bits)
        known[i] = int(bits[bit // 64]) >> bit % 64 & 1


def mark_pairs(ids, offsets, size, window, bits):
    for low, high in pairwise(offsets):
        line = [word for word in ids[low:high] if word < size]
        for i, j in combinations(range(len(line)), 2):
            if j - i <= window:
                for pair in ((line[i], line[j]), (line[j], line[i])):
                    bit = bit_of_pair(*pair, size, bits)
                    bits[bit // 64] |= np.uint64(1 << bit % 64)


def step(v, u, inputs, outputs, rate, watched=-1, weigh=lambda i, noise: 1.0):
    """Moves both tables by one target's exact gradient; the losses of its terms, and its forces.

    A force on the watched word: kind (0 v pulled, 1 v pushed, 2 u pulled, 3 u pushed), the other
    word, gain, and the other's row as it stood.
    """
    old_v, old_u = v.copy(), u.copy()
    pulls, pushes, forces = [], [], []
    for i in inputs:
        for column, row in enumerate(outputs):
            x = float(old_v[i] @ old_u[row])
            gain = rate * ((column == 0) - sigmoid(x)) * (weigh(i, row) if column else 1.0)
            u[row] += gain * old_v[i]
            v[i] += gain * old_u[row]
            (pushes if column else pulls).append(log_loss(-x if column else x))
            if i == watched:
                forces.append((0 + (column > 0), row, gain, old_u[row]))
            if row == watched:
                forces.append((2 + (column > 0), i, gain, old_v[i]))
    return pulls, pushes, forces


def train(
    v, u, hot, ids, offsets, first, start, stop, limit, epoch, base, keep, noise, share_own, own,
    words, weights,
    window, negatives, rate, tokens, share, dimensions, book, tally,
):  # fmt: skip
    """Both kernels of a step; v and u are float64 here."""
    trained, position, base = 0, start, int(base)
    for place, inputs in targets_of(ids, offsets, first, start, stop, epoch, base, keep, window):
        if trained == limit:
            break
        now = tokens + sum(ids[i] < len(keep) for i in range(start, place))
        if inputs:
            target, laws = int(ids[place]), (noise, share_own, own, words)
            outputs = [target, *noise_of(place, target, first, epoch, base, laws, negatives)]
            now = max(rate[2], rate[0] - rate[1] * now)
            watched = -1 if book is None else book.word
            pulls, pushes, lines = step(
                v, u, inputs, outputs, now, watched,
                lambda i, noise, t=target: weight_of(i, noise, t, words, weights),
            )  # fmt: skip
            for kind, other, gain, row in lines:
                line = book.written[0] % len(book.marks)
                book.marks[line] = kind, other, first + place
                book.gains[line], book.others[line] = gain, row
                book.written[0] += 1
            if measure_draw(key_of(base, epoch, first + place)) < share:
                tally[:4] += [sum(pulls), sum(pushes), len(pulls), len(pushes)]
            tally[4] += len(inputs)
            trained += 1
        tally[7] += 1
        position = place + 1
    position = position if trained == limit else stop
    tally[5] += trained
    tally[6] += sum(ids[i] < len(keep) for i in range(start, position))
    return position


def share_columns(accept, alias):
    """Vose's method on two stacks."""
    alias[:] = range(len(accept))
    low = [column for column, share in enumerate(accept) if share < 1]
    high = [column for column, share in enumerate(accept) if share >= 1]
    while low and high:
        small, large = low.pop(), high[-1]
        alias[small] = large
        accept[large] -= 1 - accept[small]
        if accept[large] < 1:
            low.append(high.pop())
    accept[low + high] = 1  # what rounding left over


def pack_columns(accept, alias, table):
    for column, share in enumerate(accept):
        other = column if share >= 1 else int(alias[column])
        table[column] = min(round(float(share) * 2**32), 2**32 - 1) * 2**32 + other


def pack_rows(chances, table):
    for row, packed in zip(chances, table, strict=True):
        accept, alias = row * len(row), np.empty(len(row), np.int32)
        share_columns(accept, alias)
        pack_columns(accept, alias, packed)


def scale_rows(vectors, unit):
    for row, scaled in zip(vectors, unit, strict=True):
        length = math.sqrt(sum(float(x) ** 2 for x in row))
        scaled[:] = [float(x) / length if 0 < length < math.inf else 0 for x in row]


def best_answers(plus, minus, rows, hidden, first, best, places):
    for question, (a, b, c) in enumerate(rows):
        for d in range(plus.shape[1]):
            score = plus[b, d] - minus[a, d] + plus[c, d]
            if first + d not in hidden[question] and score > best[question]:
                best[question], places[question] = score, first + d


def count_pairs(ids, offsets, keep, window, pairs, inputs, distances):
    """Every two places of a sentence, with the law of the number of kept words between them."""
    for low, high in pairwise(offsets):
        line = [word for word in ids[low:high] if word < len(keep)]
        for i, j in combinations(range(len(line)), 2):
            kept = [1.0]
            for word in line[i + 1 : j]:
                kept = np.convolve(kept, [1 - keep[word], keep[word]])
            near = sum(chance * max(0, window - m) / window for m, chance in enumerate(kept))
            for one, other in ((line[i], line[j]), (line[j], line[i])):
                expected = keep[one] * keep[other] * near
                inputs[one] += expected
                distances[min(j - i, len(distances)) - 1] += expected
                if max(one, other) < len(pairs):
                    pairs[one, other] += expected


def draw_noise(table, base, first, draws, seen):
    for place in range(first, first + draws):
        seen[noise_draw(next_key(key_of(int(base), 0, place), 0), table)] += 1
