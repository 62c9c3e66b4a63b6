"""If these fail, the house grows rooms nobody can find: sizes, twins, headlessness."""

import ast
import subprocess
import sys
import tomllib
from collections import Counter

from tests import ROOT, naive, picture
from tests.dealing import RAY

SOURCES = sorted(
    path
    for folder in ("engine", "explorer", "tests")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".py", ".js", ".css"}
)


def test_every_file_and_function_fits_a_head():
    found = [each for path in SOURCES for each in too_long(path)]
    assert not found, "\n".join(found)


def too_long(path):
    """What of a file is too long to be held in a head."""
    text, name = path.read_text(encoding="utf-8"), path.relative_to(ROOT)
    if (lines := len(text.splitlines())) >= 300:
        yield f"{name} has {lines} lines"
    if path.suffix == ".py":
        for node in ast.walk(ast.parse(text)):
            function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            if function and (lines := node.end_lineno - node.lineno + 1) >= 50:
                yield f"{name}: {node.name} has {lines} lines"


def test_the_entry_stays_thin():
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) < 60


def kernels():
    for path in (ROOT / "engine" / "kernels").rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            marks = getattr(node, "decorator_list", [])
            if any(ast.unparse(mark) == "kernel" for mark in marks):
                yield node.name


def test_every_kernel_has_a_slow_twin():
    names = set(kernels())
    assert len(names) > 20
    found = sorted(name for name in names if not hasattr(naive, name))
    assert not found, f"write these in tests/naive.py: {', '.join(found)}"


def test_who_uses_ray_is_dealt_to_one_worker():
    """Two workers would each start a Ray, and a machine of two cores be lost to both."""
    files = (ROOT / "tests").rglob("test_*.py")
    asking = {str(path.relative_to(ROOT)) for path in files if asks_for("cluster", path)}
    assert asking == RAY


def asks_for(fixture, path):
    """Whether a test or a fixture of the file takes that fixture, as an argument or by name."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    takers = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and (node.name.startswith("test_") or "fixture" in map(decorated, node.decorator_list))
    ]
    named = f"getfixturevalue('{fixture}')" in ast.unparse(tree)
    return named or any(each.arg == fixture for node in takers for each in node.args.args)


def decorated(mark):
    """The last name of a decorator."""
    return ast.unparse(mark).partition("(")[0].rpartition(".")[2]


def test_the_engine_runs_without_a_screen():
    """Somebody trains on a server without Streamlit: nothing of a screen may be imported."""
    code = (
        "import sys, engine.__main__, engine.training.trainer, engine.corpus.text.files\n"
        "assert not {'streamlit', 'plotly', 'pandas', 'umap', 'explorer'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_no_run_of_the_page_ends_the_clicks_that_wait():
    """Streamlit's fast reruns drop what waits for the run that they end: a press does nothing."""
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["runner"]["fastReruns"] is False


def test_no_folder_is_too_full_to_be_looked_through():
    counts = Counter(
        path.parent for path in SOURCES if path.suffix == ".py" and "tests" not in path.parts
    )
    found = [f"{folder.relative_to(ROOT)} has {n} files" for folder, n in counts.items() if n > 20]
    assert not found, "\n".join(found)


def test_the_picture_of_the_rooms_is_that_of_the_imports():
    assert picture.PATH.read_text(encoding="utf-8") == picture.svg(), "make picture"


def test_a_module_says_first_what_it_is():
    """A reader who looks for a room reads first lines: "What …" and "How …" name none."""
    asking = (
        "What ",
        "Where ",
        "How ",
        "Who",
        "Which ",
        "When ",
        "Whether ",
        "Why ",
        "Do ",
        "Are ",
    )
    found = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if path.suffix == ".py"
        and "tests" not in path.parts
        and (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").startswith(
            asking
        )
    ]
    assert not found, f"begin these with a noun: {', '.join(found)}"


def test_lines_are_set_by_the_formatter():
    """Calls that are laid out by hand are too long: name their parts."""
    by_hand = "# fmt: " + "skip"
    count = sum(
        path.read_text(encoding="utf-8").count(by_hand)
        for path in SOURCES
        if "tests" not in path.parts
    )
    assert count <= 150
