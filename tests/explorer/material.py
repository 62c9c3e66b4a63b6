"""What tests of the screen look at and do again and again."""

from explorer.runs.visitors import LOCAL


def run_of(registry):
    return registry.visitors.run_of(LOCAL)


def texts(test):
    return " ".join(str(e.value) for e in [*test.markdown, *test.caption, *test.info])


def upload_pets(test):
    text = b"the cat sat on the mat and the dog sat on the log. " * 300
    test.file_uploader(key="upload").set_value(("pets.txt", text, "text/plain")).run()
    assert not test.exception
