"""If these fail, a notebook trains something else than the page, or cannot ask what it trained."""

import subprocess
import sys

import numpy as np
import pytest
from gensim.models import KeyedVectors as Gensim

import engine
from engine.corpus.text import text
from engine.errors import CorpusError, FormatError, ParameterError, WordError
from engine.settings import Knobs, Reading, Recipe
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary

LINES = ["the king rules the land", "the queen rules the sea", "a king and a queen speak"] * 300
SENTENCES = [line.split() for line in LINES]
SMALL = {"dimensions": 12, "min_count": 1, "epochs": 2, "subsample": 0.0}


@pytest.fixture(scope="module")
def trained():
    model = engine.Word2Vec(SENTENCES, **SMALL)
    return model, list(model.train())


def test_sentences_are_the_corpus_that_their_text_is():
    lists, file = engine.corpus_of(SENTENCES), text.read_text("t", ["\n".join(LINES)], Reading())
    assert dict(zip(lists.symbols, lists.counts, strict=True)) == dict(
        zip(file.symbols, file.counts, strict=True)
    )
    for corpus in (lists, file):
        whole = corpus.source.passage(0, 0, corpus.source.size, Knobs())
        assert [corpus.symbols[i] for i in whole.ids] == " ".join(LINES).split()
        assert list(np.diff(whole.offsets)) == [len(sentence) for sentence in SENTENCES]


@pytest.mark.parametrize("bad", [[], [[]], ["one string"], [["a", 3]], [["a", ""]]])
def test_what_is_no_list_of_words_is_one_sentence(bad):
    with pytest.raises(CorpusError):
        engine.Word2Vec(bad)


def test_it_trains_what_the_trainer_trains_bit_for_bit(trained):
    model, seen = trained
    corpus = engine.corpus_of(SENTENCES)
    recipe = Recipe(dimensions=12, min_count=1)
    knobs = Knobs(epochs=2, subsample=0.0)
    trainer = SkipGram(corpus, build_vocabulary(corpus, 1), recipe, knobs)
    while not trainer.finished(knobs):
        trainer.block(knobs)
    np.testing.assert_array_equal(model.wv.vectors, trainer.model.v)
    assert seen[-1].tokens == seen[-1].goal
    assert model.get_params()["dimensions"] == 12


def test_a_knob_turned_in_the_middle_takes_hold_and_a_saved_model_goes_on(tmp_path):
    model = engine.Word2Vec(SENTENCES, **{**SMALL, "epochs": 40})
    first = next(iter(model.train(0.0)))
    assert 0 < first.tokens < first.goal
    model.set_params(window=1, negatives=2).save(tmp_path / "model.npz")
    other = engine.Word2Vec.load(tmp_path / "model.npz", SENTENCES)
    assert other.get_params() == model.get_params()
    assert other.get_params()["window"] == 1
    for one in (model, other):
        assert list(one.train())[-1].tokens == first.goal
    np.testing.assert_array_equal(model.wv.vectors, other.wv.vectors)
    model.set_params(window=3, epochs=41).save(tmp_path / "model.npz")  # at its end
    other = engine.Word2Vec.load(tmp_path / "model.npz", SENTENCES)
    assert other.get_params() == model.get_params()
    for one in (model, other):
        assert list(one.train())[-1].tokens > first.goal
    np.testing.assert_array_equal(model.wv.vectors, other.wv.vectors)
    with pytest.raises(CorpusError, match="another text"):
        engine.Word2Vec.load(tmp_path / "model.npz", SENTENCES[1:])


def test_questions_are_answered_as_gensim_answers_them(trained):
    ours = trained[0].wv
    theirs = ours.to_gensim()
    assert isinstance(theirs, Gensim)
    assert ours.similarity("king", "queen") == pytest.approx(theirs.similarity("king", "queen"))
    for asked in (("king", [], 3), (["king", "sea"], "land", 4)):
        expected = theirs.most_similar(asked[0], asked[1], asked[2])
        found = ours.most_similar(*asked)
        assert [word for word, _ in found] == [word for word, _ in expected]
        np.testing.assert_allclose([c for _, c in found], [c for _, c in expected], atol=1e-5)
    back = engine.KeyedVectors.from_gensim(theirs)
    np.testing.assert_array_equal(back.vectors, ours.vectors)
    assert back.index_to_key == ours.index_to_key


def test_vectors_are_written_and_read_back(trained, tmp_path):
    ours = trained[0].wv
    for form in ("word2vec", "word2vec-text", "npz"):
        ours.save(tmp_path / form, form)
        back = engine.KeyedVectors.load(tmp_path / form)
        np.testing.assert_array_equal(back.vectors, ours.vectors)
        assert back.key_to_index == ours.key_to_index
    np.testing.assert_array_equal(ours["King"], ours["king"])
    assert "king" in ours
    assert "emperor" not in ours
    assert (len(ours), ours.vector_size) == (len(ours.index_to_key), 12)


def test_what_cannot_be_is_said_with_the_way_out(trained):
    model = trained[0]
    with pytest.raises(ParameterError, match="vector_size: is called dimensions here"):
        engine.Word2Vec(SENTENCES, vector_size=100)
    with pytest.raises(ParameterError, match="dimensions: is no setting of this"):
        model.set_params(dimensions=20)
    with pytest.raises(ParameterError, match="window=0"):
        model.set_params(window=0)
    with pytest.raises(WordError, match="near it are: king"):
        model.wv.most_similar("kingg")
    with pytest.raises(WordError, match="at least one word"):
        model.wv.most_similar()
    with pytest.raises(FormatError, match="each word needs one row"):
        engine.KeyedVectors(["a"], np.zeros((2, 3), np.float32))


def test_a_file_is_read_as_the_command_line_reads_it(tmp_path, monkeypatch):
    monkeypatch.setenv("PUSHPULL_HOME", str(tmp_path))
    (tmp_path / "Text.txt").write_text("\n".join(LINES).upper())
    model = engine.Word2Vec(engine.read_corpus(tmp_path / "Text.txt"), min_count=1, dimensions=4)
    assert "king" in model.wv.index_to_key
    again = engine.read_corpus(tmp_path / "Text.txt", lowercase=False)
    assert "KING" in again.symbols


def test_to_import_the_engine_imports_and_compiles_nothing():
    code = "import sys, engine; print('numpy' in sys.modules, 'numba' in sys.modules, dir(engine))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.startswith("False False ['EngineError'")
    with pytest.raises(AttributeError):
        engine.nothing  # noqa: B018 - that it raises is what is tested
