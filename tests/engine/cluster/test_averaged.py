"""If these fail, a corpus in shards is not the corpus, or the loss of a machine ends a run."""

import json
import os
import signal
from itertools import pairwise

import numpy as np
import pytest

from engine.__main__ import main
from engine.cluster import shards
from engine.cluster.averaged import Averaged
from engine.cluster.connection import ray
from engine.corpus.builtin.toyland import toyland
from engine.corpus.text.files import read_files
from engine.errors import ClusterError, CorpusError, ParameterError
from engine.evaluation.analogies import accuracy
from engine.settings import Knobs, Reading, Recipe
from engine.similarity import unit_rows
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary

READING = Reading(sentences="line")
RECIPE = Recipe(dimensions=32, min_count=1)
KNOBS = toyland().suggested.knobs


@pytest.fixture(scope="module")
def paths(tmp_path_factory):
    """Toyland as three files of unequal length."""
    corpus, folder = toyland(), tmp_path_factory.mktemp("shards")
    source = corpus.source
    lines = [
        " ".join(corpus.symbols[i] for i in source.ids[low:high])
        for low, high in pairwise(source.offsets)
    ]
    cuts = (0, len(lines) // 2, len(lines) * 2 // 3, len(lines))
    for name, (low, high) in zip("abc", pairwise(cuts), strict=True):
        text = "\n".join(lines[low:high]) + "\n"
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return sorted(map(str, folder.iterdir()))


@pytest.fixture(scope="module")
def sharded(paths, cluster):
    return shards.gathered(paths, READING, cluster)


def led(corpus, cluster, **options):
    return Averaged(corpus, build_vocabulary(corpus, 1), RECIPE, KNOBS, cluster=cluster, **options)


def trained(trainer, knobs=KNOBS):
    """The trainer at its goal."""
    while not trainer.finished(knobs):
        trainer.block(knobs)
    return trainer


def test_shards_are_the_corpus_that_one_process_reads(paths, sharded):
    """Words would be counted twice or missed, and every number after that be wrong."""
    whole = read_files([(os.path.basename(path), path) for path in paths], READING)  # noqa: PTH119
    assert sharded.symbols[:] == whole.symbols[:]
    np.testing.assert_array_equal(sharded.counts, whole.counts)
    for first, count in ((0, 100), (59_990, 30_000), (0, whole.source.size)):
        ours = sharded.source.passage(0, first, count, KNOBS)
        theirs = whole.source.passage(0, first, count, KNOBS)
        assert ours.first == theirs.first
        np.testing.assert_array_equal(ours.ids, theirs.ids)
        np.testing.assert_array_equal(ours.offsets, theirs.offsets)


def test_one_worker_trains_what_one_process_trains_turned_knobs_too(sharded, cluster):
    """A run on a cluster could not be compared with one at home."""
    here = SkipGram(sharded, build_vocabulary(sharded, 1), RECIPE, KNOBS)
    there = led(sharded, cluster, workers=1)
    assert there.block(KNOBS).negatives > 0
    here.block(KNOBS, there.position.token)
    knobs = Knobs(epochs=1, negatives=0, learning_rate=0.01)
    assert there.block(knobs).negatives == 0
    for trainer in (here, there):
        trained(trainer, knobs)
    there.close()
    np.testing.assert_array_equal(here.model.inputs[:-1], there.model.inputs[:-1])
    np.testing.assert_array_equal(here.model.outputs[:-1], there.model.outputs[:-1])
    assert here.position == there.position


def test_a_killed_worker_costs_a_sentence_and_no_quality(sharded, cluster):
    """Hours of training would be lost with one machine, or the model be a worse one."""
    trainer = led(sharded, cluster, workers=2, every=5_000)
    try:
        while trainer.position.epoch < 2:
            trainer.block(KNOBS)
        before, passed = trainer.cost.sent, trainer.position.tokens
        assert before > 0
        os.kill(ray().get(trainer.pool.pids())[0], signal.SIGKILL)
        trained(trainer)
    finally:
        trainer.close()
    assert trainer.cost.lost == 1
    assert "1 of 2 workers were lost at token" in str(trainer.notices[0])
    assert trainer.position.tokens == KNOBS.epochs * sharded.source.size > passed
    scored = accuracy(trainer.vocabulary, unit_rows(trainer.model.v), toyland().questions)
    alone = trained(SkipGram(sharded, build_vocabulary(sharded, 1), RECIPE, KNOBS))
    best = accuracy(alone.vocabulary, unit_rows(alone.model.v), toyland().questions)
    assert scored.share > best.share - 0.05


@pytest.mark.parametrize("knobs", [Knobs(sampler="hard"), Knobs(correction="mask")])
def test_what_needs_the_whole_text_in_one_place_is_refused(sharded, cluster, knobs):
    """Workers would each read the whole of a text that is too large for one of them."""
    with pytest.raises(ParameterError, match="cannot be used by many workers"):
        Averaged(sharded, build_vocabulary(sharded, 1), RECIPE, knobs, cluster=cluster)


def test_a_divergence_is_the_same_sentence_as_at_home(sharded, cluster):
    """A traceback of a remote process would stand where a sentence belongs."""
    wild = Knobs(learning_rate=10.0, schedule="constant", epochs=50)
    trainer = Averaged(
        sharded, build_vocabulary(sharded, 1), RECIPE, wild, cluster=cluster, workers=1
    )
    with pytest.raises(Exception, match="learning_rate=10"):
        trained(trainer, wild)
    trainer.close()


def test_patterns_and_addresses_name_shards(paths):
    """A thousand shards would have to be typed one by one, and could lie on disks only."""
    folder = os.path.dirname(paths[0])  # noqa: PTH120
    assert shards.found([f"{folder}/*.txt"]) == paths
    addresses = shards.found([f"file://{folder}/*.txt"])
    assert len(addresses) == 3
    corpus = shards.gathered(addresses, READING, None)
    assert corpus.source.size == toyland().source.size
    with pytest.raises(CorpusError, match=r"missing\.txt"):
        shards.gathered([f"{folder}/missing.txt"], READING, None)
    with pytest.raises((CorpusError, ClusterError), match="nothing://"):
        shards.found(["nothing://here/*.txt"])


def test_the_command_line_says_what_a_cluster_cost(paths, cluster, tmp_path, capsys):
    """Somebody would pay for machines and not know what for."""
    output = tmp_path / "vectors.bin"
    code = main(
        ["train", *paths, "--cluster", "local", "--workers", "2", "--output", str(output),
         "--min-count", "1", "--dimensions", "16", "--sentences", "line"]
    )  # fmt: skip
    said = capsys.readouterr()
    assert code == 0, said.err
    result = json.loads(said.out.splitlines()[-1])
    assert result["tokens"] == toyland().source.size
    assert 1 <= result["cluster"]["workers"] <= 2
    assert {"rounds", "sent", "bytes_per_token", "lost"} <= result["cluster"].keys()
    assert output.stat().st_size > 0
    assert main(["train", paths[0], "--cluster", "127.0.0.1:1", "--output", str(output)]) == 2
    assert "No Ray cluster answers at 127.0.0.1:1" in capsys.readouterr().err
