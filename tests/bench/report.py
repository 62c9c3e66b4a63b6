"""The page docs/benchmarks.md: figures and what was to reach first, then every part."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.figures import Figure, Table, number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.bench.bench import Part
    from tests.bench.results import Kept

_PROSE = Path(__file__).parent / "prose"
_HEADS = ("what", "measured", "spread", "to reach", "")


def page(
    parts: dict[str, Part], results: dict[str, Kept], absent: dict[str, str], docs: Path
) -> str:
    """The whole page; plots are drawn into `docs`. `absent` says why a part has no result."""
    newest = max(results.values(), key=lambda kept: kept.date)
    sections = [
        _prose("introduction"),
        _circumstances(newest),
        "## Figures",
        summary(results),
        *absent.values(),
        *(_section(name, parts[name], kept, newest, docs) for name, kept in results.items()),
    ]
    return "\n\n".join(section.strip() for section in sections if section.strip()) + "\n"


def summary(results: dict[str, Kept]) -> str:
    """All figures in one table, and sentences for those that are missed."""
    figures = [figure for kept in results.values() for figure in kept.result.figures]
    content = Table("", _HEADS, tuple(row(figure) for figure in figures))
    return f"{table(content)}\n\n{missed(figures)}"


def row(figure: Figure) -> tuple[str, ...]:
    """A figure as a row of the first table."""
    spread = f"{number(figure.low)} … {number(figure.high)}" if figure.low < figure.high else ""
    verdict = "" if not figure.goal else "**missed**" if figure.missed else "met"
    return figure.what, number(figure.value, figure.unit), spread, figure.goal, verdict


def missed(figures: Iterable[Figure]) -> str:
    """Which figures are missed, a sentence each."""
    found = [figure.sentence for figure in figures if figure.missed]
    if not found:
        return "Every figure measured reaches its goal."
    return "\n".join(["Missed:", "", *(f"- {sentence}" for sentence in found)])


def table(content: Table) -> str:
    """A table in Markdown, its caption above."""
    lines = [content.heads, ["---"] * len(content.heads), *content.rows]
    text = "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
    return f"{content.caption}\n\n{text}".strip()


def _circumstances(kept: Kept) -> str:
    facts = " · ".join(f"{name} {value}" for name, value in kept.machine.items())
    return f"{kept.date} · text: {kept.text} · load average when it began: {kept.load}\n\n{facts}"


def _prose(name: str) -> str:
    """What is said about a part whatever was measured."""
    path = _PROSE / f"{name}.md"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _section(name: str, part: Part, kept: Kept, newest: Kept, docs: Path) -> str:
    here, there = ((each.date[:10], each.text, each.machine) for each in (kept, newest))
    told = "" if here == there else f"Measured at another time: {_circumstances(kept)}"
    drawn = part.draw(kept.result.data, docs) if part.draw else ""
    tables = [table(each) for each in kept.result.tables]
    pieces = [f"## {part.title}", told, drawn, _prose(name), *kept.result.notes, *tables]
    return "\n\n".join(piece.strip() for piece in pieces if piece.strip())
