"""Checks that readers of graphs share: declared numbers of nodes, and lines that are none."""

from __future__ import annotations

from typing import NoReturn

from engine.errors import CorpusError

NODES = 1_000_000  # that a file of any size may declare
_SHOWN = 40  # characters of a line


def check_nodes(name: str, declared: int, held: int) -> None:
    """Refuse more declared nodes than `held` bytes account for.

    A node takes a byte or more where it is named, and `NODES` may be there without an edge.

    Raises
    ------
    CorpusError
        If there are more.
    """
    if declared > max(NODES, held):
        raise CorpusError(
            "{name}: declares {nodes} nodes and has {held} bytes; a file may declare {limit} nodes,"
            " or as many as it has bytes. Mend the number, or save the graph as a list of edges"
            " (.edges).",
            name=name,
            nodes=f"{declared:,}",
            held=f"{held:,}",
            limit=f"{NODES:,}",
        )


def refuse_line(name: str, number: int, line: str, expected: str) -> NoReturn:
    """Say that another line should stand in the place of this one; raises `CorpusError`."""
    raise CorpusError(
        "{name}: line {line} is “{found}”, where a line such as “{expected}” should stand. Mend"
        " it, or save the graph as a list of edges (.edges).",
        name=name,
        line=f"{number:,}",
        found=shown(line),
        expected=expected,
    )


def shown(line: str) -> str:
    """The begin of a line, as it can be shown."""
    begun = line[: 2 * _SHOWN].strip()[:_SHOWN]
    return "".join(char if char.isprintable() else "\ufffd" for char in begun)
