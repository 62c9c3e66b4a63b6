"""A gold set of the visitor's own, given as a file: kept for all pages, and scored beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

import streamlit as st

from engine.errors import EngineError, FormatError
from engine.isolation import SMALL, isolated
from explorer import session
from explorer.runs.frame import Watch
from explorer.runs.jobs.scoring import Scoring
from explorer.session import literal
from explorer.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.arrays import Floats
    from engine.vocabulary import Vocabulary

LIMIT = 2  # MB
Gold = TypeVar("Gold")
Found = TypeVar("Found")


class GoldFile(Generic[Gold, Found]):
    """The file of one box. What was given stays until it is taken away or replaced.

    `read` takes the name and the bytes and raises `FormatError`; `judge` is that of `Scoring`.
    """

    def __init__(
        self,
        key: str,
        read: Callable[[str, bytes], Sequence[Gold]],
        judge: Callable[[Vocabulary, Floats, Sequence[Gold]], Found],
    ) -> None:
        self._key, self._read, self._judge = key, read, judge
        self._given, self._scored, self._refused = f"{key} given", f"{key} scored", f"{key} refused"

    def box(self, label: str, help_text: str) -> None:
        """The place for the file; raises `FormatError` as long as a bad one lies there.

        The box forgets its file when another page is visited. What was given is still there then,
        and a button takes it away.
        """
        file = st.file_uploader(
            label, key=self._key, max_upload_size=LIMIT, on_change=self._take, help=help_text
        )
        error: EngineError | None = session.value(self._refused)
        if file is None:
            session.take(self._refused)
            if self.kept() is not None:
                st.button(
                    say("Take {name} away", name=literal(self.name())),
                    key=f"{self._key} away",
                    on_click=self._drop,
                )
        elif error is not None:
            raise error.with_traceback(None)

    def gold(self) -> tuple[Gold, ...]:
        """What the file holds; nothing if there is none, or a bad one."""
        kept = self.kept()
        return () if kept is None else tuple(kept.gold)

    def name(self) -> str:
        """The name of the file, or nothing."""
        return str(session.value(self._given, ""))

    def kept(self) -> Scoring[Gold, Found] | None:
        """The gold set and its scores, if there is a file that can be read."""
        kept: Scoring[Gold, Found] | None = session.value(self._scored)
        return kept

    def found(self) -> Found | None:
        """The newest score of the run on screen; None, which is said, until there is one."""
        kept, run = self.kept(), session.run()
        if kept is None or session.broken():
            return None
        found = kept.of(run, run.look(Watch()).tokens)
        if found is None:
            st.caption(say("Scoring …"))
        return found

    def _take(self) -> None:
        """Read what was put into the box; what cannot be read is said there."""
        self._drop()
        file = session.value(self._key)
        if file is None:
            return
        try:
            session.put(self._scored, Scoring(self._gold(file.name, file.getvalue()), self._judge))
            session.put(self._given, file.name)
        except EngineError as error:
            session.put(self._refused, error)

    def _drop(self) -> None:
        for key in (self._given, self._scored, self._refused):
            session.take(key)

    def _gold(self, name: str, content: bytes) -> tuple[Gold, ...]:
        if len(content) > LIMIT << 20:
            raise FormatError(
                "{name}: a gold set may have {limit} MB at most; take a part of it.",
                name=name,
                limit=LIMIT,
            )
        work = (self._read, name, content)
        return tuple(isolated(name, *work, limits=SMALL, kind=FormatError))
