"""If these fail, a teacher's word pairs are scored wrongly, or a score hides what it rests on."""

import pytest

from tests.explorer.material import texts

PAIRS = b"man\tking\t6\nwoman\tqueen\t9\nparis\trome\t3\nxyzzy\tking\t1\n"


def upload(test, content, name="mine.tsv"):
    test.file_uploader(key="pairs").set_value((name, content, "text/plain")).run()
    assert not test.exception
    assert not test.error


def scored(test):
    test.session_state["pairs scored"].wait(60)
    test.run()
    return texts(test).replace("\\", "")


def test_uploaded_pairs_are_scored_with_what_the_score_rests_on(page, registry):
    test = page()
    upload(test, PAIRS)
    shown = scored(test)
    assert "Your pairs: mine.tsv" in shown
    assert "over 3 of 4 pairs (75%)" in shown


def test_pairs_of_words_that_are_not_there_are_no_score(page, registry):
    test = page()
    upload(test, b"xyzzy\tking\t1\nking\tplugh\t2\n")
    assert "Only 0 of 2 pairs have both words" in scored(test)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"one two three\none two three\n", "mine.tsv, line 2: expected two words and a number"),
        (b"", "holds no pair"),
        (b"\xff\xfe\x00", "cannot be read as UTF-8"),
        (b"a b 1\n" * 360_000, "may have 2 MB at most"),
    ],
)
def test_a_bad_file_of_pairs_is_one_sentence(page, registry, content, said):
    test = page()
    upload(test, content)
    assert said in " ".join(w.value for w in test.warning).replace("\\", "")
    upload(test, PAIRS, "good.tsv")
    assert not test.warning
