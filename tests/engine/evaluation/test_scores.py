"""If these fail, the neighbours, analogies and scores on screen are not those of the vectors."""

import numpy as np
import pytest
from gensim.models import KeyedVectors
from scipy.stats import spearmanr

from engine.corpus.stream import Question
from engine.errors import FormatError, WordError
from engine.evaluation import analogies, likeness, questions
from engine.evaluation.neighbours import neighbours
from engine.similarity import nearest, top, unit_rows
from engine.vocabulary import unranked

RNG = np.random.default_rng(4)
WORDS = tuple(f"word{i}" for i in range(300))
ROWS = RNG.normal(0, 1, (300, 8)).astype(np.float32)
VOCABULARY, UNIT = unranked(WORDS), unit_rows(ROWS)


@pytest.fixture(scope="module")
def gensim_vectors():
    made = KeyedVectors(8)
    made.add_vectors(list(WORDS), ROWS)
    return made


def test_neighbours_are_gensims(gensim_vectors):
    ours = neighbours(VOCABULARY, UNIT, "word7", 10)
    theirs = gensim_vectors.most_similar("word7", topn=10)
    assert [word for word, _ in ours] == [word for word, _ in theirs]
    np.testing.assert_allclose([c for _, c in ours], [c for _, c in theirs], atol=1e-6)


def test_blocks_do_not_change_the_nearest(monkeypatch):
    whole = nearest(UNIT, UNIT[:50], 5)
    monkeypatch.setattr("engine.similarity._BLOCK", 700)
    parts = nearest(UNIT, UNIT[:50], 5)
    assert np.array_equal(whole[0], parts[0])


def test_ties_go_to_the_more_frequent():
    assert top(np.array([[1.0, 3.0, 3.0, 2.0]], np.float32), 3).tolist() == [[1, 2, 3]]


def sample_questions(count=200):
    quads = [RNG.choice(300, 4, replace=False) for _ in range(count)]
    return [Question(f"s{i % 3}", *(WORDS[j] for j in quad)) for i, quad in enumerate(quads)]


@pytest.mark.filterwarnings("ignore:Call to deprecated `init_sims`")  # gensim calls its own
@pytest.mark.parametrize("method", analogies.METHODS)
def test_answers_are_gensims(gensim_vectors, method):
    """The judge from outside, query words left out as gensim does."""
    ask = gensim_vectors.most_similar if method == "3cosadd" else gensim_vectors.most_similar_cosmul
    for question in sample_questions(20):
        a, b, c = question.a, question.b, question.c
        best = next(
            word
            for word, _ in analogies.answers(VOCABULARY, UNIT, (a, b, c), method, 10)
            if word not in {a, b, c}
        )
        assert best == ask(positive=[b, c], negative=[a], topn=1)[0][0]


def test_accuracy_is_gensims(tmp_path, gensim_vectors):
    asked = sample_questions()
    for i, question in enumerate(asked[:60]):  # questions that have a right answer
        best = gensim_vectors.most_similar(positive=[question.b, question.c], negative=[question.a])
        asked[i] = Question(question.section, question.a, question.b, question.c, best[0][0])
    asked.append(Question("s0", "word1", "word2", "word3", "missing"))
    lines = []
    for section in ("s0", "s1", "s2"):
        lines.append(f": {section}")
        lines += [f"{q.a} {q.b} {q.c} {q.d}" for q in asked if q.section == section]
    path = tmp_path / "questions.txt"
    path.write_text("\n".join(lines))
    found = analogies.accuracy(VOCABULARY, UNIT, questions.analogy_questions(path))
    theirs, _ = gensim_vectors.evaluate_word_analogies(str(path), case_insensitive=False)
    assert found.share == pytest.approx(theirs, abs=1e-9)
    assert (found.asked, found.skipped) == (200, 1)
    assert sum(right for right, _ in found.sections.values()) == found.right


def test_the_query_words_are_shown_not_hidden():
    found = analogies.answers(VOCABULARY, UNIT, ("word1", "word1", "word2"), "3cosadd", 3)
    assert found[0][0] == "word2"


def test_likeness_is_scipys(gensim_vectors):
    gold = [(WORDS[i], WORDS[i + 1].upper(), float(RNG.random())) for i in range(50)]
    found = likeness.likeness(VOCABULARY, UNIT, [*gold, ("word1", "missing", 1.0)])
    cosines = [gensim_vectors.similarity(a, b.lower()) for a, b, _ in gold]
    assert found.spearman == pytest.approx(spearmanr(cosines, [s for *_, s in gold]).statistic)
    assert (found.pairs, found.skipped) == (50, 1)
    assert likeness.likeness(VOCABULARY, UNIT, [("no", "word", 1.0)]).spearman is None


def test_a_missing_word_offers_the_closest_spellings():
    with pytest.raises(WordError, match="word299"):
        neighbours(VOCABULARY, UNIT, "wrd299")
    assert neighbours(VOCABULARY, UNIT, " WORD7 ", 1) == neighbours(VOCABULARY, UNIT, "word7", 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [(": s\na b c\n", "line 2"), ("", "no analogy"), (": only\n", "no analogy")],
)
def test_a_broken_question_file_names_the_line(tmp_path, text, said):
    path = tmp_path / "questions.txt"
    path.write_text(text)
    with pytest.raises(FormatError, match=said):
        questions.analogy_questions(path)


def test_gold_pairs_take_tabs_commas_and_a_header(tmp_path):
    path = tmp_path / "gold.csv"
    path.write_text("word 1,word 2,human\ntiger,cat,7.35\n")
    assert questions.gold_pairs(path) == [("tiger", "cat", 7.35)]
    path.write_text("tiger\tcat\t7.35\ncat\tdog\thigh\n")
    with pytest.raises(FormatError, match="line 2"):
        questions.gold_pairs(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FormatError, match="UTF-8"):
        questions.gold_pairs(path)
