"""C3: the chance that a pair is real is σ(v·u), that it is noise σ(−v·u); else no bar adds up."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.theory.step import log_sigmoid, sigmoid

logits = st.floats(allow_nan=False, allow_infinity=False)


@settings(deadline=None)
@given(logits)
def test_real_and_noise_are_all_there_is(x):
    """σ(x) + σ(−x) = 1 to 1 ulp."""
    both = float(sigmoid(np.array(x)) + sigmoid(np.array(-x)))
    assert abs(both - 1.0) <= np.spacing(1.0)


@settings(deadline=None)
@given(logits)
def test_a_logarithm_of_a_chance_is_never_infinite(x):
    assert np.isfinite(log_sigmoid(np.array(x)))
    assert log_sigmoid(np.array(x)) <= 0


def test_far_out_it_is_the_logit_itself():
    assert log_sigmoid(np.array([-800.0, 0.0, 800.0])).tolist() == [-800.0, -np.log(2.0), 0.0]


@settings(deadline=None)
@given(st.floats(-700, 700))
def test_the_logarithm_is_that_of_the_chance(x):
    np.testing.assert_allclose(
        np.exp(log_sigmoid(np.array(x))), sigmoid(np.array(x)), rtol=1e-12, atol=0
    )
