"""C7: many steps make a structure: the loss falls, and analogies come to be answered."""

from itertools import pairwise

from engine.corpus.builtin.toyland import toyland
from engine.theory.experiments.spread import learning
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary


def test_the_loss_falls_below_that_of_the_first_epoch_and_analogies_are_found():
    corpus = toyland()
    recipe, knobs = corpus.suggested.recipe, corpus.suggested.knobs
    trainer = SkipGram(corpus, build_vocabulary(corpus, recipe.min_count), recipe, knobs)
    course = list(learning(trainer, knobs, corpus.questions, 15))
    first_epoch = [gain.loss for gain in course if gain.tokens <= gain.goal / knobs.epochs]
    assert first_epoch
    assert course[-1].loss < min(first_epoch)
    shares = [gain.share for gain in course]
    assert shares[0] < 0.3
    assert shares[-1] >= 0.95
    assert all(later > earlier - 0.02 for earlier, later in pairwise(shares))
    assert [gain.steps for gain in course] == sorted(gain.steps for gain in course)
    assert course[-1].tokens == course[-1].goal
