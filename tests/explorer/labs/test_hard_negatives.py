"""Lab 8: if these fail, a student is told of other noise than a mixture draws."""

from functools import partial

import numpy as np
import pytest

from engine.corpus.builtin.toyland import toyland
from engine.errors import EngineError
from engine.mixture import SOURCES, mixture, turned
from engine.settings import Knobs, Recipe
from engine.theory.mixing import blends
from engine.vocabulary import build_vocabulary
from explorer.labs.hard_negatives.draws.view import factored, first_word, gathering, matched, view
from explorer.labs.hard_negatives.known_world import figure as blend_figures
from explorer.labs.hard_negatives.known_world import view as lab_blend
from explorer.labs.hard_negatives.two_runs import figure as pair_figures
from explorer.labs.hard_negatives.two_runs import view as lab_pair
from explorer.labs.learned.known_world.view import world
from explorer.runs.run import Run
from explorer.runs.scheduling import Slots
from tests.explorer.labs.lab_page import answers, lab_page
from tests.explorer.labs.material import finish, go
from tests.explorer.material import run_of, texts, until, upload_pets

PAGE = "labs.hard_negatives"
MIXED = "unigram=0.2 hard=0.5 spelling=0.3"


@pytest.fixture(scope="module")
def run():
    made = Run(toyland(tokens=20_000), Recipe(dimensions=16), Knobs(epochs=2), slots=Slots(1))
    made.go_at("full")
    until(lambda: made.state == "done")
    yield made
    made.close()


@pytest.mark.parametrize("vectors", [Run.vectors, factored])
def test_both_noises_are_drawn_for_the_same_true_words(run, vectors):
    *before, made = gathering(run, partial(vectors, run))
    assert [each.done for each in before] == sorted(each.done for each in before)
    seen = view(run, made, "king", MIXED)
    assert [one for one, _, _ in seen.plain.draws] == [one for one, _, _ in seen.mixed.draws]
    assert seen.mixed.words < seen.plain.words
    assert 0 <= seen.plain.known <= 1
    assert view(run, made, "king", "unigram").mixed == seen.plain
    with pytest.raises(EngineError, match="not among"):
        view(run, made, "no such word", MIXED)


def test_another_model_speaks_of_the_words_that_both_know(run):
    symbols = ("unheard of", *run.vocabulary.symbols[5:9][::-1])
    theirs = np.arange(15, dtype=np.float32).reshape(5, 3)
    found = matched(run, symbols, theirs)
    assert found.shape == (len(run.vocabulary), 3)
    assert (found[5:9] == theirs[:0:-1]).all()
    assert not found[:5].any()
    assert not found[9:].any()


def test_a_kept_run_says_which_words_could_be_mistaken(page, registry):
    main = page(epochs="1")
    lab_ = go(main, "hard-negatives")
    lab_.button_group(key="negatives_from").set_value("kept").run()
    assert any("No run is kept yet" in box.value for box in lab_.info)
    kept = run_of(registry)
    kept.step()
    lab_ = go(page(epochs="1"), "compare")
    lab_.button(key="keep_run").click().run()
    lab_ = go(page(epochs="1"), "hard-negatives")
    lab_.button_group(key="negatives_from").set_value("kept").run()
    assert lab_.selectbox(key="negatives_kept").options == ["Toyland · epochs 1"]
    finish(lab_, registry, "negatives")
    assert "pushed away from" in texts(lab_)
    assert len(lab_.table) == 1


def test_a_word_that_stands_alone_is_one_sentence(run):
    *_, made = gathering(run, run.vectors)
    alone = Run.__new__(Run)
    alone.corpus, alone.vocabulary = toyland(tokens=20), build_vocabulary(run.corpus, 5)
    alone._trajectory, alone._knobs = run._trajectory, run._knobs
    word = run.vocabulary.symbols[-1]
    with pytest.raises(EngineError, match="No other word stands around"):
        view(alone, made, word, MIXED)


def test_the_first_word_is_neither_common_nor_short(run):
    word = first_word(run)
    assert len(word) >= 4
    assert run.vocabulary.ids[word] >= 40


def test_a_slider_keeps_the_sum_at_one():
    text = "unigram"
    for name, share in (("hard", 0.5), ("spelling", 0.7), ("uniform", 1.0), ("hard", 0.3)):
        text = turned(text, name, share)
        weights = mixture(text)
        assert weights[name] == pytest.approx(share)
        assert set(weights) == set(SOURCES)
    assert text == "uniform=0.7 hard=0.3"


def test_the_points_lie_on_the_formula_and_slopes_fall():
    states = list(lab_blend.resting("input", "none"))
    points = lab_blend.slopes(states)
    assert [share for share, _ in points] == list(lab_blend.SHARES)
    assert [slope for _, slope in points] == sorted((s for _, s in points), reverse=True)
    seen = lab_blend.view(states[2])
    assert seen.off < 1e-3
    figure = blend_figures.rest(seen, dark=True)
    np.testing.assert_allclose(figure.data[0].x, figure.data[0].y, atol=0.02)
    assert len(blend_figures.slopes(points, 0.5, dark=False).data[0].x) == 5
    flat = lab_blend.view(states[-1])
    low, high = blend_figures.rest(flat, dark=False).layout.xaxis.range
    assert high - low > 0.4


def test_weights_bring_pmi_back():
    (last,) = blends(world(30), (0.5,), 5, np.random.default_rng(1), correction="weight")
    assert last.slope == pytest.approx(1, abs=1e-3)


def test_two_trainings_show_what_the_mixture_changed():
    *_, last = lab_pair.training(toyland(tokens=20_000), MIXED, "weight")
    seen = lab_pair.view(last, "king")
    first, second = seen.lists
    assert len(first) == len(second) == lab_pair.NEAR
    both = {word for word, _, shared in first if shared}
    assert both == {word for word, _, shared in second if shared}
    assert seen.shared == pytest.approx(len(both) / lab_pair.NEAR)
    assert all(share is not None for share in last.found)
    figure = pair_figures.small_map(seen.maps[1], dark=False)
    assert figure.data[1].text[0] == "king"
    assert {*filter(None, figure.data[1].text)} - {"king"} == {
        word for near in seen.lists for word, _, shared in near if not shared
    }


def test_the_page_draws_and_gives_the_mixture_to_the_run(registry):
    test = lab_page(PAGE)
    until(lambda: "places around" in answers(test.run()))
    assert "of the mixture" in answers(test)
    test.button(key="mix_run_drawn").click().run()
    assert run_of(registry).knobs.sampler == "unigram=0.5 hard=0.3 spelling=0.2"
    slider = next(one for one in test.slider if "hard" in one.key)
    slider.set_value(60).run()
    assert any(one.value == 60 for one in test.slider)
    test.text_input(key="negatives_word").set_value("nobody at all").run()
    assert "nobody at all" in " ".join(box.value for box in test.warning).replace("\\", "")


def test_an_uploaded_text_of_a_few_words_has_the_page_too(page, registry):
    upload_pets(page())
    test = lab_page(PAGE)
    until(lambda: "places around" in answers(test.run()))
    assert "pets.txt" in texts(test).replace("\\", "")


def test_the_known_world_answers_for_the_share_that_is_asked(registry):
    test = lab_page(PAGE)
    test.session_state["negatives_part"] = "blend"
    until(lambda: "comes to rest on log A − log(k·A·Q)" in answers(test.run()))
    test.selectbox(key="blend_how").set_value("weight").run()
    until(lambda: "comes to rest on PMI − log k" in answers(test.run()))
    assert "weighs" in answers(test)


def test_both_trainings_are_shown_on_the_page(registry):
    test = lab_page(PAGE)
    test.session_state["negatives_part"] = "pair"
    until(lambda: "of the neighbours of" in answers(test.run()))
    assert "analogies" in answers(test)
