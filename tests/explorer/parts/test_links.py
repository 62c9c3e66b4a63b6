"""If these fail, a shared link opens something else than what was shared."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.ranges import range_of
from engine.settings import Knobs, Reading, Recipe
from explorer import links
from explorer.runs.map import map_view
from tests.engine.sampling.test_mixture import mixes

BASE = (Reading(), Recipe(dimensions=32), Knobs(subsample=1e-3, learning_rate=0.05))


def values(item):
    span = range_of(item)
    if span.kind == "choice":
        return st.sampled_from(span.stops)
    if span.kind == "text":
        return st.text(max_size=int(min(span.high, 200)))  # longer ones are left out of links
    if span.kind == "mixture":
        return st.sampled_from(span.stops) | mixes()
    if isinstance(item.default, int):
        return st.integers(int(span.low), int(span.high))
    numbers = st.floats(span.low, span.high).map(lambda x: float(f"{x:.12g}"))
    inside = numbers.filter(lambda x: span.low <= x <= span.high)
    return inside if span.off is None else inside | st.just(span.off)


def anything(kind):
    return st.builds(kind, **{item.name: values(item) for item in fields(kind)})


planes = st.builds(
    map_view.MapView,
    words=st.sampled_from(map_view.WORDS),
    kind=st.sampled_from(map_view.KINDS),
    vectors=st.sampled_from(map_view.VECTORS),
    colour=st.sampled_from(map_view.COLOURS),
    across=st.text(max_size=200),
    up=st.text(max_size=200),
    trails=st.booleans(),
)
looks = st.builds(
    links.Look,
    word=st.text(max_size=100),
    view=st.sampled_from(["", links.PROJECTOR]),
    hide=st.sets(st.sampled_from(links.HIDEABLE)).map(
        lambda names: tuple(name for name in links.HIDEABLE if name in names)
    ),
    map=planes,
)


@given(anything(Reading), anything(Recipe), anything(Knobs), looks)
def test_a_link_restores_every_setting_and_the_look_of_the_page(reading, recipe, knobs, look):
    parameters = links.to_query("king-james", (reading, recipe, knobs), BASE, look)
    wish = links.from_query(parameters)
    assert wish.look == look
    assert wish.afresh == ""
    assert wish.problems == ()
    assert wish.corpus == "king-james"
    restored = (wish.reading(BASE[0]), wish.recipe(BASE[1]), wish.knobs(BASE[2]))
    assert restored == (reading, recipe, knobs)


def test_a_link_is_short():
    assert links.to_query("toyland", BASE, BASE) == {"corpus": "toyland"}


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"window": "abc"}, "window=abc: must be 1 … 50"),
        ({"window": "3.5"}, "window=3.5"),
        ({"negatives": "9999"}, "negatives=9999: must be 0 … 50"),
        ({"subsample": "nan"}, "subsample=nan"),
        ({"learning_rate": "inf"}, "learning_rate=inf"),
        ({"schedule": "sometimes"}, "schedule=sometimes: must be linear | constant"),
        ({"lowercase": "maybe"}, "lowercase=maybe: must be true | false"),
        ({"corpus": "shakespeare"}, "corpus=shakespeare: there is no such corpus"),
        ({"dimensions": "9" * 5000}, "dimensions=9999"),
        ({"seed": "9" * 400}, "seed=9999"),
        ({"column": "x" * 201}, "column=xxxx"),
    ],
)
def test_a_broken_link_says_what_is_wrong_and_grants_the_rest(parameters, said):
    wish = links.from_query({**parameters, "epochs": "7", "utm_source": "mail"})
    assert len(wish.problems) == 1
    assert str(wish.problems[0]).startswith(said)
    assert len(str(wish.problems[0])) < 250
    assert wish.knobs(Knobs()).epochs == 7


def test_hidden_names_that_nobody_knows_are_passed_over():
    """A lecturer's link of next year, or a slip of the pen, must not cost the lesson."""
    look = links.from_query({"hide": " window,nonsense,,export, <b>,window", "view": "3d"}).look
    assert look == links.Look(hide=("window", "export"))


@given(
    st.dictionaries(
        st.sampled_from(
            ["window", "seed", "corpus", "word", "view", "hide", "afresh", "map_words", "map_up"]
        ),
        st.text(),
    )
)
def test_no_link_breaks_the_page(parameters):
    links.from_query(parameters)
