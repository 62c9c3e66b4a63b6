"""Server parts that app.py hands to st.App: lifespan, routes, and the visitor's cookie.

Nothing is fetched from elsewhere: plotly.js comes out of the installed package, the modules of the
live component out of this folder.
"""

from __future__ import annotations

import gzip
from contextlib import asynccontextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route
from streamlit import config

from engine.errors import EngineError
from explorer import callbacks, texts
from explorer.parts.pages import LABS, PAGES
from explorer.runs.frame import Watch
from explorer.runs.map import map_view
from explorer.runs.registry import registry
from explorer.runs.visitors import COOKIE, key_of, many, new_key, tell_apart
from explorer.train.map.wire import Have, packed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LIVE = Path(__file__).parent / "live"
_PLOTLY = Path(str(files("plotly"))) / "package_data" / "plotly.min.js"
_KINDS = {".js": "text/javascript", ".css": "text/css"}  # not asked of the machine: some lie
_FEWEST = 10  # words of a map
# Compiled as a whole by another thread while it arrives; else a second of the page's own goes by.
_EAGER = b"//# allFunctionsCalledOnLoad\n"
# All of these are relative, for what lies before a page's last part may be a proxy's business.
# Streamlit would look for its routes below a page first, and find nothing there.
_HEAD = (
    b'<link rel="stylesheet" href="pushpull/live/page.css">'
    b'<link rel="stylesheet" href="pushpull/live/live.css">'
    b"<script>window.__streamlit = "
    b'{BACKEND_BASE_URL: new URL(".", location).href, ...window.__streamlit}</script>'
)
_PLOTLY_LATER = b'<link rel="prefetch" as="script" href="pushpull/plotly.min.js">'
_PLOTLY_AT_ONCE = b'<script defer src="pushpull/plotly.min.js"></script>'
_KEY_FIRST = b'<script src="pushpull/key.js"></script>'  # before any module runs
_BESIDE = {one.path for one in (*LABS, *PAGES)}
_PATIENCE = 8.0  # seconds at the end in which runs are put by
_YEAR = 365 * 24 * 3600
N = TypeVar("N", int, None)


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[dict[str, Any]]:
    """Start the kernels and the UMAP worker with the server, and stop them with it."""
    callbacks.install()
    tell_apart(config.get_option("server.address"))
    started = await run_in_threadpool(registry)
    try:
        yield {}
    finally:
        await run_in_threadpool(started.close, _PATIENCE)


def _frame(request: Request) -> Response:
    key = key_of(request.cookies)
    run = registry().visitors.run_of(key) if key else None
    if run is None:
        return Response(status_code=404)
    asked = request.query_params
    texts.choose(asked.get("lang", "en"))
    shape = map_view.from_query(asked)
    wanted = max(_whole(asked.get("words", ""), shape.words), _FEWEST)
    words = shape.shown(wanted, len(run.vocabulary))
    moment = _whole(asked.get("moment", ""), None)
    selection = asked.get("selected") or None
    watch = Watch(words=words, moment=moment, selection=selection, plane=shape)
    try:
        frame = run.look(watch)
    except EngineError:  # words of another corpus: the map goes on without them
        words = map_view.MapView().shown(wanted, len(run.vocabulary))
        frame = run.look(Watch(words=words, moment=moment))
    have = Have(*(asked.get(name, "") for name in ("layout", "vocabulary", "paint", "ghost")))
    content = packed(frame, run.vocabulary, run.corpus, words, have)
    unkept = {"Cache-Control": "no-store"}
    return Response(content, media_type="application/octet-stream", headers=unkept)


async def frame(request: Request) -> Response:
    """The visitor's run as bytes (`explorer.train.map.wire`); 404 for whoever has none."""
    return await run_in_threadpool(_frame, request)


def _whole(text: str, otherwise: N) -> int | N:
    """The number that a query holds, or what stands for none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else otherwise


@cache
def _files() -> dict[str, Path]:
    """What the browser may ask for of the live components, by its place below their folder."""
    found = (path for path in _LIVE.rglob("*") if path.suffix in _KINDS)
    return {path.relative_to(_LIVE).as_posix(): path for path in found}


async def live_file(request: Request) -> Response:
    """A module or the style sheet of the live component."""
    path = _files().get(request.path_params["name"])
    if path is None:
        return Response(status_code=404)
    return FileResponse(path, media_type=_KINDS[path.suffix], headers={"Cache-Control": "no-cache"})


@cache
def _plotly(*, packed: bool) -> bytes:
    content = _EAGER + _PLOTLY.read_bytes()
    return gzip.compress(content) if packed else content


async def plotly_js(request: Request) -> Response:
    """plotly.js of the installed package; it changes with the package, and a day is short."""
    packed = "gzip" in request.headers.get("accept-encoding", "")
    headers = {"Cache-Control": "max-age=86400", "Vary": "Accept-Encoding"}
    if packed:
        headers["Content-Encoding"] = "gzip"
    content = await run_in_threadpool(_plotly, packed=packed)
    return Response(content, media_type="text/javascript", headers=headers)


def _handed_over(request: Request) -> Response:
    found = registry().downloads.at(request.path_params["address"])
    if found is None:
        return Response(status_code=404)
    content = found.make()
    headers = {"Cache-Control": "no-store"}
    if isinstance(content, str):  # the sentence why there is none
        return Response(content, 409, headers, "text/plain; charset=utf-8")
    headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name)}"
    return Response(content, 200, headers, found.mime)


async def download(request: Request) -> Response:
    """A file that is offered to a visitor, made now; 404 where nothing is offered any more."""
    return await run_in_threadpool(_handed_over, request)


async def key_js(request: Request) -> Response:
    """An empty script, for the cookie that comes with it.

    A page asks for it from within, where the browser shows every key it has: who shows none
    is given one.
    """
    response = Response(media_type="text/javascript", headers={"Cache-Control": "no-store"})
    if many() and request.headers.get("sec-fetch-site") == "same-origin":
        response.headers["set-cookie"] = _cookie(key_of(request.cookies) or new_key())
    return response


def _hints() -> str:
    """A Link header: the browser fetches our files while it still starts Streamlit's page."""
    modules = sorted(name for name in _files() if name.endswith(".js"))
    return ", ".join(f"<pushpull/live/{name}>; rel=modulepreload" for name in modules)


class Document:
    """Adds to the page itself, and to nothing else: our styles, Plotly, hints, a visitor's key.

    On the main page Plotly is fetched when there is time, and compiled and run when the first map
    has moved; on others, at once.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app, self.hints = app, _hints()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; the document gets its additions."""
        if scope["type"] in {"http", "websocket"}:
            scope = _one_key(scope)
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        start: Message = {}

        async def adding(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _is_page(message):
                start = message
                return
            if start:
                message = self._added(request, start, message)
                await send(start)
                start = {}
            await send(message)

        await self.app(_whole_page(scope), receive, adding)

    def _added(self, request: Request, start: Message, message: Message) -> Message:
        headers = MutableHeaders(scope=start)
        headers["link"] = self.hints
        head = _HEAD + (_PLOTLY_AT_ONCE if _beside(request) else _PLOTLY_LATER)
        if many():
            shown = key_of(request.cookies)
            way = "given" if shown else _way_to_a_key(request.headers)
            if way == "given":
                # One that was shown is given again: it lasts a year from now, and becomes Lax.
                headers.append("set-cookie", _cookie(shown or new_key()))
            elif way == "asked for":
                head = _KEY_FIRST + head
        body = message.get("body", b"")
        if message.get("more_body") or b"</head>" not in body:
            return message
        body = body.replace(b"</head>", head + b"</head>", 1)
        headers["content-length"] = str(len(body))
        return {**message, "body": body}


def _way_to_a_key(headers: Headers) -> Literal["given", "asked for", "none"]:
    """How a page that shows no key comes to one, without one being written over that is held.

    A page of a foreign frame, or fetched by a script, shows none although the browser may hold one:
    it is left alone. One opened at top level from elsewhere shows a Lax key, but not the Strict
    ones of earlier releases: it asks once more, from within. A browser that sends no Sec-Fetch
    headers, as over plain HTTP, cannot be judged.
    """
    if "sec-fetch-mode" not in headers:
        return "given"
    if headers["sec-fetch-mode"] != "navigate":
        return "none"
    if headers.get("sec-fetch-site") != "cross-site":
        return "given"
    return "asked for" if headers.get("sec-fetch-dest") == "document" else "none"


def _one_key(scope: Scope) -> Scope:
    """The request with the first of its keys only.

    The browser shows the key of the longest path first, which is ours; Starlette would take the
    last, that of another server of this host.
    """
    headers = MutableHeaders(scope={**scope, "headers": list(scope["headers"])})
    parts = [part.strip() for part in headers.get("cookie", "").split(";")]
    keys = [part for part in parts if part.startswith(f"{COOKIE}=")]
    if len(keys) < 2:
        return scope
    headers["cookie"] = "; ".join([keys[0], *(part for part in parts if part not in keys)])
    return {**scope, "headers": headers.raw}


def _beside(request: Request) -> bool:
    return request.url.path.removeprefix(f"{_PREFIX}/") in _BESIDE


def _is_page(message: Message) -> bool:
    return MutableHeaders(scope=message).get("content-type", "").startswith("text/html")


def _whole_page(scope: Scope) -> Scope:
    """The request for a page, so that its answer can be added to; others as they are.

    It is asked for whole: "not modified" could give no key to a browser that has lost its own.
    """
    headers = MutableHeaders(scope={**scope, "headers": list(scope["headers"])})
    if "text/html" not in headers.get("accept", ""):
        return scope
    for name in ("accept-encoding", "if-none-match", "if-modified-since"):
        del headers[name]
    return {**scope, "headers": headers.raw}


def _cookie(key: str) -> str:
    path = quote(_PREFIX) or "/"
    return f"{COOKIE}={key}; Max-Age={_YEAR}; Path={path}; HttpOnly; SameSite=Lax"


def _prefix() -> str:
    """What stands before every path of ours, as `/one/two`: st.App leaves its own routes bare."""
    path = str(config.get_option("server.baseUrlPath")).strip("/")
    return f"/{path}" if path else ""


_PREFIX = _prefix()
ROUTES = [
    Route(f"{_PREFIX}/pushpull/frame", frame),
    Route(f"{_PREFIX}/pushpull/key.js", key_js),
    Route(f"{_PREFIX}/pushpull/download/{{address}}", download),
    Route(f"{_PREFIX}/pushpull/plotly.min.js", plotly_js),
    Route(f"{_PREFIX}/pushpull/live/{{name:path}}", live_file),
]
MIDDLEWARE = [Middleware(Document)]
