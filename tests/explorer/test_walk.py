"""If these fail, some words of the map cannot be reached without a pointer."""

import json

import pytest

from tests.explorer.test_live import node


def reached(labels, start):
    """The labels that arrow keys lead to from one of them, by the module that does it."""
    return node(f"""
      globalThis.document = {{}};
      const {{ next }} = await load('walk.js');
      const labels = {json.dumps(labels)}.map(([left, top], index) =>
        ({{ index, box: {{ left, top, right: left + 50, bottom: top + 15 }} }}));
      const seen = new Set([{start}]), left = [labels[{start}]];
      while (left.length) {{
        const from = left.pop();
        for (const way of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {{
          const there = next(labels, from, way);
          if (!seen.has(there.index)) left.push(there);
          seen.add(there.index);
        }}
      }}
      return [...seen];""")


@pytest.mark.parametrize("step", [37, 61, 127, 211])
def test_the_arrows_lead_from_any_label_to_every_other(step):
    labels = [[(i * step) % 500, (i * step * 7) % 310] for i in range(50)]
    for start in (0, 49):
        assert sorted(reached(labels, start)) == list(range(50))


def test_the_arrows_stay_at_the_edge_and_go_straight_where_they_can():
    assert reached([[10, 10]], 0) == [0]
    found = node("""
      globalThis.document = {};
      const { next } = await load('walk.js');
      const at = (index, left, top) =>
        ({ index, box: { left, top, right: left + 50, bottom: top + 15 } });
      const labels = [at(0, 0, 0), at(1, 100, 5), at(2, 70, 90), at(3, 300, 0)];
      const ways = [[1, 0], [0, 1], [-1, 0], [0, -1]];
      return ways.map((way) => next(labels, labels[0], way).index);""")
    assert found == [1, 2, 0, 0]
