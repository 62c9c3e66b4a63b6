"""What app.py hands to st.App: the lifespan, our own routes, and the visitor's cookie.

Nothing is fetched from elsewhere: plotly.js comes out of the installed package, the modules of the
live component out of this folder.
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route
from streamlit import config

from engine.errors import EngineError
from explorer import texts
from explorer.runs import plane
from explorer.runs.frame import Watch
from explorer.runs.registry import registry
from explorer.runs.visitors import COOKIE, key_of, new_key, tell_apart
from explorer.views.wire import Have, packed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LIVE = Path(__file__).parent / "live"
_PLOTLY = Path(str(files("plotly"))) / "package_data" / "plotly.min.js"
_KINDS = {".js": "text/javascript", ".css": "text/css"}  # not asked of the machine: some lie
_FEWEST = 10  # words of a map
_HEAD = (
    b'<link rel="stylesheet" href="pushpull/live/page.css">'
    b'<link rel="stylesheet" href="pushpull/live/live.css">'
    b'<link rel="preload" as="script" href="pushpull/plotly.min.js">'
)
_PATIENCE = 8.0  # seconds at the end in which runs are put by
_YEAR = 365 * 24 * 3600
N = TypeVar("N", int, None)


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[dict[str, Any]]:
    """Start the kernels and the UMAP worker with the server, and stop them with it."""
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
    shape = plane.read(asked)
    wanted = max(_whole(asked.get("words", ""), shape.words), _FEWEST)
    words = shape.shown(wanted, len(run.vocabulary))
    moment = _whole(asked.get("moment", ""), None)
    selection = asked.get("selected") or None
    watch = Watch(words=words, moment=moment, selection=selection, plane=shape)
    try:
        frame = run.look(watch)
    except EngineError:  # words of another corpus: the map goes on without them
        words = plane.Plane().shown(wanted, len(run.vocabulary))
        frame = run.look(Watch(words=words, moment=moment))
    have = Have(*(asked.get(name, "") for name in ("layout", "vocabulary", "paint", "ghost")))
    content = packed(frame, run.vocabulary, run.corpus, words, have)
    return Response(
        content, media_type="application/octet-stream", headers={"Cache-Control": "no-store"}
    )


async def frame(request: Request) -> Response:
    """The visitor's run as bytes (`explorer.views.wire`); 404 for whoever has none."""
    return await run_in_threadpool(_frame, request)


def _whole(text: str, otherwise: N) -> int | N:
    """The number that a query holds, or what stands for none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else otherwise


async def live_file(request: Request) -> Response:
    """A module or the style sheet of the live component."""
    known = {path.name: path for path in _LIVE.iterdir() if path.suffix in _KINDS}
    path = known.get(request.path_params["name"])
    if path is None:
        return Response(status_code=404)
    return FileResponse(path, media_type=_KINDS[path.suffix], headers={"Cache-Control": "no-cache"})


async def plotly_js(_request: Request) -> Response:
    """plotly.js of the installed package; it changes with the package, and a day is short."""
    return FileResponse(
        _PLOTLY, media_type="text/javascript", headers={"Cache-Control": "max-age=86400"}
    )


def _hints() -> str:
    """A Link header: the browser fetches our files while it still starts Streamlit's page."""
    modules = sorted(path.name for path in _LIVE.glob("*.js"))
    hints = [f"<pushpull/live/{name}>; rel=modulepreload" for name in modules]
    return ", ".join(hints)


class Document:
    """Adds to the page itself, and to nothing else: our styles, Plotly, hints, a visitor's key.

    Plotly is fetched while the page still loads, and runs when the first map is sketched.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app, self.hints = app, _hints()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; the document gets its additions."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        known = bool(key_of(Request(scope).cookies))
        start: Message = {}

        async def adding(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _is_page(message):
                start = message
                return
            if start:
                message = self._added(start, message, known=known)
                await send(start)
                start = {}
            await send(message)

        await self.app(_whole_page(scope), receive, adding)

    def _added(self, start: Message, message: Message, *, known: bool) -> Message:
        headers = MutableHeaders(scope=start)
        headers["link"] = self.hints
        if not known:
            headers.append("set-cookie", _cookie())
        body = message.get("body", b"")
        if message.get("more_body") or b"</head>" not in body:
            return message
        body = body.replace(b"</head>", _HEAD + b"</head>", 1)
        headers["content-length"] = str(len(body))
        return {**message, "body": body}


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


def _cookie() -> str:
    return f"{COOKIE}={new_key()}; Max-Age={_YEAR}; Path=/; HttpOnly; SameSite=Strict"


ROUTES = [
    Route("/pushpull/frame", frame),
    Route("/pushpull/plotly.min.js", plotly_js),
    Route("/pushpull/live/{name}", live_file),
]
MIDDLEWARE = [Middleware(Document)]
