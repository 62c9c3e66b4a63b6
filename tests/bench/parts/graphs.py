"""Walks a second on one core, and labels predicted from vectors, beside PecanPy and gensim."""

from __future__ import annotations

import subprocess
from statistics import fmean
from typing import TYPE_CHECKING, Any

import numpy as np

from tests.bench.bench import Bench, Part
from tests.bench.child import ROOT, SERIAL, ChildError, call
from tests.bench.figures import Figure, Result, Table, middle, number

if TYPE_CHECKING:
    from pathlib import Path

_GROUPS, _DEGREE, _INSIDE = 8, 20, 0.8  # of the graph that is made
_ORDERS = {"first": (1.0, 3), "second": (0.25, 10)}  # p = q, and how many times faster to be
_KNOWN = {"first": 2.9e6, "second": 0.14e6}  # PecanPy's steps a second, measured on blogcatalog
_SPEED_WALKS = 3  # a node: PecanPy's second order takes its time


def run(bench: Bench) -> Result:
    """Rounds of both kinds of walks; then both trainers' vectors through one protocol."""
    folder = bench.graph or _made(bench.folder / "graph", bench.sizes.graph_nodes)
    figures, rows = [], []
    for order, (bias, times) in _ORDERS.items():
        rounds = bench.sizes.slow_rounds if bench.pecanpy else 1
        ours = [call(walk_pushpull, folder=folder, bias=bias, cores=1) for _ in range(rounds)]
        rival = [_rival(bench, folder, order) for _ in ours]
        ratios = [a / b for a, b in zip(ours, rival, strict=True)]
        who = "PecanPy's" if bench.pecanpy else "PecanPy's as it was measured on blogcatalog"
        what = f"Walks of {order} order, steps a second over {who}"
        figures.append(middle(what, ratios, at_least=times))
        rows.append((order, number(fmean(ours) / 1e6), number(fmean(rival) / 1e6)))
    heads = ("order", "Pushpull", "PecanPy")
    tables = [Table("Million steps a second of one core, p = q = 1 and .25:", heads, tuple(rows))]
    more, table = _scores(bench, folder)
    return Result(figures=(*figures, *more), tables=(*tables, table))


def _rival(bench: Bench, folder: Path, order: str) -> float:
    """Steps a second of PecanPy, or what is known of them."""
    if not bench.pecanpy:
        return _KNOWN[order]
    seconds, steps = _pecan(bench, folder, order, 1 + _SPEED_WALKS, 1).split()
    return int(steps) / float(seconds)


def _pecan(bench: Bench, folder: Path, order: str, walks: int, seed: int, *more: str) -> str:
    """The last line that PecanPy's own Python prints."""
    script, edges = ROOT / "tests" / "bench" / "pecan.py", folder / "edges.txt"
    done = subprocess.run(
        [bench.pecanpy, "-W", "ignore", script, edges, order, str(walks), str(seed), *more],
        capture_output=True, text=True, check=False, env=SERIAL, cwd=bench.folder,
    )  # fmt: skip
    if done.returncode:
        raise ChildError(done.stderr.strip()[-500:])
    return done.stdout.strip().splitlines()[-1]


def _scores(bench: Bench, folder: Path) -> tuple[list[Figure], Table]:
    """Macro- and micro-F1 of both, means over seeds and splits (THEORY §5)."""
    sizes, found = bench.sizes, dict[str, list[list[list[float]]]]()
    for seed in range(1, sizes.graph_seeds + 1):
        file = bench.folder / f"vectors-{seed}.npz"
        asked: dict[str, Any] = {"folder": folder, "shares": list(sizes.graph_shares)}
        found.setdefault("Pushpull", []).append(
            call(score_pushpull, seed=seed, walks=sizes.graph_walks, cores=1, **asked)
        )
        if bench.pecanpy:
            _pecan(bench, folder, "first", sizes.graph_walks, seed, str(file))
            found.setdefault("PecanPy and gensim", []).append(
                call(score_rival, file=file, cores=1, **asked)
            )
        bench.say(f"seed {seed}: {found['Pushpull'][-1]}")
    means = {who: np.mean(scores, axis=0) for who, scores in found.items()}
    rows = tuple(
        (who, f"{share:.0%}", f"{macro:.3f}", f"{micro:.3f}")
        for who, scores in means.items()
        for share, (macro, micro) in zip(sizes.graph_shares, scores, strict=True)
    )
    figures = []
    if bench.pecanpy:
        ours, theirs = means["Pushpull"], means["PecanPy and gensim"]
        for place, name in enumerate(("Macro", "Micro")):
            apart = (ours - theirs)[:, place].tolist()
            what = f"{name}-F1 of predicted labels, above that of PecanPy and gensim"
            figures.append(middle(what, apart, "", at_least=-0.02))
    heads = ("vectors", "labels known", "macro-F1", "micro-F1")
    return figures, Table("Labels predicted:", heads, rows)


def _made(folder: Path, nodes: int) -> Path:
    """A graph of groups, most edges within them, with a label a node."""
    chance = np.random.default_rng(1)
    groups = chance.integers(_GROUPS, size=nodes)
    by_group = [np.flatnonzero(groups == group) for group in range(_GROUPS)]
    lines = []
    for node in range(nodes):
        for _ in range(_DEGREE // 2):
            inside = chance.random() < _INSIDE
            other = int(chance.choice(by_group[groups[node]])) if inside else chance.integers(nodes)
            if other != node:
                lines.append(f"{node} {other}\n")
    folder.mkdir()
    (folder / "edges.txt").write_text("".join(lines))
    labels = "".join(f"{node} g{group}\n" for node, group in enumerate(groups.tolist()))
    (folder / "labels.txt").write_text(labels)
    return folder


def corpus_of(folder: str) -> Any:
    """In a child: the graph of a folder."""
    from pathlib import Path

    from engine.corpus import intake
    from engine.settings import Reading

    files = [(name, Path(folder) / name) for name in ("edges.txt", "labels.txt")]
    there = [(name, path) for name, path in files if path.is_file()]
    return intake.read(there, Reading(material="graph"), Path(folder))


def walk_pushpull(folder: str, bias: float) -> float:
    """In a child: steps a second of CPU time; nothing is computed before the walks."""
    import time

    from engine.settings import Knobs

    source, knobs = corpus_of(folder).source, Knobs(p=bias, q=bias)
    source.passage(0, 0, 100, knobs)
    size = _SPEED_WALKS * source.length(knobs) // knobs.walks_per_node
    began = time.process_time()
    for first in range(0, size, 50_000):
        source.passage(1, first, min(50_000, size - first), knobs)
    return size * (1 - 1 / knobs.walk_length) / (time.process_time() - began)


def score_pushpull(
    folder: str, shares: list[float], seed: int, walks: int
) -> list[tuple[float, float]]:
    """In a child: mean macro- and micro-F1 by share, of vectors trained on walks of a seed."""
    from engine.settings import Knobs, Recipe
    from engine.training.trainer import SkipGram
    from engine.vocabulary import build_vocabulary

    corpus = corpus_of(folder)
    knobs = Knobs(window=10, negatives=5, subsample=0.0, epochs=1, walks_per_node=walks)
    recipe = Recipe(dimensions=128, min_count=1, seed=seed)
    trainer = SkipGram(corpus, build_vocabulary(corpus, 1), recipe, knobs)
    while not trainer.finished(knobs):
        trainer.block(knobs)
    return _mean_scores(trainer.model.v, trainer.vocabulary.symbols, corpus.groups, shares)


def score_rival(folder: str, shares: list[float], file: str) -> list[tuple[float, float]]:
    """In a child: the same of the rival's vectors, on the same splits of the same nodes."""
    corpus = corpus_of(folder)
    with np.load(file) as found:
        place = {str(node): row for row, node in enumerate(found["nodes"])}
        vectors = found["vectors"][[place[symbol] for symbol in corpus.symbols]]
    return _mean_scores(vectors, corpus.symbols, corpus.groups, shares)


def _mean_scores(
    vectors: Any,
    symbols: tuple[str, ...],
    groups: dict[str, tuple[str, ...]],
    shares: list[float],
) -> list[tuple[float, float]]:
    from engine.evaluation.graph.classification import labelled, score

    order = sorted(range(len(symbols)), key=lambda row: symbols[row])  # the same on both sides
    known = labelled([symbols[row] for row in order], groups)
    ordered = np.asarray(vectors)[order]
    splits = range(_SPLITS if len(known.rows) < _LARGE else _FEW)
    found = [score(ordered, known, share, split) for split in splits for share in shares]
    return [
        (fmean(s.macro for s in found if s.share == each),
         fmean(s.micro for s in found if s.share == each))
        for each in shares
    ]  # fmt: skip


_SPLITS, _FEW, _LARGE = 10, 3, 8_000  # splits, fewer of them from so many nodes on

PART = Part(place=145, title="Graphs", run=run)
