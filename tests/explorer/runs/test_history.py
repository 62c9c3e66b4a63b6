"""If these fail, the curve lies or grows without end."""

from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.settings import Knobs
from engine.training.progress import Progress, combined
from explorer.runs.history import POINTS, History


def point(i, pull=0.5):
    return Progress(
        tokens=100 * (i + 1), goal=10**9, passed=100, pairs=300, targets=80, pull=pull, push=0.2,
        positives=300, negatives=1500,
    )  # fmt: skip


@settings(deadline=None)
@given(st.integers(1, 3000))
@example(800)  # a full curve, and a slice that waits to become a point
def test_the_curve_is_bounded_and_forgets_nothing_but_detail(count):
    record = History()
    for i in range(count):
        record.add(point(i, pull=float(i % 7)), now=float(i))
    history = record.history
    assert 1 <= len(history) <= POINTS or count < 2
    tokens = [p.tokens for p in history]
    assert tokens == sorted(tokens)
    shown = sum(p.positives for p in history)
    assert 300 * count - shown <= 300 * 16  # what waits for its point
    exact = sum(float(i % 7) for i in range(shown // 300)) / (shown // 300)
    assert abs(combined(history).pull - exact) < 1e-9


def test_the_speed_is_of_the_last_seconds():
    record = History()
    assert record.speed() is None
    for i in range(100):
        record.add(point(i), now=i * 0.1)
    speed = record.speed()
    assert abs(speed.tokens - 1000) < 1
    assert abs(speed.pairs - 3000) < 1


def test_every_knob_that_differs_is_taken_down():
    record = History()
    record.turned(Knobs(), Knobs(window=2, subsample=0.0), 500)
    assert [(c.tokens, c.name, c.old, c.new) for c in record.changes] == [
        (500, "window", 5, 2),
        (500, "subsample", 1e-4, 0.0),
    ]


def test_single_steps_do_not_draw_the_noise_of_single_steps():
    record = History()
    record.add(point(0), 0.0)
    for i in range(1, 29):
        record.add(replace(point(i, pull=9.0), targets=1, positives=3), float(i))
        assert record.history[-1].pull < 3
        assert record.history[-1].tokens == point(i).tokens
        assert sum(p.targets for p in record.history) == 80 + i


def test_a_run_that_goes_back_keeps_the_curve_and_flags_up_to_there():
    record = History()
    for i in range(10):
        record.add(point(i), float(i))
    for tokens in (300, 500, 700):
        record.turned(Knobs(), Knobs(window=2), tokens)
    back = record.back_to(500)
    assert back.history == record.history[:5]
    assert [change.tokens for change in back.changes] == [300]  # the turn at 500 came after it
    back.add(point(5), 99.0)
    assert [p.tokens for p in back.history] == [100, 200, 300, 400, 500, 600]
    assert len(record.history) == 10
