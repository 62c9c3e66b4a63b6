"""Texts in the visitor's language: gettext catalogues read once by Babel.

The English sentence is the key. `say` is for texts of the screen, `phrase` (of the engine) marks
texts said elsewhere, and the errors of the engine bring their template and values along.
"""

from __future__ import annotations

from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from engine.errors import EngineError, Message

LANGUAGES = {"en": "English", "zh": "中文"}
LOCALE = Path(__file__).parent / "locale"
_language: ContextVar[str] = ContextVar("language", default="en")


@cache
def catalogue(language: str) -> dict[str, str]:
    """English text -> text, of one language."""
    with (LOCALE / f"{language}.po").open("rb") as file:
        return {
            str(message.id): str(message.string)
            for message in read_po(file)
            if message.id and message.string
        }


def choose(language: str) -> None:
    """Speak this language from here on, in this thread or task."""
    _language.set(language if language in LANGUAGES else "en")


def language() -> str:
    """The language spoken now."""
    return _language.get()


def nearest(locale: str | None) -> str:
    """The language of ours for a browser's locale such as zh-CN; English if there is none."""
    short = (locale or "en").replace("_", "-").split("-")[0].lower()
    return short if short in LANGUAGES else "en"


def say(text: str, **values: object) -> str:
    """The text in the visitor's language, its {fields} filled in."""
    template = catalogue(language()).get(text, text)
    return template.format(**values) if values else template


def message(said: EngineError | Message) -> str:
    """The sentence of an error or a notice in the visitor's language."""
    return catalogue(language()).get(said.template, said.template).format(**said.values)
