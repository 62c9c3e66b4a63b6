"""Reading of a text, one character at a time: the slow twin of `engine.corpus.text.text`."""

import re
import unicodedata
from collections import Counter

import rjieba

APOSTROPHES, HYPHENS, UNSEEN = "'’", "-‐‑", "\u00ad\u200c\u200d"
JOINERS = APOSTROPHES + HYPHENS + UNSEEN
MARKS = "!?;…‼⁇⁈⁉。！？；｡؟۔।॥։።།៕។။"
CLOSERS = "\"'”’»)]*_"
TITLES = r"Mrs?|Ms|Dr|St|Prof|Rev|Gen|Col|Capt|Lt|Sgt|Hon|vs|[A-Z]"


def is_space(char):
    return char in " \t\n\f\r" or unicodedata.category(char)[0] == "Z"


def is_han(char):
    return unicodedata.name(char, "").startswith("CJK ") or char in "々〇"


def cut_han(text, segmenter):
    """Spaces around every Chinese word, run by run."""
    pieces, run = [], ""
    for char in [*text, ""]:
        if char and is_han(char):
            run += char
            continue
        if run:
            words = rjieba.cut(run) if segmenter == "auto" else list(run)
            pieces.append(" " + " ".join(words) + " ")
        pieces.append(char)
        run = ""
    return "".join(pieces)


def lines(text):
    return re.split("[\n\r\u2028\u2029]", text)


def prose(text):
    """Sentences by punctuation and empty lines."""
    text = re.sub(rf"(?<![A-Za-z0-9_])({TITLES})\.", r"\1 ", text)
    sentences, i = [""], 0
    while i < len(text):
        after = i + 1
        if text[i] == ".":
            while after < len(text) and text[after] == ".":
                after += 1
            while after < len(text) and text[after] in CLOSERS:
                after += 1
            ended = after == len(text) or is_space(text[after])
        elif text[i] == "\n":
            while after < len(text) and is_space(text[after]):
                after += 1
            ended = "\n" in text[i + 1 : after]
        else:
            ended = text[i] in MARKS
        if ended:
            sentences.append("")
            i = after
        else:
            sentences[-1] += text[i]
            i += 1
    return sentences


def words(sentence, reading):
    """The symbols of one sentence."""
    found, run = [], ""
    for i, char in enumerate(sentence + " "):
        around = sentence[max(0, i - 1) : i] + sentence[i + 1 : i + 2]
        joins = char in JOINERS and not any(c in JOINERS for c in around)
        if joins or unicodedata.category(char)[0] in "LMN":
            run += char
        else:
            found.append(symbol(run, reading))
            run = ""
    return [word for word in found if word]


def symbol(run, reading):
    word = "".join("'" if c in APOSTROPHES else "-" if c in HYPHENS else c for c in run)
    word = word.replace("\u00ad", "")
    while word and (word[0] in JOINERS or unicodedata.category(word[0])[0] == "M"):
        word = word[1:]
    while word and word[-1] in JOINERS:
        word = word[:-1]
    if len(word) > 200 or (not reading.digits and any(c.isdecimal() for c in word)):
        return ""
    return word.lower() if reading.lowercase else word


def read(text, reading, limit=10_000):
    """Sentences of symbols, and every symbol with its count, most frequent first."""
    text = unicodedata.normalize("NFC", text)
    if reading.segmenter != "none":
        text = cut_han(text, reading.segmenter)
    cut = lines(text) if reading.sentences == "line" else prose(text)
    whole = [words(sentence, reading) for sentence in cut]
    sentences = [s[i : i + limit] for s in whole for i in range(0, len(s), limit)]
    counts = Counter(word for sentence in sentences for word in sentence)
    return sentences, sorted(counts.items(), key=lambda item: (-item[1], item[0]))
