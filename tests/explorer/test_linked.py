"""If these fail, a word that is pointed at is ringed at another word's place."""

from tests.explorer.test_live import node


def test_a_word_is_ringed_where_each_map_has_it_and_nowhere_if_one_lacks_it():
    found = node("""
      const { places } = await load('linked.js');
      const data = [
        { customdata: ['a', 'b'], x: [1, 2], y: [3, 4] },
        { x: [], y: [] },
        { customdata: ['b'], x: [5], y: [6] },
      ];
      return [places(data, [0, 2], 'b'), places(data, [0, 2], 'a'), places(data, [0, 2], null)];""")
    assert found[0] == {"x": [[2], [5]], "y": [[4], [6]]}
    assert found[1] == {"x": [[1], []], "y": [[3], []]}
    assert found[2] == {"x": [[], []], "y": [[], []]}
