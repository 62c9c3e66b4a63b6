"""If these fail, README promises what is not so."""

import json
import re
import subprocess
import sys
from dataclasses import fields

import pytest

from engine.ranges import range_of
from engine.settings import Knobs, Reading, Recipe
from tests import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
ITEMS = [item for kind in (Knobs, Recipe, Reading) for item in fields(kind)]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.name)
def test_every_setting_is_in_the_table(item):
    span, default = range_of(item), item.default
    shown = str(default).lower() if isinstance(default, bool) else default
    shown = f"{shown:g}" if isinstance(shown, float) else shown
    rule = span.rule().replace("|", "or")
    assert f"| `{item.name}` | {shown} | {rule} | {span.help} |" in README


@pytest.mark.parametrize("target", re.findall(r"make ([a-z-]+)", README))
def test_every_make_target_exists(target):
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)


def test_every_requirement_has_its_reason():
    for line in (ROOT / "requirements.txt").read_text().splitlines():
        assert re.split("[=<>]", line)[0].lower() in README.lower()


@pytest.mark.parametrize("path", re.findall(r"\]\(([\w./]+)\)", README))
def test_what_is_linked_is_there(path):
    assert (ROOT / path).is_file()


def test_the_commands_do_what_is_said(tmp_path):
    """The three commands of README, as they stand there, in a shell of their own."""
    text = "the king rules the land and the queen rules the sea . " * 400
    (tmp_path / "text.txt").write_text(text)
    (tmp_path / "questions.txt").write_text(": family\nking queen queen king\n")
    (tmp_path / "pairs.tsv").write_text("king\tqueen\t8\nking\tsea\t2\nland\tsea\t6\n")
    commands = re.findall(r"^    \.venv/bin/python (-m engine .+)$", README, re.MULTILINE)
    assert len(commands) == 3
    around = {"PYTHONPATH": str(ROOT), "PATH": "", "PUSHPULL_HOME": str(tmp_path)}
    said = [
        subprocess.run(
            [sys.executable, *command.split()], cwd=tmp_path, check=True, text=True,
            capture_output=True, env=around,
        )
        for command in commands
    ]  # fmt: skip
    trained, near, scored = (run.stdout.strip().splitlines() for run in said)
    assert set(json.loads(trained[-1])) == {
        "tokens", "kept_tokens", "vocabulary", "pairs", "read_seconds", "train_seconds",
        "tokens_per_second", "loss",
    }  # fmt: skip
    assert "█" in said[0].stderr
    assert len(near) == 5
    scores = json.loads(scored[-1])
    assert scores["analogies"]["asked"] == 1
    assert scores["similarity"]["pairs"] == 3


def test_the_notebook_does_what_is_said(tmp_path):
    (tmp_path / "text.txt").write_text("the king and the queen , a man and a woman\n" * 400)
    (code,) = re.findall(r"^```python\n(.+?)^```", README, re.MULTILINE | re.DOTALL)
    code += "\nprint(model.get_params()['window'], len(vectors))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, check=True, text=True, capture_output=True,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "PUSHPULL_HOME": str(tmp_path)},
    )  # fmt: skip
    assert done.stdout == "2 8\n"
