"""Bytes to text: which encoding they are in, found from a sample, and a few bad bytes forgiven."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from charset_normalizer import from_bytes

from engine.errors import CorpusError

SAMPLE = 1 << 15  # bytes that decide; more costs seconds and changes nothing
_FORGIVEN = (3, 1e-4)  # bad bytes: a few, and this share of the bytes


class Encoding(NamedTuple):
    """Python's codec, the name people know, and the bytes of the mark in front."""

    codec: str
    label: str
    mark: bytes = b""


_UTF8 = Encoding("utf-8", "UTF-8")
_LITTLE = Encoding("utf-16-le", "UTF-16 LE")
_BIG = Encoding("utf-16-be", "UTF-16 BE")
_WESTERN = Encoding("cp1252", "Windows-1252")
_LATIN = Encoding("cp1252", "Latin-1")  # no byte 80–9F occurs, so the two read alike

_MARKED = (
    Encoding("utf-8", "UTF-8", codecs.BOM_UTF8),
    Encoding("utf-32-le", "UTF-32 LE", codecs.BOM_UTF32_LE),  # before UTF-16: begins like it
    Encoding("utf-32-be", "UTF-32 BE", codecs.BOM_UTF32_BE),
    Encoding("utf-16-le", "UTF-16 LE", codecs.BOM_UTF16_LE),
    Encoding("utf-16-be", "UTF-16 BE", codecs.BOM_UTF16_BE),
    Encoding("gb18030", "GB18030", "\ufeff".encode("gb18030")),
)
_ISOLATED = {
    "gb18030": Encoding("gb18030", "GB18030"),
    "big5": Encoding("big5", "Big5"),
    "shift_jis": Encoding("cp932", "Shift JIS"),
    "euc_jp": Encoding("euc_jp", "EUC-JP"),
    "euc_kr": Encoding("cp949", "EUC-KR"),
    "cp1251": Encoding("cp1251", "Windows-1251"),
    "koi8_r": Encoding("koi8_r", "KOI8-R"),
    "cp1250": Encoding("cp1250", "Windows-1250"),
    "cp1252": _WESTERN,
}
_CYRILLIC = (_ISOLATED["cp1251"], _ISOLATED["koi8_r"])
# letters of Windows-1250 behind a letter that Windows-1252 reads as signs, or as š and ž
_CENTRAL = re.compile(
    rb"[A-Za-z\xc0-\xff][\x8a\x8d-\x8f\x9a\x9d-\x9f\xa3\xa5\xaf\xb3\xb9\xbc\xbe\xbf]"
)


def detect(data: bytes, *, first: bool = True) -> Encoding | None:
    """The encoding `data` begins in, or None if none fits.

    A mark in front of the `first` piece decides; else zero bytes on one side of every pair mean
    UTF-16; else UTF-8 if the bytes obey it; else charset-normalizer's guess from the lines that
    are not ASCII.
    """
    for encoding in _MARKED:
        if first and data.startswith(encoding.mark):
            return encoding
    wide = _wide(data)
    if wide and data.count(0) > len(data) // 10:
        return wide
    if _is_utf8(data):
        return _UTF8
    return wide or _guess(data)


def _wide(data: bytes) -> Encoding | None:
    """UTF-16 without a mark: its zero bytes stand on one side, and it decodes to what is text."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if max(even, odd) < 2 or min(even, odd) * 10 > max(even, odd):
        return None
    encoding = _LITTLE if odd > even else _BIG
    text = data[: len(data) & ~1].decode(encoding.codec, "replace")
    strange = sum(not (char.isprintable() or char.isspace()) or char == "\ufffd" for char in text)
    return encoding if strange <= 1 + len(text) // 100 else None


def _is_utf8(data: bytes) -> bool:
    """Whether all but very few of the bytes above 127 are UTF-8."""
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(data)
    bad = text.count("\ufffd")
    return not bad or sum(not char.isascii() for char in text) > 20 * bad


def _guess(data: bytes) -> Encoding | None:
    lines = [line for line in data.splitlines() if not line.isascii()]
    sample = b"\n".join(lines)[:SAMPLE]
    found = _nearest(sample)
    if found is None and sum(byte < 128 for byte in sample) * 10 >= len(sample) * 7:
        found = _WESTERN  # a few strange letters among plain ones
    if found and found.codec == "cp1250" and len(_CENTRAL.findall(sample)) * 500 < len(sample):
        found = _WESTERN
    if found in _CYRILLIC:
        found = max(_CYRILLIC, key=lambda encoding: _small(sample, encoding))
    if found is _WESTERN and not re.search(rb"[\x80-\x9f]", data):
        found = _LATIN
    return found


def _nearest(sample: bytes) -> Encoding | None:
    """The guess of charset-normalizer; the sample may end within a character."""
    for end in range(len(sample), max(0, len(sample) - 4), -1):
        best = from_bytes(sample[:end], cp_isolation=list(_ISOLATED)).best()
        if best:
            return _ISOLATED[best.encoding]
    return None


def _small(sample: bytes, encoding: Encoding) -> int:
    """Small letters: the two Cyrillic encodings take each other's for capitals."""
    return sum(char.islower() for char in sample.decode(encoding.codec, "replace"))


class Decoder:
    """Bytes of one file, piece by piece, to text.

    The encoding is decided at the first piece that is not plain ASCII. Bytes that it does not
    know are read as U+FFFD and counted in `bad` as long as they are very few.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.encoding = _UTF8
        self.bad = 0
        self._decoder: codecs.IncrementalDecoder | None = None
        self._position = 0  # bytes seen before this piece
        self._first_bad = 0

    def decode(self, data: bytes, *, final: bool = False) -> str:
        """The text of the next piece.

        Raises
        ------
        CorpusError
            If no encoding fits, or too many bytes are not of the one found.
        """
        plain = data.isascii() and (self._position or b"\0" not in data)
        if self._decoder is None and not plain:
            self._decide(data)
            if self._position == 0 and data.startswith(self.encoding.mark):
                data = data[len(self.encoding.mark) :]
                self._position = len(self.encoding.mark)
        text = data.decode("ascii") if self._decoder is None else self._decode(data, final=final)
        self._position += len(data)
        self._check()
        return text

    def _decide(self, data: bytes) -> None:
        found = detect(data, first=self._position == 0)
        if found is None:
            raise CorpusError(
                "{name}: in what encoding it is cannot be told; {known} and some others are known. "
                "Save it as UTF-8 in a text editor and choose it again.",
                name=self.name,
                known="UTF-8, UTF-16, GB18030, Big5, Latin-1",
            )
        self.encoding = found
        self._decoder = codecs.getincrementaldecoder(found.codec)()

    def _decode(self, data: bytes, *, final: bool) -> str:
        assert self._decoder is not None
        state = self._decoder.getstate()
        try:
            return self._decoder.decode(data, final)
        except UnicodeDecodeError as error:
            if not self.bad:
                self._first_bad = self._position - len(state[0]) + error.start
        self._decoder.setstate(state)
        self._decoder.errors = "replace"
        text = self._decoder.decode(data, final)
        self._decoder.errors = "strict"
        self.bad += text.count("\ufffd")
        return text

    def _check(self) -> None:
        few, share = _FORGIVEN
        if self.bad > few + share * self._position:
            raise CorpusError(
                "{name}: byte {position} and {others} others are not {encoding}, in which the "
                "text began. Save the text as UTF-8 in a text editor and choose it again.",
                name=self.name,
                position=f"{self._first_bad:,}",
                others=f"{self.bad - 1:,}",
                encoding=self.encoding.label,
            )
