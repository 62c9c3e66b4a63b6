"""If these fail, the house grows rooms nobody can find: sizes, twins, headlessness."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests import naive

ROOT = Path(__file__).parent.parent
SOURCES = sorted(
    path
    for folder in ("engine", "explorer", "tests")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".py", ".js", ".css"}
)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_fits_a_head(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 300
    if path.suffix == ".py":
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = node.end_lineno - node.lineno + 1
                assert length < 50, f"{node.name} has {length} lines"


def test_the_entry_stays_thin():
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) < 60


def kernels():
    for path in (ROOT / "engine" / "kernels").glob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            marks = getattr(node, "decorator_list", [])
            if any(ast.unparse(mark) == "kernel" for mark in marks):
                yield node.name


@pytest.mark.parametrize("name", sorted(kernels()))
def test_every_kernel_has_a_slow_twin(name):
    assert hasattr(naive, name), f"write tests/naive.py:{name}"


def test_the_engine_runs_without_a_screen():
    """Somebody trains on a server without Streamlit: nothing of a screen may be imported."""
    code = (
        "import sys, engine.__main__, engine.training.trainer, engine.corpus.files\n"
        "assert not {'streamlit', 'plotly', 'pandas', 'umap', 'explorer'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
