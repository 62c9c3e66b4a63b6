"""If these fail, a file that somebody made shuts a visitor's shelf, or stops a run's drawing."""

import copy
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import FormatError
from engine.evaluation.scorecard import Score
from engine.settings import Knobs, Reading
from explorer import links
from explorer.compare.kept_runs.figure import curve, thumbnail
from explorer.parts.gold.scorecard import covered, named
from explorer.parts.settings.setting_names import called, settings_of, short
from explorer.runs.run import Run
from explorer.runs.saved import archive, store
from explorer.runs.saved.saved_run import to_dict
from explorer.runs.scheduling import Slots
from explorer.train.map.wire import Have, packed
from tests.explorer.runs.saved import killed
from tests.explorer.runs.small import CORPUS, KNOBS, RECIPE, look

PLENTY = 1 << 30


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """The JSON and the model of a run with all that a card can hold."""
    card, saved = killed.kept()
    for new in (replace(card.knobs, window=3), replace(card.knobs, sampler="unigram=0.5 hard=0.5")):
        card.record.turned(card.knobs, new, 100)
    card.record.add(replace(card.record.history[0], tokens=card.tokens + 50), 1.0)
    card = replace(card, scores=(Score("planted", 0.5, 1.0, 7), Score("pairs", None, 0.0, 0)))
    folder = tmp_path_factory.mktemp("shelf")
    with zipfile.ZipFile(
        io.BytesIO(archive.packed(folder, store.put(folder, card, saved, PLENTY)))
    ) as file:
        return json.loads(file.read("card.json")), file.read("model.npz")


@pytest.fixture(scope="module")
def frame():
    run = Run(CORPUS, RECIPE, KNOBS, slots=Slots(1), awaited=True)
    yield look(run), run.vocabulary
    run.close()


def parcel_of(card, model):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as out:
        out.writestr("card.json", card if isinstance(card, bytes) else json.dumps(card))
        out.writestr("model.npz", model)
    return file.getvalue()


def usable(content, frame):
    """Whether it is taken in; all that a page does with what is taken in is done."""
    try:
        card, saved = archive.unpacked("x.zip", content)
    except FormatError as error:
        assert str(error).startswith("x.zip: is not a run that this version of Pushpull exported")
        return False
    with TemporaryDirectory() as name:
        folder = Path(name)
        kept = store.put(folder, card, saved, PLENTY)
        (there,) = store.cards(folder)
        assert there.id == kept.id
        assert not store.broken(folder, [there])
        assert archive.packed(folder, there)
        drawn(there, *frame)
        store.delete(folder, there)
    return True


def drawn(card, seen, vocabulary):
    assert thumbnail(card.dots, dark=False)
    assert isinstance(curve(card.record.history, dark=True), str)
    own = settings_of(card.recipe, card.knobs)
    assert all(short(name, value) for name, value in own.items())
    assert called(card.title, own, own, [card.name])
    assert all(named(score.kind, covered(score)) for score in card.scores)
    base = (Reading(), card.recipe, Knobs())
    asked = (card.reading, card.recipe, card.knobs)
    assert isinstance(urlencode(links.to_query(card.corpus, asked, base, links.Look())), str)
    now = replace(
        seen, knobs=card.knobs, tokens=card.tokens, history=card.record.history,
        changes=card.record.changes,
    )  # fmt: skip
    assert packed(now, vocabulary, CORPUS, 10, Have())


def test_what_was_exported_is_usable(exported, frame):
    assert usable(parcel_of(*exported), frame)


HOSTILE = [
    None, True, False, 0, 1, -1, 0.5, -0.0, 10**15, -(10**15), 10**400, 1 << 62, 1e15, 1e308,
    -1e308, float("nan"), float("inf"), float("-inf"), "", " ", "x", "1", "king", "auto",
    "unigram ", "\0", "a\nb", "\x1b[31m", "\u202egnp", "\ud800", "\u2028",
    "x" * 10**5, "../../x", "<b>", "{name}",
    [], [[]], {}, {"x": 1}, [None], [{}], {"tokens": 0}, [1] * 1000,
]  # fmt: skip
json_values = st.sampled_from(HOSTILE).map(copy.deepcopy) | st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


def keys(holder):
    return list(holder) if isinstance(holder, dict) else range(len(holder))


def mutated(data, said):
    """The JSON with one place replaced, gone, like another, or something new in it."""
    holder, key = said, data.draw(st.sampled_from(keys(said)), label="key")
    while isinstance(holder[key], dict | list) and holder[key] and data.draw(st.integers(0, 3)):
        holder = holder[key]
        key = data.draw(st.sampled_from(keys(holder)), label="key")
    how = data.draw(st.sampled_from(["value", "value", "gone", "more", "like another"]))
    if how == "value":
        holder[key] = data.draw(json_values, label="value")
    elif how == "gone":
        del holder[key]
    elif how == "like another":
        holder[key] = copy.deepcopy(holder[data.draw(st.sampled_from(keys(holder)))])
    elif isinstance(holder, dict):
        holder[data.draw(st.text(max_size=9))] = data.draw(json_values)
    else:
        holder.append(data.draw(json_values))


@settings(max_examples=100)
@given(st.data())
def test_a_card_that_somebody_changed_is_usable_or_one_sentence(exported, frame, data):
    said, model = copy.deepcopy(exported[0]), exported[1]
    for _ in range(data.draw(st.integers(1, 3))):
        mutated(data, said)
    usable(parcel_of(said, model), frame)


def first(**values):
    return lambda said: said["history"][0].update(values)


def turn(**values):
    return lambda said: said["changes"][0].update(values)


def top(**values):
    return lambda said: said.update(values)


def dot(**values):
    return lambda said: said["dots"][0].update(values)


BAD = {
    "a mean loss of nothing": first(tokens=0, positives=0, negatives=0),
    "a history that goes back": first(tokens=10**12),
    "a history of texts": top(history=["x"]),
    "a history that is an object": top(history={"0": {"tokens": 0, "goal": 0}}),
    "a history that is a text": top(history="tokens"),
    "a value beyond the knob": turn(old=10**400),
    "a value of another kind": turn(new="5"),
    "a yes for a number": turn(new=True),
    "a knob that is a list": turn(name=["window"]),
    "a mixture as long as a book": turn(name="sampler", old="unigram", new="unigram" + " " * 10**5),
    "a control character in the name": top(name="a\0b"),
    "half a character in the name": top(name="\ud800"),
    "a name that turns what follows": top(name="\u202egnp"),
    "a title with a line": top(title="a\nb"),
    "a text that is no text here": top(corpus="zz\x1b"),
    "an own text without a key": top(corpus="upload"),
    "a key that leads out": top(key="../../x"),
    "a dot's word that rings": dot(word="a\x07"),
    "a dot far away": dot(x=1e15),
    "a dot of half a group": dot(group=0.5),
    "a size of a petabyte": top(size=10**15),
    "tokens of a petabyte": top(tokens=10**15),
    "a date that is none": top(made=1e15),
    "a score twice": lambda said: said["scores"].append(said["scores"][0]),
    "a share of three": lambda said: said["scores"][0].update(value=3.0),
    "a reading of another version": lambda said: said["reading"].update(warp=1),
    "a recipe that is a list": top(recipe=[1]),
    "half a character in the reading": lambda said: said["reading"].update(own_words="a \ud800"),
}  # fmt: skip


@pytest.mark.parametrize("harm", BAD.values(), ids=BAD)
def test_what_no_run_can_have_written_is_refused(exported, frame, harm):
    said = copy.deepcopy(exported[0])
    harm(said)
    assert not usable(parcel_of(said, exported[1]), frame)


@pytest.mark.parametrize(
    ("part", "place"),
    [
        ("position", {"epoch": 10**15}),
        ("position", {"token": 10**15}),
        ("position", {"epoch": -1}),
        ("position", {"token": True}),
        ("anchor", {"goal": 10**15}),
        ("anchor", {"token": 0.5}),
        ("anchor", {"rate": 1e15}),
        ("anchor", {"rate": float("nan")}),
    ],
)
def test_a_model_that_stands_where_none_can_is_refused(frame, tmp_path, part, place):
    card, saved = killed.kept()
    moved = replace(saved, **{part: replace(getattr(saved, part), **place)})
    there = store.put(tmp_path, card, moved, PLENTY)
    model = (tmp_path / f"{there.id}.npz").read_bytes()
    assert not usable(parcel_of(to_dict(there), model), frame)


@pytest.mark.parametrize(
    "text",
    [
        b'{"name": 1, "name": 2}',
        b'{"a":' * 5000 + b"1" + b"}" * 5000,
        b"[" * 10**6,
        b'{"dots": ' + b"[" * 20 + b"]" * 20 + b"}",
        b"\xff\xfe\x00",
        b"1" * 5000,
        b"null",
        b"",
        b" " * (5 << 20),
    ],
    ids=[
        "twice",
        "deep objects",
        "deep lists",
        "not so deep",
        "no text",
        "long",
        "null",
        "",
        "big",
    ],
)
def test_json_that_is_no_card_is_refused(exported, frame, text):
    assert not usable(parcel_of(text, exported[1]), frame)


def test_a_name_given_twice_is_refused(exported, frame):
    said = json.dumps(exported[0])
    twice = said.replace('"tokens":', '"tokens": 1, "tokens":', 1).encode()
    assert not usable(parcel_of(twice, exported[1]), frame)
