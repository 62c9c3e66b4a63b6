"""If one fails, a damaged run that was kept leads a kernel out of its rows."""

import io
import json
import zipfile
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from engine.errors import CorpusError, FormatError
from engine.model import Model, padded
from engine.sampling.proposals import Proposals, hard
from engine.settings import Knobs, Recipe
from engine.training import checkpoint
from engine.training.proposal_queue import ProposalQueue, done
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary
from tests.engine.training.material import corpus

CORPUS = corpus(tokens=6_000, types=40)
VOCABULARY = build_vocabulary(CORPUS, 5)
SIZE = len(VOCABULARY)
RECIPE = Recipe(dimensions=12, seed=3)
KNOBS = Knobs(sampler="unigram=0.5 hard=0.5")
OFFER = Proposals(
    np.tile(np.arange(4, dtype=np.int32), (SIZE, 1)), np.full((SIZE, 4), 0.5, np.float32)
)


@pytest.fixture(scope="module")
def saved():
    """A checkpoint of a few targets, with proposals in force and others on their way."""
    made = SkipGram(CORPUS, VOCABULARY, RECIPE, KNOBS)
    made.targets(KNOBS, 20)
    held = {"hard": OFFER}
    supply = ProposalQueue(
        MappingProxyType(held), MappingProxyType({"hard": done(OFFER)}), 0, ("hard",)
    )
    return replace(made.checkpoint(), supply=supply)


@pytest.fixture
def arrays(saved, tmp_path):
    """What lies in its file, by names; `stored` writes it back."""
    checkpoint.save(saved, tmp_path / "run")
    with np.load(tmp_path / "run") as opened:
        return dict(opened)


def stored(path, arrays, **said):
    spoken = json.loads(str(arrays["said"]))
    for name, value in said.items():
        part, _, field = name.partition("_")
        spoken[part][field] = value
    np.savez(path, **{**arrays, "said": np.array(json.dumps(spoken))})
    return path


def test_what_is_whole_comes_back_and_goes_on(saved, arrays, tmp_path):
    back = checkpoint.load(stored(tmp_path / "same.npz", arrays))
    made = SkipGram(CORPUS, VOCABULARY, RECIPE, KNOBS)
    made.restore(back)
    assert np.array_equal(made.model.inputs, saved.model.inputs)
    assert made.targets(KNOBS, 5).targets == 5


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("position_epoch", -1), ("position_token", 10**400), ("position_tokens", 1.5),
        ("position_token", True), ("position_tokens", 10**18), ("position_epoch", None),
        ("anchor_token", -5), ("anchor_goal", "1"), ("anchor_rate", float("nan")),
        ("anchor_rate", float("inf")), ("anchor_rate", 10**400), ("anchor_rate", "0.1"),
        ("recipe_dimensions", 1000), ("recipe_dimensions", 13.0), ("recipe_threads", 10**6),
        ("knobs_window", 10**6), ("knobs_negatives", -1), ("knobs_p", 0.0),
        ("knobs_sampler", "hard=nan"),
    ],
)  # fmt: skip
def test_a_number_that_no_run_says_is_refused(arrays, tmp_path, name, value):
    with pytest.raises(FormatError, match=r"run\.npz: is not a checkpoint of this version"):
        checkpoint.load(stored(tmp_path / "run.npz", arrays, **{name: value}))


def with_last(array, value):
    changed = array.copy()
    changed.reshape(-1)[-1] = value
    return changed


WORDS, LIKENESS = "offers hard words", "offers hard likeness"
TABLES = {
    "fewer rows": ("outputs", lambda it: it[:-1]),
    "no rows": ("inputs", lambda it: it[:0]),
    "rows that are short": ("inputs", lambda it: it[:, :12]),
    "wide numbers": ("inputs", lambda it: it.astype(np.float64)),
    "one dimension": ("outputs", lambda it: it.reshape(-1)),
    "numbers beyond the dimensions": ("inputs", lambda it: with_last(it, 1.0)),
    "a word below 0": (WORDS, lambda it: with_last(it, -1)),
    "a word beyond all": (WORDS, lambda it: with_last(it, SIZE)),
    "words that are none": (WORDS, lambda it: it.astype(np.float64)),
    "proposals of fewer words": (WORDS, lambda it: it[:-1]),
    "a likeness below 0": (LIKENESS, lambda it: with_last(it, -0.1)),
    "a likeness above 1": (LIKENESS, lambda it: with_last(it, 1e30)),
    "a likeness that is none": (LIKENESS, lambda it: with_last(it, np.nan)),
    "an endless likeness": (LIKENESS, lambda it: with_last(it, np.inf)),
    "a likeness of too few": (LIKENESS, lambda it: it[:, :-1]),
    "a word to come beyond all": ("coming hard words", lambda it: with_last(it, 2**31 - 1)),
}


@pytest.mark.parametrize("case", TABLES)
def test_tables_that_do_not_go_together_are_refused(arrays, tmp_path, case):
    name, damage = TABLES[case]
    arrays[name] = damage(arrays[name])
    with pytest.raises(FormatError, match="is not a checkpoint"):
        checkpoint.load(stored(tmp_path / "run.npz", arrays))


def test_proposals_of_other_words_are_refused(arrays, tmp_path):
    """Both arrays agree with each other, but not with the model."""
    for name in (WORDS, LIKENESS):
        arrays[name] = np.tile(arrays[name], (2, 1))
    with pytest.raises(FormatError, match="is not a checkpoint"):
        checkpoint.load(stored(tmp_path / "run.npz", arrays))


def test_a_checkpoint_is_restored_only_where_all_of_it_fits(saved):
    """In one process none is written and read, so a trainer looks itself."""
    small = Proposals(OFFER.words[:-1], OFFER.likeness[:-1])
    offers = replace(saved.supply, offers=MappingProxyType({"hard": small}))
    wide = Model(saved.model.inputs, saved.model.outputs, 16)
    for broken in (replace(saved, supply=offers), replace(saved, model=wide)):
        with pytest.raises(CorpusError, match="made on another text"):
            SkipGram(CORPUS, VOCABULARY, RECIPE, KNOBS).restore(broken)


def test_tables_that_kernels_would_leave_are_no_model():
    whole = padded(3, 12)
    assert Model(whole, whole, 12).v.shape == (3, 12)
    for inputs, outputs, dimensions in (
        (whole, padded(4, 12), 12), (whole, whole, 17), (whole[:0], whole[:0], 12),
        (whole.astype(np.float64), whole, 12), (whole[None], whole[None], 12),
    ):  # fmt: skip
        with pytest.raises(ValueError, match=r"."):
            Model(inputs, outputs, dimensions)


def test_one_word_alone_is_like_no_other():
    offer = hard(np.ones((1, 5), np.float32))
    assert offer.words.shape == (1, 0)


def test_a_declared_size_is_not_believed(arrays, tmp_path):
    """A header of 10⁹ rows made the machine look for 4 TB, or find 4 GB."""
    head = io.BytesIO()
    shape = {"descr": "<f4", "fortran_order": False, "shape": (10**9, 16)}
    np.lib.format.write_array_header_1_0(head, shape)
    stored(tmp_path / "whole.npz", arrays)
    with (
        zipfile.ZipFile(tmp_path / "whole.npz") as whole,
        zipfile.ZipFile(tmp_path / "run.npz", "w") as other,
    ):
        for name in whole.namelist():
            other.writestr(name, head.getvalue() if name == "inputs.npy" else whole.read(name))
    with pytest.raises(FormatError, match="is not a checkpoint"):
        checkpoint.load(tmp_path / "run.npz")


@pytest.mark.filterwarnings("ignore::UserWarning")  # numpy's, of headers as Python 2 wrote them
def test_flipped_bytes_are_a_checkpoint_or_one_sentence(saved, tmp_path):
    path = tmp_path / "run.npz"
    checkpoint.save(saved, path)
    whole, chance = path.read_bytes(), np.random.default_rng(4)
    heads = [at + d for at in range(len(whole)) if whole[at : at + 2] == b"PK" for d in range(90)]
    places = [place for place in heads if place < len(whole)]
    refused = 0
    for place in [*chance.choice(places, 120), *chance.integers(0, len(whole), 40)]:
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x5A]) + whole[place + 1 :])
        try:
            checkpoint.load(path)
        except FormatError:
            refused += 1
    assert refused > 50
