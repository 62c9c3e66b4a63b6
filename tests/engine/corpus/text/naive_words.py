"""Slow twins of `engine.kernels.words`: strings and dictionaries instead of bytes and tables."""

from itertools import pairwise

from engine.kernels.words import (
    CLOSER,
    CONTROL,
    DOT,
    END,
    HAN,
    JOINER,
    LETTER,
    NEWLINE,
    SPACE,
    WORD,
)  # fmt: skip

TITLES = [
    "Mr",
    "Mrs",
    "Ms",
    "Dr",
    "St",
    "Prof",
    "Rev",
    "Gen",
    "Col",
    "Capt",
    "Lt",
    "Sgt",
    "Hon",
    "vs",
]


def characters(text):
    """The characters of UTF-8, each with the byte it begins at."""
    at = 0
    for char in bytes(text).decode("utf-8", "surrogatepass"):
        yield at, char
        at += len(char.encode("utf-8", "surrogatepass"))


def survey(text, kinds, tally):
    found = 0
    for _, char in characters(text):
        kind = int(kinds[ord(char)])
        found |= kind
        tally += [bool(kind & flag) for flag in (CONTROL, HAN, LETTER)]
    return found


def bound(text, kinds, bounds, breaks):
    """By the rule as it is said: runs of word characters, then what stands between two of them."""
    chars = list(characters(text))
    kind = [int(kinds[ord(char)]) for _, char in chars]
    inside = [bool(k & WORD) for k in kind]
    for i, k in enumerate(kind):
        around = kind[max(0, i - 1) : i] + kind[i + 1 : i + 2]
        lonely = not any(other & JOINER for other in around)
        between = 0 < i < len(kind) - 1 and kind[i - 1] & WORD and kind[i + 1] & WORD
        inside[i] = inside[i] or bool(k & JOINER and lonely and between)
    edges = [i for i, (a, b) in enumerate(pairwise([False, *inside, False])) if a != b]
    at = [begin for begin, _ in chars] + [len(text)]
    spans = list(zip(edges[::2], edges[1::2], strict=True))
    found = []
    for number, (left, right) in enumerate(
        zip([0, *edges[1::2]], [*edges[::2], len(chars)], strict=True)
    ):
        if ends_between(chars, kind, left, right):
            found.append(number)
    for number, (first, after) in enumerate(spans):
        bounds[number] = at[first], at[after]
    breaks[: len(found)] = found
    return len(spans), len(found)


def ends_between(chars, kind, left, right):
    """Whether a sentence ends among the characters between two words."""
    for i in range(left, right):
        if kind[i] & END:
            return True
        after = i + 1
        if kind[i] & DOT and not titled("".join(char for _, char in chars[:i])):
            while after < right and kind[after] & (DOT | CLOSER):
                after += 1
            if after < right and kind[after] & SPACE:
                return True
        if kind[i] & NEWLINE:
            while after < right and kind[after] & SPACE and not kind[after] & NEWLINE:
                after += 1
            if after < right and kind[after] & NEWLINE:
                return True
    return False


def titled(before):
    letters = ""
    while before and (before[-1] == "_" or (before[-1].isascii() and before[-1].isalnum())):
        before, letters = before[:-1], before[-1] + letters
    return letters in TITLES or (len(letters) == 1 and letters.isupper())


def intern(text, bounds, codes, first, slots, letters, starts, counts, size, weight):
    known = {bytes(letters[a:b]): code for code, (a, b) in enumerate(pairwise(starts[: size + 1]))}
    for i in range(first, len(codes)):
        word = bytes(text[slice(*bounds[i])])
        if word not in known:
            end = int(starts[size]) + len(word)
            if size >= len(slots) // 2 or end > len(letters):
                return i, size
            known[word] = size
            letters[starts[size] : end] = list(word)
            starts[size + 1] = end
            size += 1
        codes[i] = known[word]
        counts[codes[i]] += weight
    return len(codes), size


def rehash(old, slots):
    """The entries in any place at which probing from their hash finds them."""
    from tests.naive import mix

    for key, code in old.tolist():
        if code:
            at = mix(key) % len(slots)
            while slots[at, 1]:
                at = (at + 1) % len(slots)
            slots[at] = key, code


def collect(letters, starts, order, sorted_letters, edges):
    words = [bytes(letters[starts[code] : starts[code + 1]]) for code in order]
    sorted_letters[: sum(map(len, words))] = list(b"".join(words))
    edges[:] = [sum(map(len, words[:i])) for i in range(len(words) + 1)]
