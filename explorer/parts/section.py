"""Section of the main page below its first screen: its own, or one that another feature adds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from explorer import session

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class Section:
    """What stands below the first screen under one name.

    `name` is that of links (`?hide=`) and of the place to go to, `title` is empty where no link of
    the header leads to it. `kinds` are those of corpora that it concerns, none: all. `live_texts`
    are said by the live component in the place of its own while such a corpus is trained.
    """

    name: str
    title: str
    draw: Callable[[], None]
    kinds: tuple[str, ...] = ()
    live_texts: Mapping[str, str] = field(default_factory=dict)

    def concerns(self) -> bool:
        """Whether the corpus in training is of its kinds."""
        return not self.kinds or session.run().corpus.kind in self.kinds

    def stands(self) -> bool:
        """Whether it is on this page: a link may hide it."""
        return session.shows(self.name) and self.concerns()
