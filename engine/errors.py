"""Errors in words a user can act on: template and values, for a screen to translate."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from functools import partial
from traceback import walk_tb
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_log = logging.getLogger(__name__)
_OURS = {"engine", "explorer"}  # packages whose own lines are at fault if they raise
_REASON = 100  # characters


def phrase(text: str) -> str:
    """Return `text` as it is; the name marks it for the catalogues of the screen."""
    return text


class Message:
    """A sentence for the user, of nothing that went wrong: a template of the catalogues, values."""

    def __init__(self, template: str, **values: object) -> None:
        self.template, self.values = template, values

    def __str__(self) -> str:
        return self.template.format(**self.values)


class EngineError(Exception):
    """Something the user can mend; everything else is a defect and stays loud.

    The message is ``template.format(**values)``: the template is a key of the catalogues, the
    values are shown as they are.

    EngineError
    ├── ParameterError   a setting outside its range
    ├── CorpusError      material that cannot be read or is too little
    ├── FormatError      a file of vectors, questions or gold pairs that is not one
    ├── WordError        a word that the vocabulary does not hold
    ├── DivergenceError  a run whose vectors left the finite numbers
    ├── StudyError       a study of settings that cannot be kept or opened
    └── ClusterError     a cluster of machines that cannot be used
    """

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template, values)
        self.template = template
        self.values = values

    def __str__(self) -> str:
        return self.template.format(**self.values)

    def __reduce__(self) -> tuple[Any, ...]:
        """How it travels between processes: exceptions would forget their keywords."""
        return partial(type(self), self.template, **self.values), ()


class ParameterError(EngineError, ValueError):
    """A setting outside its range."""


class CorpusError(EngineError):
    """Material that cannot be read, or too little of it."""


class FormatError(EngineError):
    """A file of vectors, questions or gold pairs that is not one."""


class WordError(EngineError, KeyError):
    """A word that the vocabulary does not hold."""

    __str__ = EngineError.__str__  # KeyError would show the repr


class DivergenceError(EngineError):
    """A run whose vectors left the finite numbers."""


class StudyError(EngineError):
    """A study of settings that cannot be kept or opened."""


class ClusterError(EngineError):
    """A cluster of machines that cannot be used."""


DAMAGED = phrase("{name}: cannot be read to its end ({reason}). Copy or download it again.")

_TOO_LARGE = phrase("{name}: takes more memory to be read than there is. Choose a part of it.")


@contextmanager
def border(
    name: str, template: str = DAMAGED, kind: type[EngineError] = CorpusError, **values: object
) -> Iterator[None]:
    """The border of a reader: whatever is raised inside leaves as one sentence that names the file.

    Our own errors pass as they are; see `refusal` for the others.

    Raises
    ------
    EngineError
        Of that `kind`, for every other `Exception`.
    """
    try:
        yield
    except EngineError:
        raise
    except Exception as error:
        raise refusal(error, name, template, kind, **values) from None


def refusal(
    error: Exception,
    name: str,
    template: str = DAMAGED,
    kind: type[EngineError] = CorpusError,
    **values: object,
) -> EngineError:
    """What is said of a file whose reader raised an error: the template, with its `{reason}`.

    What our own lines raised is a defect, and is logged with its traceback as well.
    """
    if isinstance(error, MemoryError):
        return kind(_TOO_LARGE, name=name)
    if _is_defect(error):
        _log.error("%s: the reader failed", name, exc_info=error)
    else:
        _log.info("%s: %r", name, error)
    return kind(template, name=name, reason=reason_of(error), **values)


def reason_of(error: Exception) -> str:
    """What an error of a library or of the system says, on one short line."""
    said = error.strerror if isinstance(error, OSError) else None
    return " ".join((said or str(error)).split())[:_REASON] or type(error).__name__


def _is_defect(error: Exception) -> bool:
    """Whether one of our own lines raised it, and not a library or the system."""
    *_, (frame, _) = walk_tb(error.__traceback__)
    package = str(frame.f_globals.get("__name__")).partition(".")[0]
    return package in _OURS and not isinstance(error, OSError)
