"""C2: pull and push; without repulsion everything collapses, to a ray and not to a point.

Criterion: mean cosine of random pairs > .95 at k = 0 and < .5 at k = 5 (Toyland).
"""

from dataclasses import replace

import numpy as np

from engine.corpus.builtin.toyland import toyland
from engine.theory.experiments.spread import collapse, spread
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary


def course(negatives):
    corpus = toyland()
    knobs = replace(corpus.suggested.knobs, negatives=negatives)
    recipe = corpus.suggested.recipe
    trainer = SkipGram(corpus, build_vocabulary(corpus, recipe.min_count), recipe, knobs)
    return list(collapse(trainer, knobs, 10))


def test_without_repulsion_all_words_end_on_one_ray_ever_further_out():
    course_of_it = course(negatives=0)
    assert course_of_it[-1].cosine > 0.95
    assert course_of_it[-1].tokens == course_of_it[-1].goal
    lengths = [moment.length for moment in course_of_it]
    assert lengths == sorted(lengths)
    assert lengths[-1] > 1 > 10 * lengths[0]


def test_with_repulsion_words_stay_apart():
    assert course(negatives=5)[-1].cosine < 0.5


def test_the_moments_are_spread_over_the_run():
    tokens = np.array([moment.tokens for moment in course(negatives=1)])
    assert tokens[0] == 0
    assert len(tokens) == 11
    assert np.diff(tokens).max() < 1.7 * np.diff(tokens).min()


def test_the_measure_knows_a_ray_from_a_ball():
    chance = np.random.default_rng(0)
    ray = chance.random((300, 1)) * np.ones((1, 8)) + 1
    ball = chance.normal(size=(300, 8))
    assert spread(ray.astype(np.float32))[0] > 0.999999
    assert abs(spread(ball.astype(np.float32))[0]) < 0.03
    assert spread(np.zeros((2, 3), np.float32)) == (0.0, 0.0)
