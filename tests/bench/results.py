"""What was measured, kept: a file a part, so that the page is whole after any part is run again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.bench.figures import Figure, Result, Table

FOLDER = Path(__file__).parent / "results"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A result with the day, the machine and the text it belongs to."""

    result: Result
    date: str
    text: str
    machine: dict[str, str]
    load: str


def keep(folder: Path, name: str, kept: Kept) -> None:
    """Write the result of a part in place of its last one."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(asdict(kept), ensure_ascii=False, indent=1)
    (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def kept(folder: Path, name: str) -> Kept | None:
    """The newest result of a part, if there is one."""
    path = folder / f"{name}.json"
    if not path.exists():
        return None
    said = json.loads(path.read_text(encoding="utf-8"))
    return Kept(**{**said, "result": _result(said["result"])})


def _result(said: dict[str, Any]) -> Result:
    tables = [
        Table(each["caption"], tuple(each["heads"]), tuple(tuple(row) for row in each["rows"]))
        for each in said["tables"]
    ]
    return Result(
        figures=tuple(Figure(**each) for each in said["figures"]),
        tables=tuple(tables),
        notes=tuple(said["notes"]),
        data=said["data"],
    )
