"""What can go wrong, in words a user can act on: template and values, for a screen to translate."""

from __future__ import annotations

from functools import partial
from typing import Any


def phrase(text: str) -> str:
    """Return `text` as it is; the name marks it for the catalogues of the screen."""
    return text


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
