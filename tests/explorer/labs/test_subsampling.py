"""Lab 5: if these fail, a student is told of savings or lengths that nobody measured."""

import numpy as np
import pytest

from engine.corpus.builtin.catalogue import BUILTIN
from engine.corpus.builtin.toyland import toyland
from engine.settings import Knobs, Reading
from engine.theory.experiments.norms import Norms, verdict
from engine.theory.subsampling import GOLDEN, chances, savings, tokens_kept
from engine.vocabulary import build_vocabulary
from explorer.labs.subsampling import figure
from explorer.labs.subsampling import norms as lab_norms
from explorer.labs.subsampling.view import found_at, keeping
from tests.explorer.labs.material import answers, finish, go
from tests.explorer.material import run_of, texts, upload_pets

TOY = toyland(tokens=60_000)
WORDS = build_vocabulary(TOY, 1)


@pytest.mark.parametrize("rule", ["word2vec.c", "paper"])
def test_the_words_have_the_chances_of_the_theory(rule):
    seen, exact = keeping(WORDS, 1e-3, rule), chances(WORDS.counts, 1e-3, rule)
    for word in seen.words:
        place = WORDS.ids[word.name]
        assert word.chance == exact[place]
        assert (word.chance < 1) == (word.share > seen.begins * (1 + 1e-12))
    assert seen.fallen == (exact < 1).sum()
    assert [word.name for word in seen.named] == list(WORDS.symbols[: len(seen.named)])
    assert seen.kept == pytest.approx(tokens_kept(WORDS.counts, exact) / WORDS.counts.sum())
    assert seen.begins == pytest.approx(1e-3 * (GOLDEN if rule == "word2vec.c" else 1))
    assert (seen.kept > seen.rival_kept) == (rule == "word2vec.c")


def test_off_drops_nobody():
    seen = keeping(WORDS, 0.0, "paper")
    assert seen.begins is None
    assert (seen.fallen, seen.named, seen.kept) == (0, (), 1)


def test_the_figures_tell_the_dropped_from_the_kept_by_more_than_colour():
    drawn = figure.kept(keeping(WORDS, 1e-3, "word2vec.c"), dark=False)
    rival, dropped, always = drawn.data
    assert max(dropped.y) < 1 == min(always.y)
    assert min(dropped.x) > max(always.x)
    assert dropped.marker.symbol != always.marker.symbol
    assert len(rival.x) == len(dropped.x) + len(always.x)
    assert drawn.layout.shapes[0].x0 == pytest.approx(GOLDEN * 1e-3)


def test_the_bars_are_the_shares_and_a_word_of_markup_stays_a_word():
    *_, last = savings(TOY.source, WORDS.counts, Knobs(), (0.0, 1e-3))
    plain, now = found_at(last.found, 0.0), found_at(last.found, 1e-3)
    assert found_at(last.found, 1e-5) is None
    drawn = figure.reaches(plain.reach, now.reach, 5, "t = 0.001", dark=True)
    assert sum(drawn.data[0].y) == pytest.approx(1)
    np.testing.assert_allclose(drawn.data[1].y, now.reach.shares[: len(drawn.data[1].y)])
    odd = keeping(WORDS, 1e-3, "paper")
    first = odd.words[0]
    assert first.called
    object.__setattr__(first, "name", "<b>")
    assert figure.kept(odd, dark=False).data[1].text[0] == "&lt;b&gt;"


def norms(threshold, epochs, rare, common):
    return Norms(threshold, epochs, (1, 1000), (5, 5), (rare, common), common - rare, None)


@pytest.mark.parametrize(
    ("control", "dropped", "sentence", "effect"),
    [
        (
            (1.0, 2.0),
            (1.0, 1.5),
            "seen 1,000 times or somewhat more are the longest, 2.00",
            "by -25%",
        ),
        ((2.0, 1.0), (2.0, 0.9), "also where nothing was dropped", "by -10%"),
        ((1.0, 2.0), (2.0, 1.0), "at t = 0.001, and nowhere without", "by +100%"),
        ((1.0, 2.0), (0.5, 2.0), "Not so here", "did not shorten"),
    ],
)
def test_the_verdict_on_lengths_is_that_of_the_runs(control, dropped, sentence, effect):
    found = [norms(0.0, 5, *control), norms(1e-3, 5, *dropped)]
    said = verdict(found)
    assert sentence in lab_norms.answer(found, said)
    assert effect in lab_norms.effect(said.effects[-1], shorter=said.shorter)


def test_the_page_answers_for_toyland_and_its_slider_and_toggle_change_the_answer(page, registry):
    test = finish(go(page(), "common-words"), registry, "savings")
    assert not test.warning
    before = answers(test)
    assert "At t = 0.001 this rule keeps" in before
    assert "of the pairs are left" in before
    assert f"{run_of(registry).vocabulary.symbols[0]} " in texts(test)
    test.select_slider(key="common_t").set_value(1e-4).run()
    assert "At t = 0.0001 this rule keeps" in answers(test)
    test.toggle(key="common_paper").set_value(True).run()
    assert answers(test) != before
    test.select_slider(key="common_t").set_value(0.0).run()
    assert "nothing is saved" in answers(test)
    assert not test.exception


def test_the_page_measures_lengths_on_a_tiny_upload_to_the_end(page, registry):
    test = page()
    upload_pets(test)
    finish(go(test, "common-words"), registry, "savings", "norms")
    assert not test.warning
    assert "pets.txt, all" in texts(test).replace("\\", "")
    assert "The textbook:" in texts(test)
    test.select_slider(key="common_epochs").set_value(20).run()
    assert not test.exception


def test_of_a_long_text_the_opening_is_measured_and_the_page_says_so(page, registry):
    assert BUILTIN["king-james"](Reading()).source.size > 200_000
    test = go(page(corpus="king-james"), "common-words")
    assert "its first 200,0" in texts(test)
