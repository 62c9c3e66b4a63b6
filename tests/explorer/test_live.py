"""The live component without a browser: its mount, its texts, and its modules run by Node."""

import itertools
import json
import re
import subprocess
from pathlib import Path

import pytest
from playwright._impl._driver import compute_driver_executable
from streamlit.testing.v1 import AppTest

from explorer.figures import theme
from explorer.live.live import LIVE_TEXTS

LIVE = Path(__file__).parents[2] / "explorer" / "live"
MODULES = sorted(LIVE.glob("*.js"))
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
    """What a script returns that imports our modules; Playwright brings Node along."""
    program = f"""
    globalThis.document = {{ createElement: () => ({{ getContext: () => ({{
      measureText: (text) => ({{ width: 6 * text.length }}) }}) }}) }};
    const load = (name) => import(new URL(name, {json.dumps(LIVE.as_uri() + "/")}));
    const answer = await (async () => {{ {script} }})();
    console.log(JSON.stringify(answer));
    """
    done = subprocess.run(
        [compute_driver_executable()[0], "--input-type=module", "--no-warnings", "-e", program],
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
        }
        assert live(key="live", data=data, on_picked=None) is None

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
    source = (LIVE / "dress.js").read_text("utf-8")
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
    for name in re.findall(r'from "\./([^"]+)"', source):
        assert (LIVE / name).is_file()


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
    shown = node(
        f"const m = await load('escape.js'); return {json.dumps(NASTY)}.map((w) => m.escape(w));"
    )
    entities = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
    for word, escaped in zip(NASTY, shown, strict=True):
        assert "<" not in escaped
        assert re.sub(r"&(?:lt|gt|amp);", lambda found: entities[found[0]], escaped) == word


def test_nasty_words_are_escaped_wherever_plotly_reads_text():
    found = node(f"""
      const {{ dress }} = await load('dress.js');
      const {{ traces, entries }} = await load('traces.js');
      const {{ curves, endings }} = await load('curve.js');
      const {{ pennants }} = await load('flags.js');
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


def test_frame_is_read_whole_at_any_length_of_header():
    for pad in range(4):
        header, positions, values = node(f"""
          const {{ decode }} = await load('frame.js');
          const layout = {{ number: 3, count: 2, rows: 2, columns: 2, scale: 0.5, sent: true }};
          const paint = {{ number: 1, rows: 2, sent: true }};
          const text = JSON.stringify({{ layout, paint, pad: '{"x" * pad}', word: '词' }});
          const head = new TextEncoder().encode(text);
          const buffer = new ArrayBuffer(4 + head.length + 8 + 2);
          const view = new DataView(buffer);
          view.setUint32(0, head.length, true);
          new Uint8Array(buffer).set(head, 4);
          [2, -4, 32767, 0].forEach((n, i) => view.setInt16(4 + head.length + 2 * i, n, true));
          new Uint8Array(buffer).set([7, 255], 4 + head.length + 8);
          const reply = decode(buffer);
          return [reply.header, [...reply.positions], [...reply.values]];""")
        assert header["word"] == "词"
        assert positions == [1, -2, 16383.5, 0]
        assert values == [7, 255]


def test_what_was_left_out_is_asked_for_again():
    # A new run that happens to stand at the same layout number must not show the old map.
    told = node("""
      const { World } = await load('frame.js');
      const world = new World();
      const words = { symbols: ['a', 'b'], counts: [2, 1], groups: ['', ''] };
      const reply = (run, sent) => ({
        header: { run, paint: { kind: '', number: 0, rows: 0, sent: false },
                  layout: { number: 3, kind: 'pca', count: 1, rows: 1, columns: 2, sent },
                  vocabulary: { digest: 'd', sent, ...(sent ? words : {}) } },
        positions: sent ? new Float32Array(2) : null });
      const whole = [world.take(reply('a', true)), world.take(reply('a', false))];
      const kept = world.picture;
      whole.push(world.take(reply('b', false)));
      return { whole, kept, now: world.picture, have: world.have };""")
    assert told["whole"] == [True, True, False]
    # A layout of fewer words than we know shows those.
    assert told["kept"]["vocabulary"]["symbols"] == ["a"]
    assert not told["now"]
    assert told["have"] == {"layout": "", "vocabulary": "", "paint": ""}


@pytest.mark.parametrize("at", [3, 60, 400, 790])
def test_eight_flags_at_one_place_all_find_room(at):
    seats = node(f"""
      const {{ stagger }} = await load('flags.js');
      const text = 'noise_exponent 0.75 → −0.25';
      const flags = Array.from({{ length: 8 }}, (_, i) => ({{ at: {at} + i * 0.1, text }}));
      return stagger(flags, 800, 4, {{ font: 'sans-serif' }});""")
    assert len(seats) == 8
    assert all(0 <= seat["row"] < 4 for seat in seats)


def test_numbers_follow_the_language():
    told = node("""
      const { numbers, clock, fill } = await load('format.js');
      return [numbers('en').compact(1234567), numbers('zh').compact(1234567), clock(187),
              clock(3787), fill('{a} of {b} {c}', { a: '1', b: '2' })];""")
    assert told == ["1.23M", "123万", "3:07", "1:03:07", "1 of 2 {c}"]


def test_names_at_the_line_ends_keep_apart():
    spots = node("""
      const { endings } = await load('curve.js');
      const names = [0.69, 0.691, 0.693].map((y) => ({ y, text: 'a', color: 'red' }));
      return endings(names, 0.75, 100, {}).map(({ y }) => y * 100);""")
    assert all(after - before >= 13.9 for before, after in itertools.pairwise(spots))
    assert max(spots) <= 100
