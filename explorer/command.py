"""Command `pushpull`: serves the page, or runs a command of the engine without one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from engine.__main__ import COMMANDS
from engine.__main__ import main as engine

if TYPE_CHECKING:
    from collections.abc import Sequence

# In the wheel app.py and the server's settings lie in this folder; in a checkout, beside it.
_HERE = Path(__file__).parent
_USAGE = """usage: pushpull [OPTION …]         serve the page on http://localhost:8501; options are
                                   Streamlit's, as --server.port 8600
       pushpull {commands} …
                                   without a page; --help behind each tells more"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the page until it is stopped, or run one command; returns the exit code."""
    asked = sys.argv[1:] if arguments is None else list(arguments)
    if asked and asked[0] in COMMANDS:
        return engine(asked, program="pushpull")
    if asked and asked[0] in {"-h", "--help"}:
        print(_USAGE.format(commands="|".join(COMMANDS)))
        return 0
    if asked and not asked[0].startswith("-"):
        print(
            f"pushpull {asked[0]}: is no command; there are {', '.join(COMMANDS)}, and none at all"
            " serves the page.",
            file=sys.stderr,
        )
        return 2
    from streamlit.web.cli import main as streamlit  # noqa: PLC0415 - a second; training needs none

    streamlit(["run", str(app()), *asked], prog_name="pushpull")  # says itself what is wrong
    return 0


def app() -> Path:
    """The file that Streamlit is to run."""
    inside = _HERE / "app.py"
    return inside if inside.exists() else _HERE.parent / "app.py"
