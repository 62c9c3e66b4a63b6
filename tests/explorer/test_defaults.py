"""If this fails, a slider shows its least value after a page came back, and a click turns it.

What Python sets for a widget Streamlit tells once, in one run. A busy browser may draw only the
next run, and shows the widget's default then: so that has to be what is set.
"""

import re
from pathlib import Path

from tests.explorer.conftest import MAIN
from tests.explorer.labs.material import go

PATHS = re.findall(r'^    "([a-z-]+)": ', Path(MAIN).read_text(encoding="utf-8"), re.MULTILINE)

PARTS = {
    "compare": ("compare_part", ("shelf", "beside", "sure")),
    "what-it-learns": ("learns_part", ("joint", "learned", "rivals")),
    "hard-negatives": ("negatives_part", ("drawn", "pair", "blend")),
}
ODD = {"window": "3", "negatives": "7", "subsample": "0", "dimensions": "30", "seed": "5",
       "noise_exponent": "0.5", "learning_rate": "0.05", "schedule": "constant",
       "min_count": "2", "lowercase": "0"}  # fmt: skip
PLAIN = ("slider", "number_input", "text_input", "text_area", "checkbox", "toggle")
CHOICES = ("selectbox", "select_slider", "multiselect", "button_group")
VARIED = {"negatives", "window", "subsample", "dimensions", "min_count", "speed", "corpus",
          "search", "lab_rate", "lab_k", "lab_window", "joint_k", "blend_share"}  # fmt: skip


def default(widget):
    """What a browser shows that has not heard what was set, as it would tell it."""
    known = widget.proto.default
    places = [known] if isinstance(known, int) else known
    return [widget.options[int(place)] for place in places]


def now(widget):
    state = widget._widget_state
    return [state.string_value] if state.HasField("string_value") else state.string_array_value.data


def check(test):
    """The widgets of a page, each of which was looked at."""
    seen = set()
    for kind in PLAIN:
        for widget in test.get(kind):
            known = widget.proto.default
            assert (list(known) if kind == "slider" else known) == (
                [widget.value] if kind == "slider" else widget.value
            ), f"{kind} {widget.key}"
            seen.add(widget.key)
    for kind in CHOICES:
        for widget in test.get(kind):
            assert default(widget) == list(now(widget)), f"{kind} {widget.key}"
            seen.add(widget.key)
    return seen


def test_every_widget_begins_with_what_is_set(page):
    test = page(**ODD)
    seen = check(test)
    for path in PATHS:
        seen |= check(go(test, path))
        key, parts = PARTS.get(path, ("", ()))
        for part in parts:
            seen |= check(test.button_group(key=key).set_value(part).run())
    assert seen >= VARIED


def test_a_label_of_the_language_before_is_no_choice(page):
    """A browser tells labels: the first message after the language was changed has old ones."""
    test = go(page(), "what-it-learns")
    test.segmented_control(key="joint_how").set_value("law").run()
    for key, label, wanted in (
        ("joint_how", "整个分布", "law"), ("learns_part", "已知的世界", "joint"),
    ):  # fmt: skip
        test.session_state[key] = label
        test.run()
        assert not test.exception
        assert test.session_state[key] == wanted
    go(test, "tune")
    test.multiselect(key="tune_vary").set_value(["window"]).run()
    test.session_state["tune_vary"] = ["窗口"]
    test.run()
    assert not test.exception
    assert test.session_state["tune_vary"] == ["window"]
