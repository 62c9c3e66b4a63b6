"""If these fail, `make bench` breaks after an hour, or its page says what was not measured."""

import json
import lzma
import platform
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests import ROOT
from tests.bench import report, results
from tests.bench.bench import all_parts
from tests.bench.child import ChildError, call
from tests.bench.figures import Figure, middle, number
from tests.bench.sizes import SMOKE
from tests.bench.text import prepared, repeated, write_arrays
from tests.bench.zipf import word, write

BROWSED = ("page", "labs")  # journeys of minutes; `tests/browser` opens the same pages
PARTS = {name: part for name, part in all_parts().items() if name not in BROWSED}
SOON = ("neighbours", "evaluation", "growth")  # seconds, and a plot
PLOT_LIMIT = 200_000  # bytes


def bench(folder, *options):
    """The harness as `make bench` calls it, at sizes that take seconds."""
    return subprocess.run(
        [
            sys.executable, "-m", "tests.bench", "--smoke", "--seeds", "1",
            "--results", folder / "results", "--docs", folder / "docs", *options,
        ],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module", params=[SOON, pytest.param(tuple(PARTS), marks=pytest.mark.long)],
                ids=["a few parts", "every part"])  # fmt: skip
def measured(request, tmp_path_factory):
    """What was measured, where; two parts at a time, for nobody looks at how long anything takes.

    Not the browsed parts; in `make test` only those that take seconds.
    """
    names, folder = request.param, tmp_path_factory.mktemp("bench")
    words = [word(rank) for rank in range(6)]
    (folder / "questions.txt").write_text(": any\n" + " ".join(words[:4]) + "\n")
    pairs = [f"{words[i]}\t{words[j]}\t{i + j}\n" for i in range(3) for j in range(3, 6)]
    (folder / "pairs.tsv").write_text("".join(pairs))
    gold = ("--questions", folder / "questions.txt", "--pairs", folder / "pairs.tsv")
    halves = [names[0::2], names[1::2]]  # the two parts that compile anew are not in one half
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda half: bench(folder, *gold, "--only", *half), halves))
    done.append(bench(folder, "--only", "neighbours"))  # the page is written anew from all parts
    for run in done:
        assert run.returncode == 0, run.stderr
    return names, folder


def test_every_part_yields_its_rows_and_the_page_is_whole(measured):
    names, folder = measured
    page = (folder / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    for name in names:
        result = results.kept(folder / "results", name).result
        assert result.figures or result.tables, name
        for figure in result.figures:
            assert f"| {figure.what} | {number(figure.value, figure.unit)} |" in page, name
        for table in result.tables:
            assert all("| " + " | ".join(row) + " |" in page for row in table.rows), name
    titles = re.findall("^## (.+)$", page, re.MULTILINE)
    assert titles == ["Figures", *(part.title for name, part in PARTS.items() if name in names)]
    assert page.count("not measured yet") == len(BROWSED) + len(PARTS) - len(names)
    assert "tiny sizes" in page


def test_the_page_says_nothing_of_whose_machine_it_is(measured):
    _, folder = measured
    page = (folder / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    for secret in (str(ROOT), str(folder)):
        assert secret not in page
    assert not re.search(rf"\b{re.escape(platform.node())}\b", page) or not platform.node()
    assert "/tmp" not in page


def test_every_picture_of_the_page_is_there_and_small(measured):
    _, folder = measured
    page = (folder / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", page)
    assert pictures
    for picture in pictures:
        assert 0 < (folder / "docs" / picture).stat().st_size < PLOT_LIMIT


def test_a_missed_figure_is_said_and_a_met_one_is_not():
    figures = [
        middle("speed", [2.0, 1.0, 3.0], at_least=12),
        middle("memory", [1_200.0], "MB", at_most=1_000),
        middle("share", [50.0], "%", at_least=42),
        middle("broken", [float("nan")], at_least=1),
        middle("reported", [1.0]),
    ]
    assert report.missed(figures).splitlines()[2:] == [
        "- speed: 2 ×, to reach was ≥ 12 ×.",
        "- memory: 1,200 MB, to reach was ≤ 1,000 MB.",
        "- broken: nan ×, to reach was ≥ 1 ×.",
    ]
    assert report.row(figures[0]) == ("speed", "2 ×", "1 … 3", "≥ 12 ×", "**missed**")
    assert report.row(figures[2])[-1] == "met"
    assert report.row(figures[4])[-2:] == ("", "")


def test_without_gold_sets_quality_is_left_out_with_a_sentence(tmp_path):
    run = bench(tmp_path, "--only", "quality", "neighbours")
    assert run.returncode == 0, run.stderr
    page = (tmp_path / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    assert "Quality is left out: give QUESTIONS= and PAIRS=" in page
    assert "Training (training): not measured yet." in page


def test_a_broken_child_says_what_broke():
    with pytest.raises(ChildError, match="no such file"):
        call(write_arrays, source="no such file.txt", folder=".")


def test_a_result_comes_back_as_it_was_kept(tmp_path):
    figure = Figure(what="speed", value=2.0, low=1.0, high=3.0, at_least=1.5)
    kept = results.Kept(
        result=results.Result(figures=(figure,), tables=(results.Table("c", ("h",), (("1",),)),)),
        date="2026-01-01 00:00 UTC", text="t", machine={"cores": "2"}, load="0.1",
    )  # fmt: skip
    results.keep(tmp_path, "part", kept)
    assert results.kept(tmp_path, "part") == kept
    assert json.loads((tmp_path / "part.json").read_text(encoding="utf-8"))["text"] == "t"
    assert results.kept(tmp_path, "another") is None


def test_the_made_text_is_the_same_every_time_and_topical(tmp_path):
    """Else two runs of the bench on no corpus could not be compared."""
    for name in ("a.txt", "b.txt"):
        write(tmp_path / name, 30_000, 5_000)
    text = (tmp_path / "a.txt").read_text()
    assert text == (tmp_path / "b.txt").read_text()
    assert len(text.split()) == 30_000
    assert len({word(rank) for rank in range(11_000)}) == 11_000


def test_a_packed_corpus_is_read_as_the_plain_one(tmp_path):
    (tmp_path / "t.txt").write_text("the king and the queen " * 500)
    with lzma.open(tmp_path / "t.txt.xz", "wb") as packed:
        packed.write((tmp_path / "t.txt").read_bytes())
    plain, unpacked = (
        prepared(tmp_path / name, tmp_path / f"of-{name}", SMOKE) for name in ("t.txt", "t.txt.xz")
    )
    assert plain.lines.read_bytes() == unpacked.lines.read_bytes()
    lines = plain.lines.read_text().splitlines()
    assert [len(line.split()) for line in lines] == [1_000, 1_000, 500]
    assert (plain.tokens, plain.vocabulary) == (2_500, 4)


def test_a_part_of_a_text_is_its_first_lines(tmp_path):
    (tmp_path / "t.txt").write_text("the king and the queen " * 500)
    whole = prepared(tmp_path / "t.txt", tmp_path / "whole", SMOKE)
    part = whole.part(1_500)
    assert part.tokens == 2_000
    assert len(part.lines.read_text().split()) == 2_000
    assert whole.part(0) is whole


def test_a_repeated_file_has_the_size_asked_for(tmp_path):
    (tmp_path / "one").write_bytes(b"abc")
    assert repeated(tmp_path / "one", tmp_path / "many", 8).read_bytes() == b"abcabcab"
    (tmp_path / "none").touch()
    with pytest.raises(ValueError, match="none is empty"):
        repeated(tmp_path / "none", tmp_path / "more", 8)
