"""What every test needs: a workspace of its own, so that nobody's real one is touched."""

import os

import pytest
from hypothesis import settings

os.environ["RAY_AUTH_MODE"] = "disabled"  # no token is written to anybody's home

settings.register_profile("unhurried", deadline=None)  # a busy machine is no failure
settings.load_profile("unhurried")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Who runs which test, when several processes run them."""
    from tests.dealing import Dealing

    return Dealing(config, log)


def pytest_runtest_logreport(report):
    """What failed is said at once, while the rest still runs; the details follow at the end."""
    if report.failed and "PYTEST_XDIST_WORKER" not in os.environ:
        crash = getattr(report.longrepr, "reprcrash", None)
        print(f"\n{report.nodeid} failed: {crash and crash.message}", flush=True)


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


@pytest.fixture(autouse=True, scope="session")
def one_core_each():
    """A product of matrices takes one core, as in a server: several workers share the machine.

    BLAS threads that wait for a core by spinning take it from those who have work.
    """
    import scipy.linalg  # noqa: F401 - its BLAS is another than NumPy's
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1, user_api="blas"):
        yield


@pytest.fixture(scope="session")
def cluster():
    """One small Ray for all tests: two cores, 100 MB of object store, no dashboard."""
    from engine.cluster import connection

    yield connection.join("local", cores=2, store=100 << 20)
    connection.leave()
