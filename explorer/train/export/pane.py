"""Export of vectors, settings, a gensim call, and a link."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from weakref import ref

import streamlit as st

from engine.errors import EngineError, phrase
from engine.formats import (
    WRITERS,
    Format,
    Vectors,
    write_projector_vectors,
    write_projector_words,
)
from explorer import session
from explorer.parts.download import download
from explorer.parts.heading import heading
from explorer.parts.kept.keep_run import keeper
from explorer.parts.run_action import run_outcome
from explorer.texts import say
from explorer.train.export.view import as_gensim, as_json

if TYPE_CHECKING:
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
    run_outcome("export")
    with st.container(horizontal=True, key="downloads"):
        keeper("export")
        for form, (label, name) in FORMATS.items():
            download(
                say(label),
                partial(_content, ref(run), form),
                key=f"download-{form}",
                name=name,
                mime="application/octet-stream",
            )
        _for_projector(run)
        settings = as_json(here.corpus, here.reading, run.recipe, run.knobs)
        download(
            say("settings"),
            settings,
            key="download-settings",
            name="settings.json",
            mime="application/json",
        )
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
        (phrase("Embedding Projector: vectors"), _projector_vectors, "vectors.tsv"),
        (phrase("Embedding Projector: words"), _projector_words, "metadata.tsv"),
    ):
        download(
            say(label),
            partial(content, ref(run)),
            key=f"download-{name.split('.')[0]}-tsv",
            name=name,
            mime="text/tab-separated-values",
        )


def _projector_vectors(there: ref[Run]) -> bytes:
    run = _run(there)
    file = BytesIO()
    write_projector_vectors(file, Vectors(run.vocabulary.symbols, run.vectors()))
    return file.getvalue()


def _projector_words(there: ref[Run]) -> bytes:
    """Each word with its count, and its group where the corpus knows groups."""
    run = _run(there)
    words, groups = run.vocabulary.symbols, run.corpus.groups
    columns = {"word": words, "count": run.vocabulary.counts.tolist()}
    if groups:
        columns["group"] = [(groups.get(word) or ("",))[0] for word in words]
    file = BytesIO()
    write_projector_words(file, columns)
    return file.getvalue()


def _run(there: ref[Run]) -> Run:
    """The run of a link, which keeps no run in memory; raises `EngineError` if it has gone."""
    if (found := there()) is None:
        raise EngineError("This run is no longer in memory; open the page again to go on with it.")
    return found


def _content(there: ref[Run], form: Format) -> bytes:
    """The bytes of the vectors when the link is followed."""
    run = _run(there)
    file = BytesIO()
    WRITERS[form](file, Vectors(run.vocabulary.symbols, run.vectors()))
    return file.getvalue()


def _page() -> str:
    return (st.context.url or "").split("?")[0].rstrip("/") + "/"
