"""Two visitors of one server, at once: if this fails, one is handed the other's file, or none.

Every download that the pages show is found on the page and pressed by both.
"""

import ast
import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.serving import ROOT

pytestmark = pytest.mark.browser

BEGUN = "() => document.querySelector('[data-testid=live]')?.dataset.tokens > 0"
LINK = "a[data-pp-download]"


@dataclass(eq=False)
class Visitor:
    """Somebody with a text of their own, by whose words and width their files are known."""

    link: str
    marks: tuple[str, ...]
    width: int
    page: object = None
    pressed: dict[str, bytes] = field(default_factory=dict)


def both():
    return (
        Visitor("/?corpus=toyland&dimensions=16&epochs=1", ("toyland", "queen"), 16),
        Visitor(
            "/?corpus=les-miserables&dimensions=24&epochs=1&lang=zh",
            ("les-miserables", "Valjean"), 24,
        ),
    )  # fmt: skip


def unpacked(content):
    """The bytes of a file, and of all that is packed in it."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return content + b"".join(unpacked(file.read(name)) for name in file.namelist())


def belongs(content, visitor):
    """Whether a file holds the visitor's words; a table of numbers has none, but a width."""
    whole = unpacked(content)
    if len(content.split(b"\n")[0].split(b"\t")) == visitor.width:
        return True
    return any(mark.encode(code) in whole for mark in visitor.marks
               for code in ("utf-8", "utf-32-le"))  # fmt: skip


def press(visitor, place):
    """Press every download there is in this place."""
    for link in place.locator(LINK).all():
        key = link.get_attribute("data-pp-download")
        with visitor.page.expect_download() as coming:
            link.click()
        visitor.pressed[key] = Path(coming.value.path()).read_bytes()


def walk(visitor):
    """Press the downloads of the page that is open, those in its popovers too."""
    page = visitor.page
    press(visitor, page.locator("body"))
    for popover in page.get_by_test_id("stPopover").all():
        popover.get_by_role("button").first.click()
        body = page.get_by_test_id("stPopoverBody")
        expect(body).to_be_visible()
        press(visitor, body)
        page.keyboard.press("Escape")
        expect(body).to_have_count(0)


def turn_to(page, path):
    """Another page than the main one, once it is drawn."""
    if path:
        page.locator(f"a[data-pp-page={path}]").first.click()
        here = page.locator(f".pp-ways a[data-pp-page={path}]").first
        expect(here).to_have_attribute("aria-current", "page")
    if path == "compare":  # with nothing on the shelf yet
        page.locator(".st-key-keep_run button").click()
        expect(page.locator("[class*=st-key-card-more]").first).to_be_visible()


def keys_in_the_source():
    """The beginning of the key of every download that the application offers."""
    for path in (ROOT / "explorer").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "download":
                key = next(word.value for word in call.keywords if word.arg == "key")
                yield (key.values[0] if isinstance(key, ast.JoinedStr) else key).value


def check(one, other):
    """Every file is the one's and not the other's, and no download of the source was left out."""
    for key, content in one.pressed.items():
        assert belongs(content, one), f"{key}: is not {one.marks[0]}'s"
        assert not belongs(content, other), f"{key}: is {other.marks[0]}'s"
    for beginning in set(keys_in_the_source()):
        found = any(key.startswith(beginning) for key in one.pressed)
        assert found, f"{beginning}…: no page of this walk shows this download; walk its page too"


@pytest.mark.long
def test_each_is_handed_their_own_files_and_no_button_is_forgotten(visitor):
    first, second = visitors = both()
    for one in visitors:
        one.page = visitor(one.link)
    for one in visitors:
        one.page.wait_for_function(BEGUN)
    for path in ("", "compare", "tune"):
        for one in visitors:
            turn_to(one.page, path)
        for one in visitors:
            walk(one)
    check(first, second)
    check(second, first)
