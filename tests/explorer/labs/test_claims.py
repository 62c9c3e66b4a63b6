"""The map of claims: if these fail, it says of the textbook what was not measured."""

import numpy as np
import pytest

from engine.claims.catalogue import CLAIMS, HOLDS, tally
from engine.claims.finding import Finding
from tests.explorer.labs.material import answers, go
from tests.explorer.material import upload_pets

# THEORY §1 and §4: where textbook and measure differ
IN_PART = {"C2", "C6", "C11", "C13c", "C14", "C16", "C17"}


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.name)
def test_each_claim_is_measured_and_holds_as_far_as_theory_knows(claim):
    *way, found = claim.measure()
    assert all(isinstance(share, float) for share in way)
    assert np.all(np.diff(way) > -1e-9)
    assert isinstance(found, Finding)
    assert found.holds == ("in part" if claim.name in IN_PART else "yes")
    said = found.text.format(**found.values)
    assert "nan" not in said
    assert "{" not in said


def test_findings_are_counted():
    found = [Finding("yes", ""), Finding("in part", ""), Finding("yes", "")]
    assert tally(found)["yes"] == 2
    assert tally(found)["no"] == 0
    assert set(HOLDS) == {"yes", "in part", "no"}


def table(test):
    return next(html.body for html in test.html if "pp-claims" in html.body)


def row(test, name):
    return table(test).split(f"data-claim='{name}'")[1].split("</tr>")[0]


def ended(test, registry, name):
    jobs = {known: job for (_, known), (_, job) in registry.jobs._all.items()}
    jobs[f"claim {name}"]._thread.join(60)
    test.run()
    assert not test.exception
    assert not test.warning
    assert not test.error


def ask(test, name):
    test.selectbox(key="claim").set_value(name).run()
    test.button(key="claims_one").click().run()


@pytest.mark.parametrize("own", [False, True])
def test_a_row_fills_in_when_it_is_asked_for(page, registry, own):
    test = page()
    if own:
        upload_pets(test)
    go(test, "claims")
    assert row(test, "C3").count("—") == 1
    assert not registry.jobs._all  # nothing is computed unasked
    ask(test, "C3")
    ended(test, registry, "C3")
    assert "✓ holds" in row(test, "C3")
    ask(test, "C6")
    ended(test, registry, "C6")
    assert "◐ in part" in row(test, "C6")
    assert "one-step" in row(test, "C6")
    assert "2 claims measured here, 1 hold, 1 hold in part, 0 do not" in answers(test)


def test_all_are_measured_in_their_order_and_can_be_stopped(page, registry):
    test = go(page(), "claims")
    test.button(key="claims_all").click().run()
    begun = [name for _, name in registry.jobs._all]
    assert begun == [f"claim {claim.name}" for claim in CLAIMS[: len(begun)]]
    for button in test.button:
        if button.key == "claims_stop":
            button.click().run()
            break
    last = len(registry.jobs._all)
    test.run()
    assert len(registry.jobs._all) == last
    assert "—" in row(test, "C16")
