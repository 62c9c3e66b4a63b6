"""The list of ways to break the science, each with the test that must notice it.

A table a mutant in `lists/*.toml`: in `file` the text `old`, which occurs there once, becomes
`new`; `test` must then fail; `told` says what a user would be told wrongly.
"""

import tomllib
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

LISTS = Path(__file__).parent / "lists"
KERNELS = "engine/kernels/"


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change, and the test that kills it."""

    name: str
    file: str
    old: str
    new: str
    test: str
    told: str

    @property
    def of_kernels(self):
        """Whether machine code that was compiled before is not that of this mutant."""
        return self.file.startswith(KERNELS)

    @property
    def function(self):
        """The file and the function of its test, without parameters."""
        path, _, name = self.test.partition("::")
        return path, name.partition("[")[0]

    def broken(self, text):
        """The text of its file, changed.

        Raises
        ------
        ValueError
            If what is to be changed does not occur exactly once.
        """
        found = text.count(self.old)
        if found != 1 or self.old == self.new:
            raise ValueError(f"{self.name}: {self.old!r} occurs {found} times in {self.file}")
        return text.replace(self.old, self.new)


def read(path):
    """The mutants of one list."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return [Mutant(name, **rest) for name, rest in tables.items()]


MUTANTS = tuple(chain.from_iterable(map(read, sorted(LISTS.glob("*.toml")))))
