"""The map's modules run by Node: labels, trails, colours, and the window."""

import pytest

from tests.explorer.test_live import node


def test_labels_never_touch_and_never_leave_the_window():
    chosen = node("""
      const { place } = await load('labels.js');
      const at = (i) => (
        { index: i, wide: 40 + (i % 5) * 10, x: (i * 37) % 500, y: (i * 91) % 300 });
      const candidates = Array.from({ length: 400 }, (_, i) => at(i));
      return place(candidates, { width: 500, height: 300 }, 60);""")
    assert 40 <= len(chosen) <= 60
    boxes = [label["box"] for label in chosen]
    for index, box in enumerate(boxes):
        assert box["left"] >= 0
        assert box["right"] <= 500
        for other in boxes[:index]:
            aside = box["right"] <= other["left"] or other["right"] <= box["left"]
            assert aside or box["bottom"] <= other["top"] or other["bottom"] <= box["top"]


def test_map_window_grows_in_steps_and_shrinks_only_when_it_is_far_too_large():
    told = node("""
      const { Viewport, carried } = await load('viewport.js');
      const view = new Viewport();
      const square = (size) => new Float32Array([-size, -size, size, size]);
      const height = () => { const { y } = view.ranges(2); return y[1] - y[0]; };
      const grow = (size) => { view.grow(square(size), 2); return height(); };
      const heights = [1, 1.02, 3, 2, 0.1].map(grow);
      const { x, y } = view.ranges(2);
      view.held = { x: [x[0] / 2, x[1] / 2], y: [y[0] / 2, y[1] / 2] };
      view.turn(square(30), 2, true);
      const zoomed = height();
      view.held = null;
      return { heights, aspect: (x[1] - x[0]) / (y[1] - y[0]), share: zoomed / height() };""")
    first, same, grown, kept, small = told["heights"]
    assert first == same < grown == kept
    assert 2 * 0.1 < small < first
    assert told["aspect"] == pytest.approx(2)
    # From one projection to the next a zoom keeps its depth.
    assert told["share"] == pytest.approx(0.5)


def test_function_words_do_not_take_all_the_labels():
    """By frequency alone a map would be labelled "the, of, and" and nothing else."""
    chosen = node("""
      const { place, spread } = await load('labels.js');
      const common = Array.from({ length: 60 }, (_, i) => ({ x: 20 + (i % 6) * 15, y: 20 + i }));
      const far = (i) => ({ x: (i * 37) % 900, y: (i * 91) % 600 });
      const rare = Array.from({ length: 400 }, (_, i) => far(i));
      const all = [...common, ...rare].map((at, index) => ({ ...at, index, wide: 40 }));
      const counts = all.map(({ index }) => (index < 60 ? 10_000 : 20));
      const size = { width: 900, height: 600 };
      const first = place(spread(all, size, counts, new Set()), size, 50);
      const kept = new Set(first.map(({ index }) => index));
      const again = place(spread(all, size, counts, kept), size, 50);
      return [first, again].map((labels) => labels.map(({ index }) => index));""")
    first, again = chosen
    assert len(first) == 50
    assert 0 < sum(index < 60 for index in first) < 8
    assert len(set(first) & set(again)) > 45


def test_trails_lead_to_where_the_words_were_and_forget_other_maps():
    told = node("""
      const { Trails } = await load('trails.js');
      const trails = new Trails();
      const at = (number) => ({ number, positions: new Float32Array([number, -number]) });
      for (const number of [1, 2, 3]) trails.follow('plane', at(number));
      const lines = trails.lines(new Float32Array([2.5, -2.5]), [0]);
      trails.follow('plane', at(2));
      const back = trails.past.length;
      trails.follow('plane', at(3));
      trails.follow('other', at(4));
      return { x: lines.x, y: lines.y, back, other: trails.past.length };""")
    assert told["x"] == [[2, 2.5, None], [1, 2, None], [2.5, 2.5, None]]
    assert told["y"] == [[-2, -2.5, None], [-1, -2, None], [-2.5, -2.5, None]]
    assert (told["back"], told["other"]) == (0, 0)


def test_labels_in_space_keep_apart_and_the_selection_has_one():
    rows = node("""
      const { spaced } = await load('space.js');
      const at = Array.from({ length: 900 }, (_, i) => Math.sin(i * 12.9898) * 2);
      return [spaced(new Float32Array(at), 2, [7, 8], 24), spaced(new Float32Array(9), 1, [2], 24)];
    """)
    assert rows[0][0] == 7
    assert 10 < len(rows[0]) == len(set(rows[0])) <= 24
    assert rows[1] == [2]


DRESS = """
  const { dress } = await load('dress.js');
  const colours = { groups: ['#1', '#2'], other: '#9', scale: ['#a', '#b'], muted: '#5' };
  const look = { ...colours, symbols: ['circle', 'square'] };
  const texts = new Proxy({}, { get: (_, name) => `${name} {count} {value}` });
  const say = { whole: String, nats: String };
  const words = ['a', 'b', 'c'];
  const counts = [3, 2, 1];
  const vocabulary = { symbols: words, counts, groups: ['', '', ''], words: 3, tables: 1 };
"""


def test_classes_have_a_shape_besides_their_colour_and_values_a_ramp():
    cluster, norm, unknown, frequency = node(f"""{DRESS}
      const values = new Uint8Array([1, 0, 1]);
      const paints = [
        {{ kind: 'cluster', values, names: [['x', 'y'], ['z']] }},
        {{ kind: 'norm', values: new Uint8Array([0, 255, 51]), low: 1, high: 2 }},
        {{ kind: 'fidelity', values: null }}, {{ kind: '', values: null }}];
      return paints.map((paint) => dress(vocabulary, look, texts, say, paint));""")
    assert cluster["marker"]["symbol"] == ["square", "circle", "square"]
    assert [entry["name"] for entry in cluster["legend"]] == ["x · y", "z"]
    assert norm["marker"]["color"] == [0, 1, 0.2]
    assert "1.2" in norm["hover"][2]
    assert unknown["marker"]["color"] == "#9"  # grey until somebody knows
    assert unknown["legend"][0]["low"].startswith("kept_none")
    assert frequency["marker"]["color"] == [1, pytest.approx(0.63, abs=0.01), 0]


def test_the_two_vectors_of_a_word_are_told_apart_without_colour():
    dressed, labels = node(f"""{DRESS}
      const {{ label }} = await load('traces.js');
      const both = {{ symbols: [...words, ...words], counts: [3, 2, 1, 3, 2, 1],
                     groups: Array(6).fill('g'), words: 3, tables: 2 }};
      const clothes = dress(both, look, texts, say, {{ kind: '', values: null }});
      return [clothes, [0, 3].map((index) => label(both, index))];""")
    assert dressed["marker"]["symbol"] == ["circle"] * 3 + ["circle-open"] * 3
    assert [entry["glyph"] for entry in dressed["legend"]][-2:] == ["●", "○"]
    assert "input" in dressed["hover"][0]
    assert "output" in dressed["hover"][3]
    assert labels == ["a (v)", "a (u)"]
