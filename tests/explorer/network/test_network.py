"""If one fails, a network on screen is not the visitor's, or tells nothing of its vectors."""

from itertools import pairwise

import numpy as np
import pytest

from engine.corpus.builtin.catalogue import BUILTIN
from engine.corpus.graph.graph import Draft, graph
from engine.corpus.graph.walks import walked
from engine.errors import CorpusError
from engine.settings import Knobs, Reading, Recipe
from explorer.network.drawing.view import EDGES, MOST, layouts, network
from explorer.network.figure import drawing, predictions
from explorer.network.scores.view import edges_predicted, labels_predicted
from explorer.theme import SYMBOLS
from tests.explorer.labs.material import finish
from tests.explorer.material import run_of, texts

KARATE = BUILTIN["karate"](Reading())
EDGES_FILE = ("who.edges", b"a b\nb c\nc a\nc d\nd e\ne f\nf d\ng g\n", "text/plain")
LABELS_FILE = ("labels.txt", b"a left\nb left\nc left\nd right\ne right\nf right\n", "text/plain")


def test_the_drawing_is_of_the_graph_that_walks_see():
    view = network(KARATE)
    assert view.names == KARATE.symbols
    assert len(view.edges[0]) == view.between == 78
    middle = view.names.index("33")
    assert len(view.near(middle)) == view.degrees[middle] == 17
    assert view.names.index("32") in view.near(middle)
    groups = view.of_group()
    assert [name for name, _ in groups] == ["Mr. Hi", "Officer"]
    assert sum(len(nodes) for _, nodes in groups) == 34


def test_neighbours_come_to_lie_close_and_the_work_is_told():
    view = network(KARATE)
    found = list(layouts(view))
    assert all(one.done < other.done for one, other in pairwise(found))
    places = found[-1].places
    apart = np.linalg.norm(places[:, None] - places, axis=2)
    assert apart[tuple(view.edges)].mean() < 0.6 * apart.mean()
    assert np.allclose(places, list(layouts(view))[-1].places)


def test_a_large_network_is_cut_and_it_is_known_how_much():
    draft, chance = Draft("large"), np.random.default_rng(1)
    for a, b in chance.integers(0, MOST + 500, (40_000, 2)).tolist():
        draft.add(a, b)
    view = network(walked("large", graph(draft, directed=True, weighted=False)))
    assert len(view.names) == MOST < view.nodes
    assert view.edges.shape == (2, EDGES)
    assert view.between > EDGES
    assert view.edges.max() < MOST
    assert {group for group, _ in view.of_group()} == {""}


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("selected", [None, 3])
def test_colours_and_shapes_are_those_of_the_map_and_names_are_no_markup(selected, dark):
    view = network(KARATE)
    places = np.random.default_rng(0).normal(size=(34, 2))
    figure = drawing(view, places, selected, dark=dark)
    named = [trace for trace in figure.data if trace.customdata is not None]
    assert [trace.name for trace in named] == ["Mr. Hi", "Officer"]
    assert [trace.marker.symbol for trace in named] == list(SYMBOLS[:2])
    assert sorted(name for trace in named for name in trace.customdata) == sorted(view.names)
    rings = [t for t in figure.data if t.marker.symbol == "circle-open"]
    assert len(rings) == (selected is not None)
    assert {note.text for note in figure.layout.annotations} <= set(view.names)
    assert selected is None or view.names[selected] == figure.layout.annotations[0].text


def test_labels_are_predicted_from_vectors_that_show_them():
    sides = {"Mr. Hi": 1.0, "Officer": -1.0}
    told = np.array([[sides[KARATE.groups[name][0]], 0.1] for name in KARATE.symbols], np.float32)
    *_, last = labels_predicted(KARATE, KARATE.symbols, told)
    assert (last.done, last.nodes, last.labels, last.splits) == (1.0, 34, 2, 10)
    assert last.micro[4] == 1
    assert len(last.micro) == len(last.shares) == 9
    assert len(predictions(last, dark=False).data) == 2


def test_edges_left_out_are_found_by_vectors_that_never_saw_them():
    corpus = BUILTIN["les-miserables"](Reading())
    knobs = Knobs(subsample=0.0, learning_rate=0.05, epochs=2)
    found = list(edges_predicted(corpus, Recipe(dimensions=16, min_count=1), knobs))
    assert found[0].edges == round(0.2 * 254)
    assert {one.auc for one in found[:-1]} == {None}
    assert found[-1].auc > 0.8
    assert 0 <= found[0].done <= found[-1].done == 1


def test_a_tree_says_why_no_edges_can_be_predicted():
    draft = Draft("tree")
    for node in range(9):
        draft.add(node, node + 1)
    tree = walked("tree", graph(draft, directed=False, weighted=True))
    with pytest.raises(CorpusError, match="tree: no edges can be left out"):
        next(edges_predicted(tree, Recipe(dimensions=8), Knobs()))


def test_an_upload_of_edges_and_labels_is_drawn_and_walks_turn(page, registry):
    test = page()
    assert not [slider for slider in test.select_slider if slider.key == "p"]
    test.file_uploader(key="upload").set_value([EDGES_FILE, LABELS_FILE]).run()
    run = run_of(registry)
    assert run.corpus.kind == "graph"
    assert run.corpus.groups["a"] == ("left",)
    assert run.corpus.facts.loops == 1
    finish(test, registry, "network")
    assert "1 nodes without an edge are left out" in texts(test)
    test.select_slider(key="p").set_value(0.25).run()
    assert run.knobs.p == 0.25
    assert test.query_params["p"] == "0.25"
    assert not [box for box in test.checkbox if box.key == "lowercase"]
    test.selectbox(key="directed").set_value("yes").run()
    test.button(key="read_again").click().run()
    assert not run_of(registry).corpus.source.graph.mutual


def test_lists_in_text_files_are_a_network_if_one_says_so(page, registry):
    test = page()
    test.selectbox(key="material").set_value("graph").run()
    files = [("edges.txt", EDGES_FILE[1], "text/plain"), LABELS_FILE]
    test.file_uploader(key="upload").set_value(files).run()
    assert run_of(registry).corpus.kind == "graph"
    assert test.query_params["material"] == "graph"
    test.selectbox(key="corpus").set_value("toyland").run()
    assert run_of(registry).corpus.kind == "text"
    assert not test.exception


def test_scores_are_made_when_asked_for(page, registry):
    test = page(corpus="karate", epochs="1")
    assert "network-labels" not in {name for _, name in registry.jobs._all}
    test.button(key="ask-network-labels").click().run()
    finish(test, registry, "network-labels")
    assert "34 nodes, 2 labels, 10 random splits" in texts(test)
    test.button(key="ask-network-edges").click().run()
    finish(test, registry, "network-edges")
    assert any("AUC" in box.value for box in (*test.success, *test.info))


def test_a_text_has_no_network_and_a_network_no_analogies(page, registry):
    assert not [box for box in page().button if box.key.startswith("ask-network")]
    test = page(corpus="les-miserables")
    assert not [box for box in test.text_input if box.key == "analogy_a"]
    assert "No labels came with this graph" in texts(test)
