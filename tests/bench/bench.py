"""What a part is, and what it is given."""

from __future__ import annotations

import importlib
import os
import pkgutil
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tests.bench import parts
from tests.bench.sizes import SMOKE
from tests.bench.text import prepared

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.bench.figures import Result
    from tests.bench.sizes import Sizes
    from tests.bench.text import Text


class LeftOut(Exception):  # noqa: N818 - not an error: the sentence says why there is no figure
    """A part cannot be measured with what was given or on this machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A module of `tests/bench/parts` names one `PART`; its file's name is what ONLY chooses.

    Parts run and stand on the page in the order of `place`. `draw` makes a plot of the result's
    data in a folder and returns the line that shows it. What is to be said about a part whatever
    was measured stands in `tests/bench/prose`, in a file of the part's name.
    """

    place: int
    title: str
    run: Callable[[Bench], Result]
    draw: Callable[[dict[str, Any], Path], str] | None = None


@dataclass(frozen=True)
class Bench:
    """What was asked for, and where the work may lie; the text is prepared when first needed."""

    sizes: Sizes
    folder: Path
    corpus: Path | None = None
    questions: Path | None = None
    pairs: Path | None = None
    prose: Path | None = None
    graph: Path | None = None
    pecanpy: Path | None = None
    seeds: int = 5

    @cached_property
    def text(self) -> Text:
        """The text that every rival reads."""
        self.say("preparing the text")
        return prepared(self.corpus, self.folder / "text", self.sizes)

    @property
    def title(self) -> str:
        """What the text is called on the page."""
        name = self.corpus.name if self.corpus else "made by Zipf's law"
        return f"{name}, tiny sizes that only show that the bench works" if self.tiny else name

    @property
    def tiny(self) -> bool:
        """Whether the sizes are too small to mean anything."""
        return self.sizes.made_tokens == SMOKE.made_tokens

    @property
    def cores(self) -> int:
        """Cores this process may use."""
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()

    def say(self, line: str) -> None:
        """One line on the terminal, at once."""
        print(f"  {line}", flush=True)


def all_parts() -> dict[str, Part]:
    """The parts by name, in their order."""
    names = [module.name for module in pkgutil.iter_modules(parts.__path__)]
    found = {name: importlib.import_module(f"{parts.__name__}.{name}").PART for name in names}
    return dict(sorted(found.items(), key=lambda item: item[1].place))
