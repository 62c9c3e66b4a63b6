"""Lab 1: if these fail, a student sees other numbers than the step has, or a sign unexplained."""

import pytest

from engine.theory.signs import counterexample
from engine.theory.step import worked_example
from explorer.labs.one_step.view import view
from tests.explorer.labs.material import answers, cells, finish, go
from tests.explorer.material import texts, until, upload_pets

DIGITS = {  # THEORY §4.i, with the last digits as tests/claims/test_c06.py has them
    "a": ("-0.020000", "0.495000", "0.505000", "0.006395"),
    "b": ("-0.140000", "0.465057", "-0.465057", "-0.141567"),
    "c": ("0.450000", "0.610639", "-0.610639", "0.399058"),
}


def test_the_view_has_the_step_its_arrows_and_why_a_sign_fails():
    seen = view(*worked_example())
    assert [row.word for row in seen.rows] == ["a", "b", "c"]
    assert all(row.holds for row in seen.rows)
    kinds = [arrow["kind"] for arrow in seen.arrows]
    assert kinds == ["pull", "push", "push", "sum", "pull", "push", "push"]
    assert {point["id"] for point in seen.vectors} == {f"{t}{i}" for t in "vu" for i in range(3)}
    wrong = view(*counterexample(), 0.1)
    assert [row.word for row in wrong.rows if not row.holds] == ["b"]
    lifted = next(one for one in wrong.conditions if one.word == "b")
    assert lifted.lifts > lifted.sinks


def test_the_page_shows_the_textbooks_step_to_the_digit(page, registry):
    test = go(page(), "one-step")
    for row, (word, digits) in zip(cells(test), DIGITS.items(), strict=True):
        assert row[1] == word
        assert tuple(row[2:6]) == digits
        assert row[6] == "✓"
    said = texts(test)
    assert "-2.272041308" in said
    assert "-2.227272833" in said
    assert not test.warning


def test_steps_are_taken_and_taken_back(page, registry):
    test = go(page(), "one-step")
    before = cells(test)
    test.button(key="lab_step").click().run()
    after = cells(test)
    assert [row[2] for row in after] == [row[5] for row in before]
    test.button(key="lab_steps").click().run()
    assert float(cells(test)[0][2]) > float(after[0][2])
    for _ in range(2):
        test.button(key="lab_undo").click().run()
    assert cells(test) == before
    assert test.button(key="lab_undo").disabled


def test_the_rate_and_the_noise_change_the_answer(page, registry):
    test = go(page(), "one-step")
    before = cells(test)
    test.select_slider(key="lab_rate").set_value(0.3).run()
    assert cells(test)[0][5] != before[0][5]
    test.number_input(key="lab_noise_b").set_value(2).run()
    assert "b was drawn 2 times" in answers(test)
    assert len(cells(test)) == 4
    for word in "bc":
        test.number_input(key=f"lab_noise_{word}").set_value(0).run()
    assert "k = 0" in answers(test)


def test_the_counterexample_is_named_with_its_condition(page, registry):
    test = go(page(), "one-step")
    test.button(key="lab_counter").click().run()
    assert "v·u with b goes the wrong way" in answers(test)
    assert [row[6] for row in cells(test)] == ["✓", "✗", "✓"]
    test.button(key="lab_reset").click().run()
    assert "Every product goes where it should" in answers(test)


@pytest.mark.parametrize("own", [False, True])
def test_signs_and_collapse_are_measured_here(page, registry, own):
    test = page()
    if own:
        upload_pets(test)
    finish(go(test, "one-step"), registry, "signs", "ray")
    assert "all three signs were right in" in answers(test)
    assert "Without noise two words end at a mean cosine of" in answers(test)
    assert "pets.txt" in texts(test).replace("\\", "") or not own


def test_a_pane_ticks_only_while_its_work_is_under_way(page, registry):
    test = finish(go(page(), "one-step"), registry, "signs")
    ticks = "ticks explorer.labs.one_step.pane.signs"
    assert test.run().session_state[ticks] is False
    test.button(key="again-signs").click().run()
    until(lambda: test.run().session_state[ticks] is False)
