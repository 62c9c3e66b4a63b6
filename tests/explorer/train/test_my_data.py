"""If these fail, what a visitor deletes stays, or what is another's goes."""

from engine.corpus.builtin.catalogue import builtin
from engine.settings import Reading
from explorer.runs.visitors import LOCAL, Origin, corpora_of, kept
from tests.explorer.material import run_of, upload_pets


def test_everything_of_mine_goes_and_nothing_of_others(page, registry):
    test = page()
    upload_pets(test)
    mine, others = corpora_of(LOCAL), corpora_of("another")
    others.mkdir(parents=True)
    (others / "letter.txt").write_text("private")
    corpus = builtin("toyland", Reading())
    there = registry.new_run(
        "another", corpus, corpus.suggested.recipe, corpus.suggested.knobs,
        Origin("toyland", Reading()),
    )  # fmt: skip
    before = run_of(registry)
    assert before.corpus.name == "pets.txt"
    assert kept(LOCAL) > 1000
    test.button(key="delete_mine").click().run()
    assert not test.exception
    assert kept(LOCAL) == 0
    assert not mine.exists()
    assert run_of(registry).corpus.name == "Toyland"
    assert test.selectbox(key="corpus").value == "toyland"
    assert registry.visitors.run_of("another") is there
    assert (others / "letter.txt").read_text() == "private"
