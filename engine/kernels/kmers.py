"""Sequences to k-mers: a walk over letters that are small numbers already.

A record is read on one strand or on both, and on each as often as there are readings: reading r
begins r letters in. What is read in one go, without an unknown letter in between, is a sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.kernels.jit import inlined, kernel
from engine.kernels.random import key_of

if TYPE_CHECKING:
    from engine.arrays import Bytes, Counts, Ids, Offsets

UNKNOWN = 255  # a letter that no k-mer may hold
ONE, BOTH, CANONICAL = 0, 1, 2  # strands
_HALF = np.uint64(32)


@inlined
def length_at(reading: int, place: int, shortest: int, longest: int) -> int:
    """The length of the k-mer that a reading has at a place: drawn, but the same each time."""
    key = key_of(np.uint64(0), np.uint64(reading), np.uint64(place))
    return shortest + int(((key >> _HALF) * np.uint64(longest - shortest + 1)) >> _HALF)


@inlined
def number_of(
    letters: Bytes, at: int, way: int, length: int, size: int, canonical: bool
) -> np.int64:
    """The k-mer at a letter as a number in base `size`; −1 with an unknown letter.

    `way` is 1, or −1 on the other strand, where the complement of x is 3 − x; of canonical k-mers
    the number is the smaller one of the k-mer and its reverse complement.
    """
    number = np.int64(0)
    for step in range(length):
        letter = np.int64(letters[at + step * way])
        if letter == UNKNOWN:
            return np.int64(-1)
        number = number * size + (letter if way > 0 else 3 - letter)
    if not canonical:
        return number
    other = np.int64(0)
    for step in range(length - 1, -1, -1):
        other = other * size + 3 - np.int64(letters[at + step])
    return min(number, other)


@kernel
def cut_kmers(
    letters: Bytes, edges: Offsets, size: int, firsts: Counts, shortest: int, longest: int,
    stride: int, readings: int, strands: int, limit: int,
    codes: Ids | Counts, ends: Offsets, starts: Offsets,
) -> tuple[int, int]:  # fmt: skip
    """How many k-mers and sentences were written into `codes` and `ends`.

    Record i is ``letters[edges[i]:edges[i + 1]]``, and ``starts[i]`` becomes its first k-mer. The
    code of a k-mer is its number plus ``firsts[length]``. A reading goes `stride` letters on each
    time, 0: as far as the k-mer was long. Sentences have at most `limit` k-mers; ``ends[j]`` is
    where the j-th ends.
    """
    count = sentences = 0
    begun = 0  # where the present sentence began
    for record in range(edges.shape[0] - 1):
        begin, end = edges[record], edges[record + 1]
        starts[record] = count
        for strand in range(2 if strands == BOTH else 1):
            way = 1 if strand == 0 else -1
            first = begin if strand == 0 else end - 1
            for reading in range(readings):
                place = reading
                while place + shortest <= end - begin:
                    length = length_at(reading, place, shortest, longest)
                    if place + length > end - begin:
                        break
                    number = number_of(
                        letters, first + place * way, way, length, size, strands == CANONICAL
                    )
                    if number >= 0:
                        codes[count] = firsts[length] + number
                        count += 1
                    if count > begun and (number < 0 or count - begun == limit):
                        ends[sentences] = begun = count
                        sentences += 1
                    place += stride or length
                if count > begun:
                    ends[sentences] = begun = count
                    sentences += 1
    return count, sentences
