"""A link that hands a file over: the visitor's own, however late its bytes are made.

They are made outside of any session (`server.download`), so that the function is bound to its
visitor here; nothing else may offer a file.
"""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from engine.errors import EngineError
from explorer import session
from explorer.runs import visitor_context
from explorer.runs.downloads import Download
from explorer.runs.registry import registry
from explorer.texts import message

if TYPE_CHECKING:
    from collections.abc import Callable


def download(
    label: str,
    content: str | Callable[[], bytes],
    *,
    name: str,
    mime: str,
    key: str,
    disabled: bool = False,
) -> None:
    """The link; `name` is the file's. A function makes the bytes when the link is followed."""
    make = content.encode if isinstance(content, str) else content
    bound = visitor_context.bound(session.visitor(), partial(_made, make))
    offer = Download(bound, name, mime)
    address = registry().downloads.offer(session.visitor(), key, offer)
    # Below a path prefix too: the address begins where the page's own does.
    link = "" if disabled else f" download href='pushpull/download/{address}'"
    off = " aria-disabled='true'" if disabled else ""
    st.html(
        f"<a class='pp-download' data-pp-download='{escape(key)}'{link}{off}>"
        f"<span class='pp-icon' translate='no' aria-hidden='true'>download</span>"
        f"{escape(label)}</a>",
        width="content",
    )


def _made(make: Callable[[], bytes]) -> bytes | str:
    """The bytes; a sentence in the visitor's language if there can be none."""
    try:
        return make()
    except EngineError as error:
        return message(error)
