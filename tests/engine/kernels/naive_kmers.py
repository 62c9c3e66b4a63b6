"""Slow twin of `engine.kernels.kmers`: slices of lists instead of one walk."""

from engine.kernels.kmers import BOTH, CANONICAL, UNKNOWN

MASK = 2**64 - 1
GOLDEN = 0x9E3779B97F4A7C15


def complement(letters):
    return [UNKNOWN if x == UNKNOWN else 3 - x for x in reversed(letters)]


def number(letters, size):
    return sum(x * size**place for place, x in enumerate(reversed(letters)))


def drawn(reading, place, shortest, longest):
    from tests.naive import key_of  # that file gathers all twins, this one too

    return shortest + ((key_of(0, reading, place) >> 32) * (longest - shortest + 1) >> 32)


def sentences_of(letters, reading, shortest, longest, stride):
    """Lists of k-mers without an unknown letter, each a list of numbers."""
    found, place = [[]], reading
    while place + shortest <= len(letters):
        length = drawn(reading, place, shortest, longest)
        kmer = letters[place : place + length]
        if len(kmer) < length:
            break
        if UNKNOWN in kmer:
            found.append([])
        else:
            found[-1].append(kmer)
        place += stride or length
    return [sentence for sentence in found if sentence]


def cut_kmers(
    letters, edges, size, firsts, shortest, longest, stride, readings, strands, limit,
    codes, ends, starts,
):  # fmt: skip
    out, last = [], []
    for record in range(len(edges) - 1):
        starts[record] = len(out)
        one = [int(x) for x in letters[edges[record] : edges[record + 1]]]
        for strand in [one, complement(one)] if strands == BOTH else [one]:
            for reading in range(readings):
                for sentence in sentences_of(strand, reading, shortest, longest, stride):
                    for begin in range(0, len(sentence), limit):
                        for kmer in sentence[begin : begin + limit]:
                            code = number(kmer, size)
                            if strands == CANONICAL:
                                code = min(code, number(complement(kmer), size))
                            out.append(firsts[len(kmer)] + code)
                        last.append(len(out))
    codes[: len(out)], ends[: len(last)] = out, last
    return len(out), len(last)
