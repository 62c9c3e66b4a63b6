"""If these fail, a class that shares a database of studies loses them."""

import os

import pytest

from engine.tuning import study
from tests import postgres
from tests.engine.tuning.material import drive, plan


@pytest.fixture(scope="module")
def url():
    postgres.install()
    if postgres.find() is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no PostgreSQL: install Debian's postgresql")
        pytest.skip("no PostgreSQL on this machine, and none could be installed")
    with postgres.serving() as address:
        yield address


def test_a_study_in_postgresql_goes_on_after_a_restart(url):
    made = study.begin(url, "me/text/1", plan())
    drive(made, most=3)
    made.ask()
    made.close()
    again = study.opened(url, "me/text/1", "text")
    again.interrupt()
    assert len(drive(again)) == 3
    assert [one.state for one in again.trials] == ["done"] * 6
    again.close()
    assert study.names(url, "me/") == ["me/text/1"]
    study.delete(url, "me/text/1")
    assert study.names(url, "") == []
