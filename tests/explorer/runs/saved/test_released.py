"""If these fail, what people kept with the release before does not open any more.

`released/` holds what that release wrote: a kept run, a run that was dropped, an exported run, a
link. It is never written anew: a format that changes gets samples beside these.
"""

import json
import shutil
from pathlib import Path

import pytest

from engine.corpus.builtin.catalogue import builtin
from engine.settings import Reading
from explorer import links
from explorer.runs.registry import Registry
from explorer.runs.saved import archive, dropped, store

RELEASED = Path(__file__).parent / "released"


@pytest.fixture
def there(tmp_path):
    """A copy: a folder that cannot be read is removed."""
    return Path(shutil.copytree(RELEASED, tmp_path / "released"))


@pytest.fixture
def house():
    made = Registry()
    yield made
    made.close()


def opens(house, kept, saved, tokens):
    """The run of a file goes on where it was, and trains."""
    run = house.adopt("me", builtin(kept.corpus, kept.reading), kept, saved)
    assert run.tokens >= tokens
    assert run.record.history
    return run


def test_a_kept_run_opens_with_its_curve_its_turn_and_its_scores(there, house):
    (card,) = store.cards(there / "shelf")
    assert card.name == "From the release before"
    assert (card.words, card.recipe.dimensions, card.knobs.negatives) == (38, 8, 7)
    assert [change.name for change in card.record.changes] == ["noise_exponent"]
    assert card.scores
    assert card.dots
    saved = store.load(there / "shelf", card)
    run = opens(house, card, saved, card.tokens)
    assert run.recipe == card.recipe


def test_a_run_that_was_dropped_is_taken_up(there, house):
    found, saved = dropped.find(there / "left")
    assert found.knobs.window == 2
    assert [change.new for change in found.record.changes] == [2]
    opens(house, found, saved, 20_000)


def test_an_exported_run_is_taken_in(there):
    card, saved = archive.unpacked("a.zip", (there / "exported.zip").read_bytes())
    assert card.name == "From the release before"
    assert saved.position.tokens == card.tokens


def test_a_link_asks_for_the_same_settings():
    asked = json.loads((RELEASED / "link.json").read_text())
    wish, base = links.from_query(asked), builtin("toyland", Reading()).suggested
    recipe, knobs = wish.recipe(base.recipe), wish.knobs(base.knobs)
    assert (recipe.dimensions, recipe.seed) == (24, 5)
    assert (knobs.negatives, knobs.window) == (7, 4)
    assert (wish.corpus, wish.look.word) == ("toyland", "king")
    assert set(wish.look.hide) == {"labs", "health"}
    again = links.to_query(
        "toyland", (Reading(), recipe, knobs), (Reading(), base.recipe, base.knobs), wish.look
    )
    assert again == {**asked, "hide": "health,labs"}
