"""If this fails, whoever installs Pushpull with pip has no page, no command or no engine."""

import json
import os
import subprocess
import sys
import venv
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect

from tests import ROOT
from tests.browser.serving import ENDING, free_port, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.long]
SOURCES = ("engine", "explorer")
READ = {".py", ".po", ".js", ".css", ".png", ".toml"}  # what is needed when it runs


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    pip(sys.executable, "wheel", "--no-deps", "--wheel-dir", folder, ROOT)
    (made,) = folder.glob("pushpull-*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The folder of the commands of a fresh environment, outside the checkout."""
    folder = tmp_path_factory.mktemp("elsewhere") / "venv"
    venv.create(folder, with_pip=True)
    commands = folder / ("Scripts" if os.name == "nt" else "bin")
    pip(commands / "python", "install", wheel)
    return commands


@pytest.fixture(scope="module")
def server(installed, tmp_path_factory):
    """In place of the server of all tests: that of the command, started far from the checkout."""
    folder, port = tmp_path_factory.mktemp("far"), free_port()
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [installed / "pushpull", f"--server.port={port}"],
            cwd=folder, stdout=log, stderr=log, env=environment(folder, PUSHPULL_VISITORS="many"),
        )  # fmt: skip
    address = f"http://localhost:{port}"
    try:
        wait_for(f"{address}/_stcore/health", process)
        yield address
    finally:
        process.terminate()
        process.wait(ENDING)


def pip(python, *arguments):
    command = [python, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    subprocess.run(list(map(str, command)), check=True, cwd=ROOT.parent)


def environment(home, **more):
    """The environment without what leads back to the checkout."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return {**kept, "PUSHPULL_HOME": str(home), **more}


def test_the_wheel_holds_all_that_the_page_reads(wheel):
    with ZipFile(wheel) as archive:
        there = set(archive.namelist())
    wanted = {
        str(path.relative_to(ROOT))
        for folder in SOURCES
        for path in (ROOT / folder).rglob("*")
        if path.suffix in READ and "__pycache__" not in path.parts
    }
    assert len(wanted) > 400
    assert wanted <= there
    assert {"explorer/app.py", "explorer/.streamlit/config.toml"} <= there
    assert not any(name.startswith("tests/") for name in there)


def test_the_command_trains_and_the_engine_can_be_imported(installed, tmp_path):
    text, vectors = tmp_path / "text.txt", tmp_path / "vectors.txt"
    text.write_text("the cat sat on the mat and the dog sat on the rug . " * 200)
    said = subprocess.run(
        [installed / "pushpull", "train", text, "--output", vectors, "--dimensions", "10",
         "--min-count", "1", "--subsample", "0", "--format", "word2vec-text"],
        check=True, capture_output=True, text=True, cwd=tmp_path, env=environment(tmp_path),
    )  # fmt: skip
    assert json.loads(said.stdout.splitlines()[-1])["pairs"] > 100
    code = (
        "import engine; from pathlib import Path\n"
        "found = engine.KeyedVectors.load('vectors.txt').most_similar('cat')\n"
        "assert len(found) == 7, found\n"
        f"assert not Path(engine.__file__).is_relative_to({str(ROOT)!r})"
    )
    subprocess.run(
        [installed / "python", "-c", code], check=True, cwd=tmp_path, env=environment(tmp_path)
    )


def test_the_installed_page_opens_and_trains(visitor, server):
    page = visitor("/", fresh=True)
    live = page.locator("[data-testid=live]")
    expect(live).to_have_attribute("data-state", "running")
    expect(live).not_to_have_attribute("data-tokens", live.get_attribute("data-tokens"))
    expect(page.locator(".st-key-window")).to_be_visible()
