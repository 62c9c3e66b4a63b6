"""If these fail, `make mutate` cannot break what it says, or asks a test that is not there."""

import ast

from tests import ROOT
from tests.mutate.mutants import MUTANTS


def functions(path):
    """The names of the functions of a file of tests."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_the_science_is_broken_in_many_ways():
    assert len(MUTANTS) >= 60
    changes = [(mutant.file, mutant.old, mutant.new) for mutant in MUTANTS]
    assert len(set(changes)) == len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)


def test_every_mutant_finds_its_text_once_and_is_python():
    for mutant in MUTANTS:
        ast.parse(mutant.broken((ROOT / mutant.file).read_text(encoding="utf-8")), mutant.name)


def test_every_mutant_names_a_test_that_is_there():
    missing = [
        mutant.test
        for mutant in MUTANTS
        if not (ROOT / mutant.function[0]).exists()
        or mutant.function[1] not in functions(mutant.function[0])
    ]
    assert missing == []
