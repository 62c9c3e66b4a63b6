"""The slow twin of kernels/walks.py: the same darts, thrown in plain Python."""

from bisect import bisect_right
from itertools import accumulate, pairwise

MASK = 2**64 - 1
DARTS = 32


def walk(starts, ends, widths, mutual, origins, first, back, far, epoch, base, walks):
    from tests.naive import key_of, mix, next_key

    nodes = len(starts) - 1
    edges = [
        {int(ends[i]): weight_of(widths, starts[n], i) for i in range(starts[n], starts[n + 1])}
        for n in range(nodes)
    ]
    base, count = mix(base), len(origins)
    for row in range(len(walks)):
        number = first + row
        key = key_of(base, epoch, number)
        turn = next_key(key_of(base, epoch, number - number % count), 63)
        path = [int(origins[(number + (turn >> 33)) % count])]
        while len(path) < walks.shape[1] and edges[path[-1]]:
            last = path[-2] if len(path) > 1 else None

            draws = [next_key(key, (len(path) - 1) * 64 + dart) for dart in range(DARTS + 1)]
            path.append(step(edges, last, path[-1], (back, far), draws))
        walks[row] = path + [nodes] * (walks.shape[1] - len(path))


def sum_widths(starts, weights, widths):
    for low, high in pairwise(starts):
        widths[low:high] = list(accumulate(weights[low:high].tolist()))


def weight_of(widths, low, place):
    if not len(widths):
        return 1.0
    return float(widths[place] - (widths[place - 1] if place > low else 0.0))


def height_of(edges, last, x, bias):
    back, far = bias
    if last is None:
        return 1.0
    return back if x == last else 1.0 if last in edges[x] else far


def step(edges, last, node, bias, draws):
    neighbours = list(edges[node])
    if len(neighbours) == 1:
        return neighbours[0]
    right, so_far = [], 0.0
    for x in neighbours:
        so_far += edges[node][x]
        right.append(so_far)
    ceiling = 1.0 if last is None else max(1.0, bias[1])
    beside = 0.0 if last is None else max(0.0, bias[0] - ceiling) * edges[node].get(last, 0.0)
    area = ceiling * so_far
    for dart in range(DARTS):
        across = (draws[dart] >> 32) / 2**32 * (area + beside)
        if across >= area:
            return last
        x = neighbours[min(bisect_right(right, across / ceiling), len(right) - 1)]
        if (draws[dart] & 2**32 - 1) / 2**32 * ceiling < height_of(edges, last, x, bias):
            return x
    chances = [height_of(edges, last, x, bias) * edges[node][x] for x in neighbours]
    bar, so_far = (draws[DARTS] >> 32) / 2**32 * sum(chances), 0.0
    for x, chance in zip(neighbours, chances, strict=True):
        so_far += chance
        if so_far > bar:
            return x
    return neighbours[-1]
