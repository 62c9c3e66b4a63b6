"""Text in UTF-8 to words and sentences, and words to codes: a walk over the bytes each.

What a character is to a reader stands in a table of flags, an entry a code point, which
`engine.corpus.text.characters` fills; the loops know no language but the titles that a dot may
follow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.kernels.jit import inlined, kernel
from engine.kernels.random import mix

if TYPE_CHECKING:
    from engine.arrays import Bytes, Counts, Ids, Kinds, Offsets, Words

# Flags of a character.
WORD, JOINER = 1, 2  # letters, marks and digits; what joins two of them into one word
END = 4  # ends a sentence wherever it stands
DOT, CLOSER, SPACE, NEWLINE = 8, 16, 32, 64  # ". " or ".” " ends one, and so does "\n \n"
CONTROL, HAN, LETTER = 128, 256, 512  # these are counted
UNSURE = 1024  # a text without one of these is in normal form C
UNSPACED = 2048  # of a script without spaces between its words
COUNTED = 3  # the flags that `survey` counts, from CONTROL on

_TITLES = tuple(  # a dot behind one of these, or behind a single capital letter, ends nothing
    int.from_bytes(title)
    for title in (
        b"Mr", b"Mrs", b"Ms", b"Dr", b"St", b"Prof", b"Rev", b"Gen", b"Col", b"Capt", b"Lt", b"Sgt",
        b"Hon", b"vs",
    )
)  # fmt: skip
_LONGEST = 4  # letters of a title

_SHORT = 8  # bytes of a word that is its own key
_LONG = np.uint64(1 << 63)  # marks the code of a longer word, whose key is a hash
_CODE = np.uint64((1 << 63) - 1)
_NONE, _BYTE = np.uint64(0), np.uint64(8)
_PRIME = np.uint64(0x100000001B3)  # of the hash FNV-1a


@inlined
def _character(text: Bytes, at: int) -> tuple[np.int64, int]:
    """The code point that begins at a byte of UTF-8, and the bytes it takes."""
    first = np.int64(text[at])
    if first < 0x80:
        return first, 1
    point = (first & 0x1F) << 6 | np.int64(text[at + 1] & 0x3F)
    if first < 0xE0:
        return point, 2
    point = (point & 0x3FF) << 6 | np.int64(text[at + 2] & 0x3F)
    if first < 0xF0:
        return point, 3
    return (point & 0x7FFF) << 6 | np.int64(text[at + 3] & 0x3F), 4


@kernel
def survey(text: Bytes, kinds: Kinds, tally: Counts) -> np.int64:
    """All flags that characters of `text` (n,) carry, as one number.

    How many are control characters, Chinese characters and letters is added to `tally` (COUNTED,).
    """
    found = np.int64(0)
    at = controls = chinese = letters = 0
    while at < text.shape[0]:
        char, size = _character(text, at)
        kind = np.int64(kinds[char])
        found |= kind
        controls += kind & CONTROL != 0
        chinese += kind & HAN != 0
        letters += kind & LETTER != 0
        at += size
    tally[0] += controls
    tally[1] += chinese
    tally[2] += letters
    return found


@inlined
def _titled(text: Bytes, dot: int) -> bool:
    """Whether the letters and digits right before a dot are an abbreviation that goes on."""
    key, at = np.int64(0), dot - 1
    while at >= 0 and dot - at <= _LONGEST + 1:
        byte = np.int64(text[at])
        letter = 97 <= (byte | 32) <= 122
        if not (letter or 48 <= byte <= 57 or byte == 95):
            break
        key |= byte << 8 * (dot - 1 - at)
        at -= 1
    for title in _TITLES:
        if key == title:
            return True
    return 65 <= int(key) <= 90


@kernel
def bound(text: Bytes, kinds: Kinds, bounds: Ids, breaks: Ids) -> tuple[int, int]:
    """The words of `text` (n,) and its sentence ends: how many of each were found.

    ``bounds[i]`` are the bytes at which word i begins and ends; it holds single joiners only
    between its characters. ``breaks[j]`` is the number of words before the j-th sentence end;
    ends with no word between them are one. There is room for n // 2 + 2 of each.
    """
    found = ends = joiners = at = stop = 0
    begin = last = -1
    newlines = np.int64(0)
    dotted = False  # behind a dot and what closes a quotation, a space will end the sentence
    while at < text.shape[0]:
        char, size = _character(text, at)
        kind = np.int64(kinds[char])
        if begin >= 0 and not kind & JOINER and (not kind & WORD or joiners > 1):
            bounds[found, 0], bounds[found, 1] = begin, stop
            found += 1
            begin = -1
        if kind & WORD:
            begin = at if begin < 0 else begin
            stop = at + size
            joiners, newlines = 0, np.int64(0)
            dotted = False
        elif kind & JOINER:
            joiners += 1
            newlines = np.int64(0)
            dotted = dotted and kind & CLOSER != 0
        else:
            joiners = 0
            ended = kind & END != 0
            if kind & SPACE:
                newlines += kind & NEWLINE
                ended = ended or dotted or newlines > NEWLINE
                dotted = False
            else:
                newlines = np.int64(0)
                dot = kind & DOT != 0 and not _titled(text, at)
                dotted = dot or (dotted and kind & CLOSER != 0)
            if ended and found != last:
                breaks[ends] = last = found
                ends += 1
        at += size
    if begin >= 0:
        bounds[found, 0], bounds[found, 1] = begin, stop
        found += 1
    return found, ends


@inlined
def _same(text: Bytes, begin: np.int64, size: np.int64, letters: Bytes, start: np.int64) -> bool:
    """Whether ``text[begin:begin + size]`` stands in `letters` from `start` on."""
    for i in range(size):  # noqa: SIM110 - compiled, a generator would be slower
        if text[begin + i] != letters[start + i]:
            return False
    return True


@kernel
def intern(
    text: Bytes, bounds: Ids, codes: Ids, first: int,
    slots: Words, letters: Bytes, starts: Offsets, counts: Counts, size: int, weight: int,
) -> tuple[int, int]:  # fmt: skip
    """The codes of the words ``text[bounds[i, 0]:bounds[i, 1]]`` from the `first` on, into `codes`.

    Word c of a lexicon of `size` words is ``letters[starts[c]:starts[c + 1]]``; a new one takes the
    next code. `weight` is added to the count of each. `slots` (power of two, 2) is the table they
    are found in: a key, and the code + 1 or 0 for an empty slot. A word of at most eight bytes is
    its own key, so that most are told apart by one comparison.

    Returns how many words are done and the new size; fewer than all are done if slots (half full)
    or letters are too few.
    """
    mask, room = np.uint64(slots.shape[0] - 1), slots.shape[0] // 2
    for word in range(first, codes.shape[0]):
        begin, stop = np.int64(bounds[word, 0]), np.int64(bounds[word, 1])
        short = stop - begin <= _SHORT
        key = _NONE
        for i in range(begin, stop):
            byte = np.uint64(text[i])
            key = key << _BYTE | byte if short else (key ^ byte) * _PRIME
        at = np.int64(mix(key) & mask)
        code = np.int64(-1)
        while slots[at, 1] != _NONE:
            if slots[at, 0] == key and (slots[at, 1] < _LONG) == short:
                known = np.int64(slots[at, 1] & _CODE) - 1
                start = starts[known]
                if short or (
                    starts[known + 1] - start == stop - begin
                    and _same(text, begin, stop - begin, letters, start)
                ):
                    code = known
                    break
            at = np.int64(np.uint64(at + 1) & mask)
        if code < 0:
            if size >= room or starts[size] + stop - begin > letters.shape[0]:
                return word, size
            code = np.int64(size)
            start = starts[code]
            for i in range(stop - begin):
                letters[start + i] = text[begin + i]
            starts[code + 1] = start + stop - begin
            slots[at, 0] = key
            size += 1
            slots[at, 1] = np.uint64(size) | (_NONE if short else _LONG)
        counts[code] += weight
        codes[word] = code
    return codes.shape[0], size


@kernel
def rehash(old: Words, slots: Words) -> None:
    """Put the entries of a table of `intern` into a larger, empty one."""
    mask = np.uint64(slots.shape[0] - 1)
    for i in range(old.shape[0]):
        if old[i, 1] != _NONE:
            at = np.int64(mix(old[i, 0]) & mask)
            while slots[at, 1] != _NONE:
                at = np.int64(np.uint64(at + 1) & mask)
            slots[at, 0], slots[at, 1] = old[i, 0], old[i, 1]


@kernel
def collect(
    letters: Bytes, starts: Offsets, order: Offsets, sorted_letters: Bytes, edges: Offsets
) -> None:
    """Write the words of a lexicon one after the other in this `order` (W,), and where they begin.

    Word i is ``sorted_letters[edges[i]:edges[i + 1]]``; `edges` is (W + 1,).
    """
    edges[0] = place = 0
    for i in range(order.shape[0]):
        word = order[i]
        for j in range(starts[word], starts[word + 1]):
            sorted_letters[place] = letters[j]
            place += 1
        edges[i + 1] = place
