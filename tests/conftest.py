"""What every test needs: a workspace of its own, so that nobody's real one is touched."""

import os

import pytest
from hypothesis import settings

os.environ["RAY_AUTH_MODE"] = "disabled"  # no token is written to anybody's home

settings.register_profile("unhurried", deadline=None)  # a busy machine is no failure
settings.load_profile("unhurried")


@pytest.fixture(autouse=True, scope="session")
def workspace(tmp_path_factory):
    """The folder under which corpora of these tests are kept, also by the processes they start."""
    before = os.environ.get("PUSHPULL_HOME")
    os.environ["PUSHPULL_HOME"] = str(tmp_path_factory.mktemp("home"))
    yield
    if before is None:
        del os.environ["PUSHPULL_HOME"]
    else:
        os.environ["PUSHPULL_HOME"] = before


@pytest.fixture(scope="session")
def cluster():
    """One small Ray for all tests: two cores, 100 MB of object store, no dashboard."""
    from engine.cluster import connection

    yield connection.join("local", cores=2, store=100 << 20)
    connection.leave()
