"""If this fails, a category torn apart looks as pure as one that holds together."""

import pytest

from tests.engine.evaluation.test_categories import judged


@pytest.mark.parametrize(
    ("clusters", "labels", "expected", "chance"),
    [
        ([0] * 4 + [1] * 4, "xxxx" + "xxxo", 7 / 8, 7 / 8),  # no cluster is o's own
        ([0] * 2 + [1] * 6, "xo" + "xxxxoo", 5 / 8, 5 / 8),
        ([0] * 3 + [1] * 3, "xxx" + "ooo", 1.0, 1 / 2),
    ],
)
def test_purity_goes_over_the_clusters_and_not_over_the_categories(
    clusters, labels, expected, chance
):
    found = judged(clusters, labels)
    assert found.purity == pytest.approx(expected)
    assert found.chance == pytest.approx(chance)
