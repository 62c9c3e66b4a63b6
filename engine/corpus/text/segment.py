"""Scripts that are written without spaces: where their words begin and end.

Han      rjieba, a dictionary and a hidden Markov model for what it does not know; in a text
with kana in it, SudachiPy
kana     SudachiPy, the short dictionary, in units as long as they come (mode C)
Thai     BudouX, boosted stumps over the letters around
Lao, Khmer, Burmese   no library that is kept and small: clusters of letters
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Any, Final, Literal

from engine.corpus.text.scripts import RANGES, UNSPACED, letters, survey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from engine.settings import Reading

How = Literal["rjieba", "sudachi", "budoux", "clusters", "characters", "given"]

_CLUSTERED: Final = ("Thai", "Lao", "Khmer", "Burmese")
_JAPANESE = 0.05  # of the letters are kana at least; a Chinese text has a word of it at most
_PARTED = 0.02  # zero-width spaces to a letter: somebody has cut the words already
_RUN = 1 << 16  # characters that rjieba takes at once: it needs some 300 bytes for each
_PART = 8_000  # characters that SudachiPy takes at once; it refuses 49,150 bytes
_OWN = re.compile(r"[\s,;，、；]+")

_LEADS = "เแโใไເແໂໃໄ"  # vowels that are written before their consonant
_TRAILS = "ะาำๅๆະາຳຽໆ"  # letters that belong to the one before, as marks do
_JOINING = "\u17d2\u1039"  # the next consonant is written below
_FINAL = "[\u1000-\u1021](?=\u1037?\u103a|\u1039)"  # closes a Burmese syllable


@dataclass(frozen=True, slots=True)
class Segmenter:
    """How one text is cut: scripts and what cuts them, and the visitor's own words."""

    how: dict[str, How]
    own: re.Pattern[str] | None

    def __call__(self, text: str) -> str:
        """`text` with a space around every word of these scripts; everything else untouched.

        A run of letters is cut by itself, so what stands around it changes nothing. The own words
        are found from the left, the longest first, and are never cut.
        """
        if not self.own:
            return self._cut(text)
        pieces = self.own.split(text)
        pieces[::2] = map(self._cut, pieces[::2])
        return " ".join(pieces)

    def _cut(self, text: str) -> str:
        for how in dict.fromkeys(self.how.values()):
            run = _run(tuple(name for name, one in self.how.items() if one == how))
            runs = run.findall(text)
            if runs and how != "given":
                cut = (f" {words} " for words in _CUTTERS[how](runs))
                pairs = zip_longest(run.split(text), cut, fillvalue="")
                text = "".join(chain.from_iterable(pairs))
        return text


def segmenter(reading: Reading, sample: str) -> Segmenter:
    """How the text that begins with `sample` is cut; nothing of it is, if it is not to be.

    `reading.segmenter` is auto (words, where there is a library for the script), characters (of
    scripts whose letters combine: clusters of them) or none.
    """
    if reading.segmenter == "none":
        return Segmenter({}, None)
    own = _own(reading.own_words, any_case=reading.lowercase)
    if reading.segmenter == "characters":
        how: dict[str, How] = {
            name: "clusters" if name in _CLUSTERED else "characters" for name in UNSPACED
        }
        return Segmenter(how, own)
    found = survey(sample)
    kana, han = found.get("Kana", 0), found.get("Han", 0)
    japanese = kana > _JAPANESE * (kana + han)
    combining = sum(found.get(name, 0) for name in _CLUSTERED)
    given = sample.count("\u200b") > _PARTED * combining
    how = {"Han": "sudachi" if japanese else "rjieba", "Kana": "sudachi"}
    for name in _CLUSTERED:
        how[name] = "given" if given and combining else "budoux" if name == "Thai" else "clusters"
    return Segmenter(how, own)


def _own(words: str, *, any_case: bool) -> re.Pattern[str] | None:
    """A pattern for any of these words, the longest first; only unspaced scripts are cut at all.

    A word that begins or ends with a letter of another script does so only at the end of a word.
    """
    unspaced = letters(*UNSPACED)
    listed = {
        word
        for word in _OWN.split(unicodedata.normalize("NFC", words))
        if re.search(f"[{unspaced}]", word)
    }
    spaced = rf"[^\W{unspaced}]"
    patterns = [
        (f"(?<!{spaced})" if re.match(spaced, word) else "")
        + re.escape(word)
        + (f"(?!{spaced})" if re.match(spaced, word[-1]) else "")
        for word in sorted(listed, key=len, reverse=True)
    ]
    flags = re.IGNORECASE if any_case and any(w.lower() != w.upper() for w in listed) else 0
    return re.compile(f"({'|'.join(patterns)})", flags) if patterns else None


@cache
def _run(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"[{letters(*names)}]+")


def _by_rjieba(runs: Sequence[str]) -> Iterable[str]:
    import rjieba  # noqa: PLC0415 - loads a dictionary, which only Chinese needs

    # one call for all: a line break is never part of a word, nor is a tab
    whole = "\n".join(run if len(run) <= _RUN else "\t".join(_parts(run, _RUN)) for run in runs)
    return " ".join(rjieba.cut(whole)).split("\n")


def _parts(run: str, size: int) -> Iterable[str]:
    return (run[first : first + size] for first in range(0, len(run), size))


def _by_sudachi(runs: Sequence[str]) -> Iterable[str]:
    from sudachipy import SplitMode  # noqa: PLC0415 - only Japanese needs it

    cut = _sudachi().tokenizer(mode=SplitMode.C)  # not shared: two threads cannot use one
    for run in runs:
        parts = _parts(run, _PART)
        yield " ".join(word.surface() for part in parts for word in cut.tokenize(part))


@cache
def _sudachi() -> Any:  # noqa: ANN401 - a Dictionary, of a library that is imported late
    from sudachipy import Dictionary  # noqa: PLC0415 - maps 40 MB, which only Japanese needs

    return Dictionary(dict="small")


def _by_budoux(runs: Sequence[str]) -> Iterable[str]:
    parse = _budoux().parse
    return (" ".join(parse(run)) for run in runs)


@cache
def _budoux() -> Any:  # noqa: ANN401 - a Parser, of a library that is imported late
    import budoux  # noqa: PLC0415 - only Thai needs it

    return budoux.load_default_thai_parser()


def _into_clusters(runs: Sequence[str]) -> Iterable[str]:
    cluster = _cluster()
    return (" ".join(cluster.findall(run)) for run in runs)


@cache
def _cluster() -> re.Pattern[str]:
    """A letter with all that is written around it: marks, vowels, what stands below."""
    points = [p for name in _CLUSTERED for a, b in RANGES[name] for p in range(a, b + 1)]
    marks = "".join(chr(p) for p in points if unicodedata.category(chr(p))[0] == "M") + _TRAILS
    base = f"[{letters(*_CLUSTERED)}]"
    return re.compile(f"[{_LEADS}]?{base}(?:[{_JOINING}]{base}|[{marks}]|{_FINAL})*")


def _into_characters(runs: Sequence[str]) -> Iterable[str]:
    return map(" ".join, runs)


_CUTTERS: Final[dict[How, Callable[[Sequence[str]], Iterable[str]]]] = {
    "rjieba": _by_rjieba,
    "sudachi": _by_sudachi,
    "budoux": _by_budoux,
    "clusters": _into_clusters,
    "characters": _into_characters,
}
