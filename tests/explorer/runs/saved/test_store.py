"""If these fail, a run that somebody kept is lost, damaged, or somebody else's file is trusted."""

import io
import json
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import EngineError, FormatError, ParameterError
from engine.evaluation.scorecard import Score
from explorer.runs.saved import archive, store
from explorer.runs.saved.saved_run import to_dict
from tests.explorer.runs.saved import killed

PLENTY = 1 << 30


@pytest.fixture(scope="module")
def made():
    card, saved = killed.kept()
    return replace(card, scores=(Score("planted", 0.5, 1.0, 7), Score("pairs", None, 0, 0))), saved


@pytest.fixture(scope="module")
def exported(made, tmp_path_factory):
    folder = tmp_path_factory.mktemp("shelf")
    card = store.put(folder, *made, PLENTY)
    return card, archive.packed(folder, card)


def same(one, other):
    assert (one.position, one.recipe, one.knobs) == (other.position, other.recipe, other.knobs)
    np.testing.assert_array_equal(one.model.inputs, other.model.inputs)
    np.testing.assert_array_equal(one.model.outputs, other.model.outputs)


def plain(card):
    """A card but for what the shelf gives it, its record by what it holds."""
    said = to_dict(card)
    return {name: said[name] for name in said if name not in {"made", "digest", "size"}}


def test_what_was_kept_is_there_as_it_was(made, tmp_path):
    kept = store.put(tmp_path, *made, PLENTY)
    (found,) = store.cards(tmp_path)
    assert found.id == kept.id
    assert plain(found) == plain(made[0])
    same(store.load(tmp_path, found), made[1])
    assert store.used(tmp_path) >= found.size > 0


def test_a_run_is_renamed_doubled_and_deleted_and_the_others_stay(made, tmp_path):
    first = store.put(tmp_path, *made, PLENTY)
    second = store.duplicate(tmp_path, first, "another", PLENTY)
    store.rename(tmp_path, first, "  mine\n<b>  ")
    assert {card.name for card in store.cards(tmp_path)} == {"mine <b>", "another"}
    store.delete(tmp_path, first)
    (found,) = store.cards(tmp_path)
    assert found.id == second.id
    same(store.load(tmp_path, found), made[1])
    with pytest.raises(FormatError, match="no longer on the shelf"):
        store.find(tmp_path, first.id)
    with pytest.raises(FormatError, match="no longer on the shelf"):
        store.find(tmp_path, "../" + second.id)


@pytest.mark.parametrize("name", ["", " \n ", "x" * 81])
def test_a_name_is_short_and_not_blank(made, tmp_path, name):
    card = store.put(tmp_path, *made, PLENTY)
    with pytest.raises(ParameterError, match="1 to 80 characters"):
        store.rename(tmp_path, card, name)
    assert store.cards(tmp_path)[0].name == "kept"


def test_a_full_shelf_says_so_and_keeps_what_it_has(made, tmp_path, monkeypatch):
    card = store.put(tmp_path, *made, PLENTY)
    with pytest.raises(ParameterError, match="no room"):
        store.put(tmp_path, *made, card.size + 1000)
    monkeypatch.setattr(store, "MOST", 1)
    with pytest.raises(ParameterError, match="1 runs at most"):
        store.put(tmp_path, *made, PLENTY)
    assert [one.id for one in store.cards(tmp_path)] == [card.id]


@pytest.mark.parametrize("harm", ["model gone", "model cut", "card cut", "card of another version"])
def test_what_is_damaged_is_said_and_costs_nothing_else(made, tmp_path, harm):
    good, bad = (store.put(tmp_path, *made, PLENTY) for _ in range(2))
    model, card = tmp_path / f"{bad.id}.npz", tmp_path / f"{bad.id}.json"
    if harm == "model gone":
        model.unlink()
    elif harm == "model cut":
        model.write_bytes(model.read_bytes()[:-1])
    elif harm == "card cut":
        card.write_text(card.read_text()[:50])
    else:
        card.write_text(json.dumps(json.loads(card.read_text()) | {"knobs": {"warp": 1}}))
    known = {one.id for one in store.cards(tmp_path)}
    assert good.id in known
    with pytest.raises(FormatError):
        store.load(tmp_path, store.find(tmp_path, bad.id))
    same(store.load(tmp_path, good), made[1])


def test_what_was_begun_and_left_is_removed_after_an_hour(made, tmp_path, monkeypatch):
    card = store.put(tmp_path, *made, PLENTY)
    for name in (".0123456789abcdef.npz.x", "0123456789abcdef.npz"):
        (tmp_path / name).write_bytes(b"half")
    store.tidy(tmp_path)
    assert len(list(tmp_path.iterdir())) == 4
    monkeypatch.setattr(store, "STALE", -10.0)
    store.tidy(tmp_path)
    assert {path.stem for path in tmp_path.iterdir()} == {card.id}


# Carried elsewhere and back.


def test_an_exported_run_is_the_same_run_elsewhere(exported, made, tmp_path):
    card, content = exported
    found, saved = archive.unpacked("x.zip", content)
    kept = store.put(tmp_path, found, saved, PLENTY)
    assert plain(kept) == plain(card)
    same(store.load(tmp_path, kept), made[1])


def zipped(parts, compression=zipfile.ZIP_STORED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as out:
        for name, content in parts.items():
            out.writestr(name, content)
    return file.getvalue()


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def with_model(parts, arrays, compression=zipfile.ZIP_STORED):
    """The same parcel with other arrays in its model, and a digest that fits them."""
    model = zipped(arrays, compression)
    said = json.loads(parts["card.json"])
    said["digest"] = archive.hashlib.blake2b(model).hexdigest()[:40]
    return zipped({"card.json": json.dumps(said), "model.npz": model})


def array_of(value):
    file = io.BytesIO()
    np.save(file, value)
    return file.getvalue()


def bad_files(content):
    """Files that somebody could make, by what is wrong with them."""
    parts = parts_of(content)
    arrays = parts_of(parts["model.npz"])
    inputs = np.load(io.BytesIO(arrays["inputs.npy"]))
    huge = arrays["inputs.npy"].replace(b"(%d, " % len(inputs), b"(%d, " % (10**9), 1)
    said = json.loads(parts["card.json"])
    pickled = io.BytesIO()
    np.save(pickled, np.array([{}], object), allow_pickle=True)
    yield "not a zip", b"PK\x03\x04 but no more"
    yield "empty", b""
    yield "compressed", zipped(parts, zipfile.ZIP_DEFLATED)
    yield "another entry", zipped(parts | {"../../x": b"1"})
    yield "another digest", zipped(parts | {"model.npz": parts["model.npz"] + b"\0"})
    yield "no card", zipped({**parts, "card.json": b"{}"})
    yield "deep card", zipped({**parts, "card.json": b"[" * 100_000})
    yield "a card that is no object", zipped({**parts, "card.json": b"[]"})
    for name, value in (("tokens", -1), ("tokens", True), ("name", ["x"]), ("words", 3),
                        ("history", [{"tokens": "x"}]), ("dots", [{}] * 1000), ("made", 1e999),
                        ("changes", [{"tokens": 1, "name": "<b>", "old": 1, "new": 2}]),
                        ("scores", [{"kind": "x"}])):  # fmt: skip
        yield name, zipped({**parts, "card.json": json.dumps(said | {name: value})})
    yield "compressed arrays", with_model(parts, arrays, zipfile.ZIP_DEFLATED)
    yield "larger than it is", with_model(parts, arrays | {"inputs.npy": huge})
    yield "objects", with_model(parts, arrays | {"inputs.npy": pickled.getvalue()})
    yield "not finite", with_model(parts, arrays | {"inputs.npy": array_of(inputs * np.nan)})
    yield "another shape", with_model(parts, arrays | {"inputs.npy": array_of(inputs[:-1])})
    yield "another kind", with_model(parts, arrays | {"inputs.npy": array_of(inputs.astype("f8"))})
    beyond = inputs.copy()
    beyond[:, -1] = 1
    yield "beyond its columns", with_model(parts, arrays | {"inputs.npy": array_of(beyond)})


def test_no_file_that_somebody_makes_is_taken_in_unseen(exported):
    for what, content in bad_files(exported[1]):
        with pytest.raises(FormatError, match="not a run that this version"):
            assert not archive.unpacked("x.zip", content), what


def test_a_file_too_large_is_said_by_its_size(monkeypatch):
    monkeypatch.setattr(archive, "LIMIT", 10)
    with pytest.raises(FormatError, match="may be taken in"):
        archive.unpacked("x.zip", b"0" * 11)


@settings(max_examples=60)
@given(st.data())
def test_a_file_with_a_byte_changed_is_refused_or_the_same(exported, data):
    card, content = exported
    place = data.draw(st.integers(0, len(content) - 1))
    changed = bytearray(content)
    changed[place] ^= data.draw(st.integers(1, 255))
    try:
        found, _ = archive.unpacked("x.zip", bytes(changed))
    except EngineError as error:
        assert "x.zip" in str(error)
    else:
        assert (found.words, found.digest) == (card.words, card.digest)


def test_proposals_of_noise_are_not_taken_from_a_file(exported):
    assert not archive.unpacked("x.zip", exported[1])[1].supply.offers
