"""Lab 3: if one fails, the lab shows another number than the theory has, or does not open."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from engine.corpus.builtin.toyland import toyland
from engine.sampling.subsample import keep_chances
from engine.settings import Knobs, Recipe
from engine.theory.agreement import agreement
from engine.theory.expected import expected_counts
from engine.theory.known_joint import by_kernel
from engine.theory.scatter import flat_counting, scatter
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary
from explorer.labs.learned.known_world import figure as joint_figures
from explorer.labs.learned.known_world import view as lab_joint
from explorer.labs.learned.your_run import figure as learned_figures
from explorer.labs.learned.your_run import view as lab_learned
from explorer.parts.cells import DRAWN, cells, some
from explorer.runs import loop
from explorer.runs.jobs import pair_counts
from tests.explorer.material import run_of, texts, until, upload_pets

PATIENCE = 180


@pytest.fixture(scope="module")
def toy():
    """A short run of a small Toyland, and its counts."""
    corpus, knobs = toyland(30_000), Knobs(subsample=1e-3, epochs=2)
    vocabulary = build_vocabulary(corpus, 2)
    trainer = SkipGram(corpus, vocabulary, Recipe(dimensions=16), knobs)
    while not trainer.finished(knobs):
        trainer.block(knobs)
    *_, exact = pair_counts.exact(corpus, vocabulary, knobs)
    *_, flat = pair_counts.flat(corpus, vocabulary, knobs)
    return corpus, vocabulary, trainer.model, knobs, exact.counted, flat.counted


# Counting beside the run.


def test_counts_in_pieces_are_the_counts_of_the_whole_text(toy):
    corpus, vocabulary, _, knobs, exact, flat = toy
    whole = pair_counts.part(corpus, vocabulary, knobs)
    assert whole.whole
    few = pair_counts.Part(corpus.source, corpus.source.size, 1_000)
    keep = keep_chances(vocabulary.counts, knobs.subsample)
    at_once = corpus.source.passage(0, 0, corpus.source.size, knobs)
    straight = expected_counts([at_once], keep, knobs.window, pair_counts.WORDS)
    pieces = expected_counts(
        (few.passage(0, first, 10**9, knobs) for first in _firsts(few, knobs)), keep, knobs.window,
        pair_counts.WORDS,
    )  # fmt: skip
    for made in (exact, pieces):
        np.testing.assert_allclose(made.pairs, straight.pairs)
        np.testing.assert_allclose(made.inputs, straight.inputs)
    *_, last = flat_counting(corpus.source, knobs, len(vocabulary), pair_counts.FLAT_WORDS)
    np.testing.assert_allclose(flat.pairs, last.counted.pairs, atol=1e-6)


def _firsts(part, knobs):
    first = 0
    while first < part.size:
        yield first
        first += len(part.passage(0, first, 10**9, knobs).ids)


@pytest.mark.parametrize("window", [1, 5])
def test_a_count_tells_how_far_it_is(toy, monkeypatch, window):
    corpus, vocabulary, _, knobs, *_ = toy
    monkeypatch.setattr(pair_counts, "_STEP", 2e-4)
    turned = Knobs(subsample=knobs.subsample, window=window)
    for count in (pair_counts.exact, pair_counts.flat):
        *before, last = count(corpus, vocabulary, turned)
        shares = [step.done for step in before]
        assert shares == sorted(shares)
        assert len(shares) > 1
        assert last.counted is not None


def test_of_a_text_that_would_take_long_the_first_part_is_counted(toy, monkeypatch):
    corpus, vocabulary, _, knobs, *_ = toy
    monkeypatch.setattr(pair_counts, "PATIENCE", 0.004)
    part = pair_counts.part(corpus, vocabulary, knobs)
    assert 0 < part.size < corpus.source.size
    assert not part.whole
    *_, last = pair_counts.exact(corpus, vocabulary, knobs)
    assert last.counted.inputs.sum() > 0
    wide = pair_counts.part(corpus, vocabulary, Knobs(window=50, subsample=1e-5))
    assert wide.size < part.size / 50


# A world we know.


def test_the_points_the_line_and_the_band_are_those_of_the_world():
    joint = lab_joint.world(30)
    climbs = list(by_kernel(joint, 5, np.random.default_rng(2), pairs=200_000))
    view = lab_joint.view(30, 5, "pairs", climbs)
    assert len(view.cells.x) == 900
    assert view.shift == pytest.approx(np.log(5))
    assert view.fit == climbs[-1].weighted
    assert [moment.seen for moment in view.course] == [climb.seen for climb in climbs]
    order = np.argsort(-joint.pairs.ravel(), kind="stable")
    np.testing.assert_allclose(view.cells.y, climbs[-1].logits.ravel()[order], atol=1e-4)
    wide = (np.array(view.band.high) - view.band.low) / 2
    scale = joint.band(5, 200_000)
    assert scale.min() <= wide.min() <= wide.max() <= scale.max()
    np.testing.assert_allclose((np.array(view.band.high) + view.band.low) / 2,
                               np.array(view.band.x) - np.log(5))  # fmt: skip
    for dark in (False, True):
        figure = joint_figures.climb(view, dark=dark)
        line = next(trace for trace in figure.data if trace.name == "PMI − log k")
        assert line.y[0] - line.x[0] == pytest.approx(-np.log(5))
        assert len(joint_figures.course(view, dark=dark, of="pairs").data) == 2


def test_of_a_large_table_the_commonest_cells_are_drawn_and_some_of_all_others():
    weight = np.arange(5_000, dtype=float)
    shown = some(weight)
    assert len(set(shown)) == DRAWN
    assert set(np.argsort(-weight)[: DRAWN // 2]) <= set(shown)
    assert weight[shown].min() == 0
    made = cells(np.array([0.0, -np.inf]), np.array([1.0, 2.0]), np.array([1.0, 2.0]))
    assert made.x == (0.0,)


# The visitor's text.


def test_each_theory_is_judged_on_the_same_cells_and_no_cell_is_lost(toy):
    _, vocabulary, model, knobs, exact, flat = toy
    exact, flat = (one.commonest(60) for one in (exact, flat))
    view = lab_learned.view(model, exact, flat, vocabulary.counts, knobs)
    found = scatter(model, exact, flat, vocabulary.counts, knobs)
    assert view.words == 60
    assert len(found.count) + view.never == 60**2
    here = (found.count >= view.often) & np.isfinite(found.textbook)
    assert view.judged["exact"] == agreement(found.exact[here], found.learned[here], found.shift)
    assert len({fit.cells for fit in view.judged.values()}) == 1
    assert view.judged[view.best].mae <= min(fit.mae for fit in view.judged.values()) + 0.01
    assert sum(band.cells for band in view.bands) == len(found.count)
    assert view.standing.excess > 0
    for theory in lab_learned.THEORIES:
        figure = learned_figures.against(view, theory, dark=False)
        line, points, *_ = figure.data
        assert line.x == line.y
        assert np.isfinite(points.x).all()


def test_a_model_that_has_learned_nothing_is_not_judged(toy):
    corpus, vocabulary, _, knobs, exact, flat = toy
    start = SkipGram(corpus, vocabulary, Recipe(dimensions=16), knobs).model
    few = (one.commonest(30) for one in (exact, flat))
    assert lab_learned.view(start, *few, vocabulary.counts, knobs).judged is None


# Counting instead of training.


# The page.


def _script():
    from explorer.labs.learned import page as lab_learns
    from explorer.parts import link_handler

    link_handler.begin()
    lab_learns.render()


@pytest.fixture(autouse=True)
def unseen(monkeypatch):
    """A run that begins at once: no browser is there to ask for its first frame."""
    monkeypatch.setattr(loop, "_AWAITED", 0)


@pytest.fixture
def opened(registry, monkeypatch):
    monkeypatch.setattr(lab_joint, "PAIRS", 100_000)

    def there(part):
        test = AppTest.from_function(_script, default_timeout=PATIENCE)
        test.session_state["learns_part"] = part
        return test.run()

    return there


def _wait(test, found):
    until(lambda: found(test.run()))
    assert not test.exception
    assert not test.error
    assert not test.warning


def _answer(test):
    return " ".join(str(one.value) for one in [*test.success, *test.info]).replace("\\", "")


def test_the_known_world_climbs_and_another_k_has_another_line(opened):
    test = opened("joint")
    _wait(test, lambda test: "After 100,000 drawn pairs" in _answer(test))
    assert "for k = 5: 1 · PMI − 1.61" in _answer(test)
    test.select_slider(key="joint_k").set_value(2).run()
    _wait(test, lambda test: "for k = 2: 1 · PMI − 0.69" in _answer(test))
    test.segmented_control(key="joint_how").set_value("law").run()
    _wait(test, lambda test: "steps on the whole law" in _answer(test))


@pytest.mark.parametrize("own", [False, True])
def test_a_run_is_held_against_its_text(opened, page, registry, own):
    if own:
        upload_pets(page())
    test = opened("learned")
    run_of(registry).go_at("full")
    until(lambda: run_of(registry).tokens > 5_000)
    _wait(test, lambda test: "least loss that any vectors" in texts(test))
    if own:
        return
    before = _answer(test)
    assert "off the exact counts" in before
    test.select_slider(key="learned_words").set_value(25).run()
    assert _answer(test) != before
    test.segmented_control(key="learned_other").set_value("skip").run()
    assert not test.exception


@pytest.mark.parametrize("own", [False, True])
def test_training_and_counting_stand_side_by_side(opened, page, registry, own):
    if own:
        upload_pets(page())
    test = opened("rivals")
    _wait(test, lambda test: "vectors of zeros" in texts(test))
    before = test.table[0].value.to_dict()
    word = "dog" if own else "france"
    test.text_input(key="rivals_word").set_value(word).run()
    assert test.table[0].value.to_dict() != before
    test.text_input(key="rivals_word").set_value("nowherewhatever").run()
    assert "nowherewhatever" in test.warning[0].value


def test_without_noise_the_lab_says_so_and_goes_on(opened, registry):
    test = opened("learned")
    run_of(registry).turn(negatives=0)
    until(lambda: test.run().warning)
    assert "choose at least 1" in test.warning[0].value


def test_the_main_page_says_how_far_the_model_is_above_the_floor(page, registry):
    test = page()
    run_of(registry).go_at("full")
    until(lambda: run_of(registry).tokens > 30_000)
    until(lambda: "above the least loss" in _html(test.run()))
    assert not test.exception


def _html(test):
    return " ".join(one.proto.body for one in test.get("html"))
