"""Text to a corpus: cut into sentences, the words counted and ranked.

A text is read in windows and never held whole: words become codes in the order they are met, which
go to a spool; when all are counted, the spool is read again and every code becomes a rank.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from engine.corpus.corpus import SENTENCE_LIMIT, Corpus, Facts
from engine.corpus.scratch import DiskArray, ScratchSpace
from engine.corpus.suggest import suggest
from engine.corpus.text.chunks import PIECE, SAMPLE, chunks, ends
from engine.corpus.text.lexicon import Lexicon
from engine.corpus.text.ranking import rank
from engine.corpus.text.scripts import survey
from engine.corpus.text.segment import Segmenter, segmenter
from engine.corpus.text.tokenize import tokenize
from engine.corpus.tokens import Tokens
from engine.errors import CorpusError
from engine.kernels.words import COUNTED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from engine.arrays import Counts, Flags, Ids, Offsets
    from engine.settings import Reading

_CONTROLS = (8, 0.01)  # stray ones are forgiven: a few, and this share of the characters


def read_text(name: str, pieces: Iterable[str], reading: Reading) -> Corpus:
    """The corpus of one text, which may come in pieces cut anywhere.

    Raises
    ------
    CorpusError
        If it holds no words, or is not text.
    """
    return read_documents(name, [(name, pieces)], reading)


def read_documents(
    name: str,
    documents: Iterable[tuple[str, Iterable[str]]],
    reading: Reading,
    *,
    size: int = PIECE,
    folder: Path | None = None,
) -> Corpus:
    """The corpus of several texts, each read to its end before the next is asked for.

    With a `folder` the tokens are written there, to ``ids.npy`` and ``offsets.npy``, and mapped;
    else they are in memory, or in nameless files if they are many.

    Raises
    ------
    CorpusError
        If one of them holds no words, or is not text.
    OSError
        If the disk is full.
    """
    with ScratchSpace(folder) as room:
        return _corpus(name, documents, _Draft(reading, size, room))


def _corpus(name: str, documents: Iterable[tuple[str, Iterable[str]]], draft: _Draft) -> Corpus:
    for title, pieces in documents:
        draft.read(title, pieces)
    if not draft.parts:
        raise CorpusError("{name}: holds no text. Choose at least one file with text.", name=name)
    ranking = rank(draft.lexicon, draft.reading)
    source, starts = _pack(draft, ranking.ranks)
    parts = draft.parts
    for part, start, end in zip(parts, starts, [*starts[1:], source.size], strict=True):
        _check_words(part, end - start)
    facts = _facts(parts, source)
    return Corpus(
        name=name,
        symbols=ranking.symbols,
        counts=ranking.counts,
        source=source,
        suggested=suggest(source.size, facts.cut_share),
        documents=tuple((part.name, start) for part, start in zip(parts, starts, strict=True)),
        facts=facts,
    )


@dataclass(slots=True)
class _Part:
    """One document: where its sentences end, what was counted, and its windows.

    `scripts` counts the letters of its sample. `chunks` holds for each how many words and sentence
    ends were found; `tally` counts control characters, Chinese characters and letters.
    """

    name: str
    ends: str = ""
    segment: Segmenter | None = None
    scripts: Counter[str] = field(default_factory=Counter)
    windows: list[tuple[int, int]] = field(default_factory=list)
    characters: int = 0
    tally: Counts = field(default_factory=lambda: np.zeros(COUNTED, np.int64))
    blank: bool = True


class _Draft:
    """A corpus before its words are ranked: codes in the order they were met."""

    def __init__(self, reading: Reading, size: int, room: ScratchSpace) -> None:
        self.parts: list[_Part] = []
        self.room, self.lexicon = room, Lexicon(room)
        self.codes, self.breaks = room.spool(np.int32), room.spool(np.int32)
        self.reading, self._size = reading, size

    def read(self, name: str, pieces: Iterable[str]) -> None:
        """Read one document to its end."""
        part = _Part(name)
        self.parts.append(part)
        for window in chunks(name, pieces, self._size):
            segment = part.segment or self._begin(part, window[:SAMPLE])
            part.characters += len(window)
            part.blank = part.blank and window.isspace()
            found = tokenize(window, self.reading, part.ends, part.tally, segment)
            _check_controls(part)
            part.windows.append((len(found.bounds), len(found.breaks)))
            self.codes.append(self.lexicon.add(found.text, found.bounds))
            self.breaks.append(found.breaks)

    def _begin(self, part: _Part, sample: str) -> Segmenter:
        """Decide by its first characters how a document is read."""
        part.ends = ends(sample, self.reading.sentences)
        part.scripts.update(survey(sample))
        part.segment = segmenter(self.reading, sample)
        return part.segment


def _check_controls(part: _Part) -> None:
    few, share = _CONTROLS
    controls = int(part.tally[0])
    if controls > few + share * part.characters:
        raise CorpusError(
            "{name}: is not text: {controls} of its first {characters} characters are control "
            "characters, which text has not. Choose a file of plain text.",
            name=part.name,
            controls=f"{controls:,}",
            characters=f"{part.characters:,}",
        )


def _check_words(part: _Part, words: int) -> None:
    if part.blank:
        raise CorpusError(
            "{name}: is empty or blank, so there is nothing to learn from. Choose a text with "
            "words in it.",
            name=part.name,
        )
    if not words:
        raise CorpusError(
            "{name}: no word found in {characters} characters; a word is made of letters, or of "
            "digits where words with digits are kept. Choose another text, or keep digits.",
            name=part.name,
            characters=f"{part.characters:,}",
        )


def _pack(draft: _Draft, ranks: Ids) -> tuple[Tokens, list[int]]:
    """All tokens as ranks, without those dropped; where each document starts."""
    codes, breaks = draft.codes.whole(), draft.breaks.whole()
    ids = draft.room.spool(np.int32, "ids")
    offsets = _Offsets(draft.room.spool(np.int64, "offsets"))
    starts: list[int] = []
    word = end = 0
    for part in draft.parts:
        starts.append(ids.size)
        for words, sentences in part.windows:
            ranked = ranks[codes[word : word + words]]
            ended = breaks[end : end + sentences]
            kept = ranked >= 0
            if not kept.all():
                ranked, ended = ranked[kept], _before(kept)[ended]
            offsets.add(ids.size + ended.astype(np.int64))
            ids.append(ranked)
            word, end = word + words, end + sentences
        offsets.add(np.array([ids.size]))
    return Tokens(ids.whole(), offsets.whole()), starts


def _before(kept: Flags) -> Offsets:
    """How many of the words before each position are kept, (n + 1,)."""
    before = np.zeros(len(kept) + 1, np.int64)
    np.cumsum(kept, out=before[1:])
    return before


class _Offsets:
    """Sentence offsets as they come: without empty sentences, the long ones cut."""

    def __init__(self, spool: DiskArray) -> None:
        self._spool = spool
        self._last = 0
        self._spool.append(np.zeros(1, np.int64))

    def add(self, edges: Offsets) -> None:
        """The next ends of sentences, as token positions that never fall."""
        edges = edges[np.diff(edges, prepend=self._last) > 0]
        if not len(edges):
            return
        begun = np.concatenate([[self._last], edges[:-1]])
        long = np.flatnonzero(edges - begun > SENTENCE_LIMIT)
        cuts = [np.arange(begun[i], edges[i], SENTENCE_LIMIT)[1:] for i in long]
        self._spool.append(np.sort(np.concatenate([edges, *cuts])) if cuts else edges)
        self._last = int(edges[-1])

    def whole(self) -> Offsets:
        """All offsets, (s + 1,)."""
        return self._spool.whole()


def _facts(parts: list[_Part], source: Tokens) -> Facts:
    controls, chinese, letters = np.sum([part.tally for part in parts], axis=0).tolist()
    scripts = Counter[str]()
    cut_by: dict[str, str] = {}
    for part in parts:
        scripts.update(part.scripts)
        if part.segment:
            cut_by |= {name: how for name, how in part.segment.how.items() if part.scripts[name]}
    return Facts(
        sentences=len(source.offsets) - 1,
        ends=", ".join(dict.fromkeys(part.ends for part in parts)),
        han_share=chinese / letters if letters else 0.0,
        control_characters=controls,
        scripts=dict(scripts.most_common()),
        cut_by=dict(sorted(cut_by.items())),
    )
