"""If these fail, the live component draws another state than the run's."""

import json
import struct
from dataclasses import replace

import numpy as np
import pytest

from engine.errors import DivergenceError
from engine.settings import Knobs
from engine.training.progress import Progress
from engine.vocabulary import build_vocabulary
from explorer import texts
from explorer.runs.frame import Frame
from explorer.runs.history import Change, Speed
from explorer.runs.map.colours import Paint
from explorer.runs.map.umap_client import Layout
from explorer.train.map.wire import Have, flag_text, packed, quantised
from tests.engine.training.material import corpus

CORPUS = corpus(5000, 50)
VOCABULARY = build_vocabulary(CORPUS, 1)
POSITIONS = np.random.default_rng(0).normal(0, 1, (40, 2)).astype(np.float32)
FRAME = Frame(
    run="run1", state="running", error=None, tokens=1200, goal=6000, epoch=0.2, knobs=Knobs(),
    learning_rate=0.02, speed=Speed(1000.0, 3000.0),
    history=(Progress(tokens=600, goal=6000, pull=0.61234567, push=None),),
    changes=(Change(900, "subsample", 1e-3, 0.0),),
    layout=Layout(number=3, kind="pca", positions=POSITIONS, rows="r", tokens=1200),
    moments=(600, 1200),
    selection="w3", neighbours=(("<b>", 0.5),), target=None, made=False,
)  # fmt: skip


def unpacked(content):
    (length,) = struct.unpack("<I", content[:4])
    return json.loads(content[4 : 4 + length]), content[4 + length :]


def test_a_frame_says_everything_once():
    header, positions = unpacked(packed(FRAME, VOCABULARY, CORPUS, 40, Have()))
    assert header["state"] == "running"
    assert header["seconds_left"] == pytest.approx(4.8)
    assert header["history"] == {"tokens": [600], "pull": [0.6123], "push": [None]}
    assert (header["moments"], header["layout"]["tokens"]) == ([600, 1200], 1200)
    assert header["flags"] == [{"tokens": 900, "text": "subsample 0.001 → 0"}]
    assert header["selection"] == {"word": "w3", "neighbours": [["<b>", 0.5]]}
    assert len(header["vocabulary"]["symbols"]) == len(header["vocabulary"]["groups"]) == 40
    steps = np.frombuffer(positions, "<i2").reshape(-1, 2) * header["layout"]["scale"]
    np.testing.assert_allclose(steps, POSITIONS, atol=2e-4)


def test_what_the_reader_has_is_not_sent_again():
    whole, _ = unpacked(packed(FRAME, VOCABULARY, CORPUS, 40, Have()))
    have = Have("3", whole["vocabulary"]["digest"])
    header, positions = unpacked(packed(FRAME, VOCABULARY, CORPUS, 40, have))
    assert positions == b""
    assert not header["layout"]["sent"]
    assert "symbols" not in header["vocabulary"]


def test_colours_travel_once_after_the_places():
    values = np.arange(40, dtype=np.uint8)
    paint = Paint("cluster", 5, values, (("a", "<b>"),))
    frame = replace(FRAME, paint=paint)
    header, rest = unpacked(packed(frame, VOCABULARY, CORPUS, 40, Have()))
    assert header["paint"]["names"] == [["a", "<b>"]]
    assert rest[-40:] == values.tobytes()
    assert len(rest) == 40 * 4 + 40
    header, rest = unpacked(packed(frame, VOCABULARY, CORPUS, 40, Have("3", "", "5")))
    assert (header["paint"]["sent"], rest) == (False, b"")
    space = replace(FRAME.layout, positions=np.ones((80, 3), np.float32))
    header, rest = unpacked(packed(replace(FRAME, layout=space), VOCABULARY, CORPUS, 40, Have()))
    told = header["layout"]
    assert (told["kind"], told["count"], told["rows"], told["columns"]) == ("pca3", 40, 80, 3)
    assert len(rest) == 80 * 3 * 2


def test_an_error_travels_in_the_visitors_language():
    error = DivergenceError(
        "learning_rate={rate:g}: the vectors grew beyond all bounds at token {tokens} and the run"
        " has stopped; rewind it with a smaller learning rate.",
        rate=10.0, tokens="7",
    )  # fmt: skip
    broken = replace(
        FRAME, state="error", error=error, layout=None, selection=None, speed=None,
        history=(Progress(tokens=1, goal=2, pull=float("inf"), push=float("nan")),),
    )  # fmt: skip
    texts.choose("zh")
    header, _ = unpacked(packed(broken, VOCABULARY, CORPUS, 40, Have()))
    texts.choose("en")
    assert header["error"] != str(error)
    assert "10" in header["error"]
    assert header["layout"]["kind"] == "none"
    assert header["history"]["pull"] == [None]


def test_flags_name_the_knob_as_the_code_does():
    assert flag_text(Change(1, "window", 5, 2)) == "window 5 → 2"
    assert flag_text(Change(1, "schedule", "linear", "constant")) == "schedule linear → constant"


def test_positions_of_nothing_do_not_divide_by_zero():
    scale, steps = quantised(np.zeros((3, 2), np.float32))
    assert scale > 0
    assert steps == b"\0" * 12
