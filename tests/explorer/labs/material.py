"""A lab opened through Streamlit's own test harness."""

from streamlit.util import calc_hash

from tests.explorer.material import until


def go(test, path):
    """Turn an opened page to the lab of that address."""
    test._page_hash = calc_hash(path)
    test.session_state["page"] = path  # a browser says that its visitor went there
    test.run()
    assert not test.exception
    assert not test.error
    return test


def finish(test, registry, *names):
    """Wait until these jobs have ended, and draw the page once more."""
    until(lambda: all(_job(registry, name).look().stage != "running" for name in names))
    test.run()
    assert not test.exception
    assert not test.error
    return test


def _job(registry, name):
    return next(job for (_, known), (_, job) in registry.jobs._all.items() if known == name)


def answers(test):
    return " ".join(box.value for box in [*test.success, *test.info]).replace("\\", "")


def cells(test, number=0):
    """The rows of a table, as shown, without its marks of escape."""
    table = test.table[number].value
    return [[str(cell).replace("\\", "") for cell in row] for row in table.to_numpy()]
