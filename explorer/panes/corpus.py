"""What the model reads: a built-in corpus, a pasted text, or files of the visitor's own."""

from __future__ import annotations

from dataclasses import fields
from io import BytesIO
from typing import TYPE_CHECKING, Any

import streamlit as st

from engine.corpus import store
from engine.corpus.kinds import TABLES
from engine.corpus.text import read_text
from engine.errors import EngineError, phrase
from engine.settings import Reading, range_of
from explorer import links, session
from explorer.panes import turning
from explorer.runs.visitors import Origin, quota
from explorer.session import Pending, literal
from explorer.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.corpus.stream import Facts

NAMES = {
    "toyland": phrase("Toyland (generated)"),
    "king-james": phrase("King James Bible"),
    "state-of-the-union": phrase("State of the Union addresses"),
    "paste": phrase("Paste a text …"),
    "upload": phrase("My own files"),
}
LABELS = {
    "lowercase": phrase("lower case"),
    "digits": phrase("keep words with digits"),
    "sentences": phrase("a sentence ends"),
    "segmenter": phrase("Chinese is cut"),
}
_COLUMN = "column"
_SHOWN = 5  # names of files
CHOICES = {
    "sentences": {
        "auto": phrase("as the text suggests"),
        "line": phrase("at every line"),
        "punctuation": phrase("at punctuation"),
    },
    "segmenter": {
        "auto": phrase("into words"),
        "characters": phrase("into characters"),
        "none": phrase("not at all"),
    },
}


@session.guarded
def corpus() -> None:
    """The choice of a corpus; what was chosen is read when this is drawn next."""
    here = session.origin()
    if session.value("corpus shown") != here.corpus or session.value("corpus") is None:
        session.put("corpus", here.corpus)
        session.put("corpus shown", here.corpus)
    st.selectbox(
        say("Corpus"), links.CORPORA, key="corpus", on_change=_chosen,
        format_func=lambda name: say(NAMES[name]),
    )  # fmt: skip
    if session.value("corpus") == links.PASTE:
        st.text_area(say("Your text"), key="pasted", height=140, label_visibility="collapsed",
                     placeholder=say("Paste at least a few thousand words"))  # fmt: skip
        st.button(say("Train on this text"), key="train_pasted", on_click=_pasted, type="primary")
    st.file_uploader(
        say("Your own text or table: .txt, .md, .csv, .tsv, .jsonl, .zip"), key="upload",
        accept_multiple_files=True, on_change=_uploaded,
        help=say("English, Chinese or both, in any encoding, also packed as .gz, .bz2 or .xz. It "
                 "stays on this server. Files that are added together are read as one text; of a "
                 "table one column is read."),
    )  # fmt: skip
    if len(session.value("upload") or []) > 1:
        st.button(say("Train on all these files"), key="train_uploaded", on_click=_all_uploaded)
    with st.expander(say("How it is read")):
        _reading(here.reading)
    _read_pending()


def _reading(now: Reading) -> None:
    turning.follow(now, "reading", LABELS)
    for item in fields(Reading):
        help_text = say(range_of(item).help)
        if item.name == _COLUMN:
            _column(now, help_text)
        elif isinstance(item.default, bool):
            st.checkbox(say(LABELS[item.name]), key=item.name, help=help_text)
        else:
            _choice(item.name, say(LABELS[item.name]), help_text)
    asked = _asked_reading()
    st.button(
        say("Read again and restart"), key="read_again", disabled=asked == now, on_click=_again
    )
    for line in _left_out(session.run().corpus.facts):
        st.caption(line)


def _column(now: Reading, help_text: str) -> None:
    """The choice of a column, where there is a table or a column was asked for."""
    facts = session.run().corpus.facts
    uploads = session.value("upload") or []
    if not (facts.columns or now.column or any(_is_table(file.name) for file in uploads)):
        return
    turning.follow(now, _COLUMN, [_COLUMN])
    stops = dict.fromkeys(["", *facts.columns, session.value(_COLUMN)])
    st.selectbox(
        say("Column"), list(stops), key=_COLUMN, help=help_text,
        format_func=lambda name: name or say("the one with the most text"),
    )  # fmt: skip


def _is_table(name: str) -> bool:
    return any(ending in name.lower() for ending in TABLES)


def _left_out(facts: Facts) -> Iterator[str]:
    """What was read of a table and of a .zip, and what was not."""
    if facts.column:
        yield say("read: {column}", column=literal(facts.column))
    if facts.skipped_rows:
        yield say("{count} rows without that column are left out", count=f"{facts.skipped_rows:,}")
    if facts.skipped_files:
        names = ", ".join(facts.skipped_files[:_SHOWN])
        yield say(
            "{count} files in the .zip are left out, being no text: {names}",
            count=f"{len(facts.skipped_files):,}",
            names=literal(names if len(facts.skipped_files) <= _SHOWN else f"{names} …"),
        )


def _choice(name: str, label: str, help_text: str) -> None:
    choices = CHOICES[name]
    st.selectbox(label, list(choices), format_func=lambda stop: say(choices[stop]), key=name,
                 help=help_text)  # fmt: skip


def _asked_reading() -> Reading:
    return Reading(
        **{item.name: session.value(item.name, item.default) for item in fields(Reading)}
    )


def _chosen() -> None:
    name = session.value("corpus")
    if name in links.BUILTIN:
        session.put("pending", Pending(name))
    elif name == links.UPLOAD:
        _all_uploaded()


def _uploaded() -> None:
    """Read what was added, as one text; what was only taken out of the box changes nothing."""
    files = session.value("upload") or []
    known = session.value("uploads known", default=frozenset())
    added = [file for file in files if file.file_id not in known]
    session.put("uploads known", frozenset(file.file_id for file in files))
    if added:
        session.put("pending", Pending(links.UPLOAD, files=tuple(added)))


def _all_uploaded() -> None:
    files = session.value("upload")
    if files:
        session.put("pending", Pending(links.UPLOAD, files=tuple(files)))


def _pasted() -> None:
    session.put("pending", Pending(links.PASTE, text=session.value("pasted", "")))


def _again() -> None:
    name = session.origin().corpus
    if name == links.UPLOAD and not session.value("upload"):
        session.notify(
            EngineError(
                phrase("The files are no longer here to be read again; upload them once more.")
            )
        )
    elif name == links.UPLOAD:
        _all_uploaded()
    elif name == links.PASTE:
        _pasted()
    else:
        session.put("pending", Pending(name))


def _read_pending() -> None:
    """Read what waits; the run on screen goes on until the new one is there."""
    pending: Pending | None = session.take("pending")
    if pending is None:
        return
    reading = _asked_reading()
    try:
        with st.spinner(say("Reading …")):
            if pending.corpus in links.BUILTIN:
                session.start(pending.corpus, reading)
            else:
                session.train(
                    _own(pending, reading), Origin(pending.corpus, reading), _chosen_count()
                )
    except EngineError as error:
        session.notify(error)
        session.put("corpus shown", None)
    st.rerun()


def _chosen_count() -> links.Wish:
    """The min_count set and not yet applied: errors of reading advise to lower it."""
    asked, now = session.value("min_count"), session.run().recipe.min_count
    return links.Wish(settings={"min_count": asked} if asked not in {None, now} else {})


def _own(pending: Pending, reading: Reading) -> Any:  # noqa: ANN401 - a Corpus
    if pending.corpus == links.PASTE:
        return read_text(say("pasted text"), [pending.text], reading)
    bar = st.progress(0.0)
    total = max(1, sum(file.size for file in pending.files))

    def shown(done: int) -> None:
        bar.progress(
            min(1.0, done / total),
            text=say("{done} of {total} MB read", done=done >> 20, total=total >> 20),
        )

    files = [(file.name, BytesIO(file.getvalue())) for file in pending.files]
    return store.read(files, reading, session.corpora(), quota=quota(), progress=shown)
