"""One small Ray for all tests of the cluster: two cores, 100 MB of object store, no dashboard."""

import os

import pytest

os.environ["RAY_AUTH_MODE"] = "disabled"  # no token in anybody's home; it listens to this machine


@pytest.fixture(scope="session")
def cluster():
    """Two cores of our own processes."""
    from engine.cluster import connection

    yield connection.join("local", cores=2, store=100 << 20)
    connection.leave()
