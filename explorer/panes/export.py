"""Take it away: vectors, settings, a gensim call, a link."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from engine.errors import phrase
from engine.formats import (
    WRITERS,
    Format,
    Vectors,
    write_projector_vectors,
    write_projector_words,
)
from explorer import session
from explorer.panes import shelf
from explorer.panes.attempt import outcome
from explorer.panes.heading import heading
from explorer.texts import say
from explorer.views.recipe_text import as_gensim, as_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.runs.run import Run

FORMATS: dict[Format, tuple[str, str]] = {
    "word2vec-text": (phrase("word2vec text"), "vectors.txt"),
    "word2vec": (phrase("word2vec binary"), "vectors.bin"),
    "npz": (phrase("NumPy .npz"), "vectors.npz"),
}


@session.pane()
def export() -> None:
    """Downloads of the vectors as they are at the click, and the settings in three forms."""
    run, here = session.run(), session.origin()
    heading(say("Take it away"))
    outcome("export")
    with st.container(horizontal=True, key="downloads"):
        shelf.keeper("export")
        for form, (label, name) in FORMATS.items():
            st.download_button(
                say(label), _content(form), file_name=name, key=f"download-{form}",
                mime="application/octet-stream", on_click="ignore", icon=":material/download:",
            )  # fmt: skip
        _for_projector(run)
        settings = as_json(here.corpus, here.reading, run.recipe, run.knobs)
        st.download_button(
            say("settings"), settings, file_name="settings.json", key="download-settings",
            mime="application/json", on_click="ignore", icon=":material/download:",
        )  # fmt: skip
    more = st.expander(say("The same in gensim, and as a link"), key="more", on_change="rerun")
    if more.open:  # the highlighter of code is heavy: only who looks pays
        with more:
            st.code(as_gensim(run.recipe, run.knobs), language="python")
            st.code(f"{_page()}?{urlencode(session.link())}", language=None, wrap_lines=True)
    st.caption(
        say(
            "A link carries settings, never a text. Figures save themselves by their own"
            " buttons as PNG or SVG."
        )
    )


def _for_projector(run: Run) -> None:
    """The two tables that projector.tensorflow.org asks for, each by a button of its own."""
    for label, content, name in (
        (phrase("Embedding Projector: vectors"), lambda: _projector_vectors(run), "vectors.tsv"),
        (phrase("Embedding Projector: words"), lambda: _projector_words(run), "metadata.tsv"),
    ):
        st.download_button(
            say(label), content, file_name=name, key=f"download-{name.split('.')[0]}-tsv",
            mime="text/tab-separated-values", on_click="ignore", icon=":material/download:",
        )  # fmt: skip


def _projector_vectors(run: Run) -> bytes:
    file = BytesIO()
    write_projector_vectors(file, Vectors(run.vocabulary.symbols, run.vectors()))
    return file.getvalue()


def _projector_words(run: Run) -> bytes:
    """Each word with its count, and its group where the corpus knows groups."""
    words, groups = run.vocabulary.symbols, run.corpus.groups
    columns = {"word": words, "count": run.vocabulary.counts.tolist()}
    if groups:
        columns["group"] = [(groups.get(word) or ("",))[0] for word in words]
    file = BytesIO()
    write_projector_words(file, columns)
    return file.getvalue()


def _content(form: Format) -> Callable[[], bytes]:
    """The bytes of the vectors when the button is pressed."""
    run = session.run()

    def write() -> bytes:
        file = BytesIO()
        WRITERS[form](file, Vectors(run.vocabulary.symbols, run.vectors()))
        return file.getvalue()

    return write


def _page() -> str:
    return (st.context.url or "").split("?")[0].rstrip("/") + "/"
