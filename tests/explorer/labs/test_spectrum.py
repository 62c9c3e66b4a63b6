"""Lab 4: if these fail, a student sees values of no matrix, or an identity that is none."""

import re
from dataclasses import replace

import numpy as np
import pytest

from engine.corpus.builtin.toyland import toyland
from engine.sampling.subsample import keep_chances
from engine.settings import Knobs
from engine.theory.expected import counting
from engine.theory.spectrum import spectrum_of_product
from explorer.labs.spectrum.figure import positive_part, whole_matrix
from explorer.labs.spectrum.view import Counted, view
from tests.claims.spectra import turns
from tests.explorer.labs.material import answers, finish, go
from tests.explorer.material import texts, upload_pets

TOY = toyland(tokens=60_000)


def counted(knobs, words=120):
    *_, last = counting(TOY.source, knobs, keep_chances(TOY.counts, knobs.subsample), words)
    return Counted(last.counted, TOY.counts)


@pytest.fixture(scope="module")
def seen():
    return view(counted(Knobs(subsample=0.0)), Knobs(negatives=15, noise_exponent=0.0))


def test_the_values_are_those_of_the_theory(seen):
    one = counted(Knobs(subsample=0.0))
    (turn,) = turns(one.pairs, one.counts, (15,), (0.0,))
    np.testing.assert_allclose(seen.turned.values, turn.positive.values, rtol=1e-10)
    assert seen.turned.nonzero < seen.plain.nonzero
    whole = seen.whole
    assert not whole.made
    assert whole.apart < 1e-12
    assert whole.first > 10 * whole.rest


def test_a_text_whose_words_have_not_met_gets_a_made_law_and_says_so():
    scarce = view(counted(Knobs(), 5), Knobs(negatives=5))
    assert scarce.whole.made
    assert scarce.whole.words == 60
    assert scarce.whole.apart < 1e-12


def test_the_figures_show_each_spectrum_once_and_no_rounding(seen):
    rng = np.random.default_rng(1)
    v, u = (rng.normal(size=(50, 4)).astype(np.float32) for _ in range(2))
    drawn = positive_part(seen, spectrum_of_product(v, u), dark=False)
    assert [len(trace.y) for trace in drawn.data][2] == 4
    assert drawn.data[1].y[0] == pytest.approx(seen.turned.values[0])
    whole = whole_matrix(seen, dark=True)
    np.testing.assert_allclose(whole.data[2].y, whole.data[3].y, rtol=1e-9)
    assert len({trace.marker.symbol for trace in whole.data}) == 4
    assert min(whole.data[3].y) > 1e-6  # the direction that the means took away is not drawn


def test_nothing_above_zero_is_no_failure():
    """A k so high that the positive part is empty."""
    none = view(counted(Knobs(subsample=0.0), 20), Knobs(negatives=50, noise_exponent=1.25))
    silent = replace(none, turned=replace(none.turned, values=np.zeros(20)))
    assert len(positive_part(silent, none.plain, dark=False).data[1].y) == 0


def test_the_page_answers_for_toyland_and_a_slider_changes_the_answer(page, registry):
    test = finish(go(page(), "spectrum"), registry, "spectrum")
    assert not test.warning
    before = answers(test)
    assert "k = 5, α = 0.75" in before
    assert float(re.search(r"equal to within ([\d.e−-]+\d)", before)[1]) < 1e-11
    test.slider(key="spectrum_k").set_value(15).run()
    assert "k = 15, α = 0.75" in answers(test)
    test.slider(key="spectrum_alpha").set_value(0.0).run()
    assert "k = 15, α = 0" in answers(test)
    assert not test.exception


def test_the_page_answers_for_a_tiny_upload(page, registry):
    test = page()
    upload_pets(test)
    finish(go(test, "spectrum"), registry, "spectrum")
    assert not test.warning
    assert "a made law of 60 words" in texts(test)
    assert "pets.txt" in texts(test).replace("\\", "")
