"""If these fail, nothing loads where the page does not lie at the root of its host."""

import pytest
from playwright.sync_api import expect

from explorer.runs.visitors import COOKIE, new_key
from tests.browser.cable import PIECE, Cable
from tests.browser.conftest import frames
from tests.browser.serving import serving

pytestmark = pytest.mark.browser

FAR = b"/far/off"
RUN = """() => fetch('pushpull/frame?words=10').then(reply => reply.arrayBuffer()).then(buffer => {
    const length = new DataView(buffer).getUint32(0, true);
    return JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length))).run; })"""


class Proxy(Cable):
    """A reverse proxy: what it is asked below /far/off, it asks for at the root."""

    @property
    def address(self):
        return super().address + FAR.decode()

    @staticmethod
    def _handed(key):
        said = key.fileobj.recv(PIECE)
        asked, *_ = said.split(b"\r\n", 1)
        if asked.endswith(b"HTTP/1.1"):
            said = said.replace(b" " + FAR, b" ", 1)
        key.data.sendall(said)
        return bool(said)


@pytest.fixture(
    scope="module",
    params=[
        "/one/two",
        *(pytest.param(name, marks=pytest.mark.long) for name in ("one", "a proxy")),
    ],
)
def served(tmp_path_factory, request):
    """The address, and the path that the server itself knows."""
    if request.param == "a proxy":
        address = request.getfixturevalue("shared")
        proxy = Proxy(int(address.rsplit(":", 1)[1]))
        yield proxy.address, "/"
        proxy.cut()
        return
    log = tmp_path_factory.mktemp("prefix") / "log"
    with serving(log, STREAMLIT_SERVER_BASE_URL_PATH=request.param) as (address, _):
        yield address, "/" + request.param.strip("/")


@pytest.fixture(scope="module")
def server(served):
    """In place of the server of all tests."""
    return served[0]


@pytest.fixture
def asked(browser, monkeypatch):
    """What every page of this test asks for: the answers that are errors, and all addresses."""
    wrong, addresses = [], []
    opened = browser.new_context

    def context(**options):
        made = opened(**options)
        made.on("request", lambda request: addresses.append(request.url))
        made.on("response", lambda answer: wrong.append(answer.url) if answer.status > 399 else 0)
        return made

    monkeypatch.setattr(browser, "new_context", context)
    return wrong, addresses


def test_everything_holds_below_a_prefix(visitor, asked, served):
    address, path = served
    page = visitor("/?hide=labs,health", fresh=True)
    frames(page, 2)  # the run is asked for, and its map drawn by Plotly
    expect(page.locator(".st-key-below-corpus")).to_be_attached()
    expect(page.locator(".pp-doors")).to_have_count(0)
    run = page.evaluate(RUN)
    (key,) = [each for each in page.context.cookies(address) if each["name"] == COOKIE]
    assert key["path"] == path
    with page.expect_download() as got:
        page.locator("[data-pp-download=download-word2vec]").click()
    assert got.value.suggested_filename == "vectors.bin"
    page.goto(f"{address}/choose-your-enemies")
    drawn(page)
    page.locator(".pp-ways a[data-pp-page=window]").click()
    page.wait_for_url(f"{address}/window*")
    page.reload()
    drawn(page)
    assert page.evaluate(RUN) == run
    page.locator("a.pp-brand").click()
    page.wait_for_selector('[data-testid="live"]')
    assert page.url.split("?")[0] == f"{address}/"
    with page.context.expect_page() as opened:
        page.locator("a[data-pp-page=compare]").first.click(modifiers=["Control"])
    expect(opened.value.locator(".pp-question")).to_be_visible()
    assert opened.value.url.split("?")[0] == f"{address}/compare"
    wrong, addresses = asked
    assert not wrong
    ours = [url for url in addresses if url.startswith("http")]
    assert any("/pushpull/live/page.css" in url for url in ours)
    assert not [url for url in ours if not url.startswith(address + "/")]
    if path != "/":  # another Pushpull of this host, at its root, hides nobody's key
        root = "/".join(address.split("/")[:3])
        page.context.add_cookies([{"name": COOKIE, "value": new_key(), "url": root}])
        assert page.evaluate(RUN) == run


def drawn(page):
    page.wait_for_selector("[role=figure] .main-svg")
