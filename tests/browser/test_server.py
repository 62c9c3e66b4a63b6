"""If these fail, a browser gets no key and sees no run, or gets one with every picture."""

import urllib.error
import urllib.request

import pytest

from explorer.runs.visitors import COOKIE

pytestmark = pytest.mark.browser  # they ask the same server, without a browser


def ask(server, path, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with urllib.request.urlopen(urllib.request.Request(server + path, headers=named)) as reply:
        return reply.headers, reply.read().decode()


def test_the_page_brings_plotly_and_a_key_and_nothing_else_does(server):
    headers, page = ask(server, "/", accept="text/html", accept_encoding="gzip")
    assert page.count("pushpull/plotly.min.js") == 1
    assert "modulepreload" in headers["link"]
    cookies = [c for c in headers.get_all("set-cookie") if c.startswith(COOKIE)]
    assert len(cookies) == 1
    assert "HttpOnly" in cookies[0]
    assert "SameSite=Lax" in cookies[0]
    key = cookies[0].split(";")[0]
    again, _ = ask(server, "/", accept="text/html", cookie=key)
    assert [c for c in again.get_all("set-cookie") if c.startswith(COOKIE)] == cookies
    module, _ = ask(server, "/pushpull/live/mount.js")
    assert not [c for c in module.get_all("set-cookie") or [] if c.startswith(COOKIE)]
    assert module["content-type"].startswith("text/javascript")


def test_a_browser_that_lost_its_key_gets_another_although_it_has_the_page(server):
    headers, _ = ask(server, "/", accept="text/html")
    tag = headers["etag"] or '"any"'
    since = headers["last-modified"] or "Sun, 22 Nov 2099 00:00:00 GMT"
    again, page = ask(server, "/", accept="text/html", if_none_match=tag, if_modified_since=since)
    assert "plotly" in page
    assert [c for c in again.get_all("set-cookie") if c.startswith(COOKIE)]


@pytest.mark.parametrize("name", ["live.py", "..%2Fsession.py", "none.js", "__init__.py"])
def test_only_the_component_is_served(server, name):
    with pytest.raises(urllib.error.HTTPError) as refused:
        ask(server, f"/pushpull/live/{name}")
    assert refused.value.code in {400, 403, 404}
    refused.value.close()
