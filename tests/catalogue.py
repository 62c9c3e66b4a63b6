"""Collect every text a user reads into the catalogues: ``make texts``.

A new text comes in empty in Chinese, for a person to write; the tests fail until it is.
"""

import functools
from datetime import UTC, datetime

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from explorer.texts import LANGUAGES, LOCALE
from tests import ROOT

ERRORS = (
    "EngineError", "ParameterError", "CorpusError", "FormatError", "WordError", "DivergenceError",
    "StudyError",
    "ClusterError", "Message",
)  # fmt: skip
KEYWORDS = dict.fromkeys(("say", "phrase", *ERRORS), None)


@functools.cache
def extracted():
    """Text -> the places it is said at."""
    found = {}
    for folder in ("engine", "explorer"):
        for name, line, text, *_ in extract_from_dir(
            str(ROOT / folder), method_map=[("**.py", "python")], keywords=KEYWORDS
        ):
            found.setdefault(text, []).append((f"{folder}/{name}", line))
    return found


def catalogue(language):
    path = LOCALE / f"{language}.po"
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def collect(language):
    """Bring one catalogue up to the texts of the source."""
    old = catalogue(language)
    new = Catalog(
        locale=language, project="Pushpull", charset="utf-8", fuzzy=False,
        creation_date=datetime(2026, 11, 22, tzinfo=UTC),
        revision_date=datetime(2026, 11, 22, tzinfo=UTC),
    )  # fmt: skip
    for text, places in sorted(extracted().items()):
        kept = old.get(text)
        string = text if language == "en" else (kept.string if kept else "")
        new.add(
            text, string, locations=[(place, None) for place in dict.fromkeys(p for p, _ in places)]
        )
    with (LOCALE / f"{language}.po").open("wb") as file:
        write_po(file, new, width=100, omit_header=False, include_lineno=False)
    return [message.id for message in new if message.id and not message.string]


if __name__ == "__main__":
    for one in LANGUAGES:
        missing = collect(one)
        print(f"{one}: {len(missing)} texts to write", *missing, sep="\n  ")
