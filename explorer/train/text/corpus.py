"""Choice of the corpus: a built-in one, a pasted text, or files of the visitor's own."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

import streamlit as st

from engine import process_limits
from engine.corpus import reading_process
from engine.corpus.graph.files import ENDINGS
from engine.corpus.text.text import read_text
from engine.errors import EngineError, Message, phrase
from engine.isolation import Limits, isolated
from explorer import links, session
from explorer.callbacks import undivided
from explorer.parts import widget_sync
from explorer.parts.heading import heading
from explorer.runs.visitors import Origin, quota
from explorer.texts import say
from explorer.train.text import reading

if TYPE_CHECKING:
    from engine.settings import Reading

NAMES = {
    "toyland": phrase("Toyland (generated)"),
    "king-james": phrase("King James Bible"),
    "state-of-the-union": phrase("State of the Union addresses"),
    "karate": phrase("Karate club (network)"),
    "les-miserables": phrase("Les Misérables (network)"),
    "paste": phrase("Paste a text …"),
    "upload": phrase("My own files"),
    "toy-genome": phrase("Toy genome (generated)"),
}

_PASTED = 8  # bytes of memory that a character of a pasted text may cost: it is held whole


@dataclass(frozen=True, slots=True)
class Pending:
    """A corpus that waits to be read: its name among `links.CORPORA`, and files or a text."""

    corpus: str
    files: tuple[Any, ...] = ()
    text: str = ""


@session.guarded
def choice() -> None:
    """The choice of a corpus."""
    here = session.origin()
    if session.value("corpus shown") != here.corpus or session.value("corpus") is None:
        session.put("corpus", here.corpus)
        session.put("corpus shown", here.corpus)
    st.selectbox(
        say("Corpus"),
        links.CORPORA,
        widget_sync.place("corpus", links.CORPORA),
        key="corpus",
        on_change=_chosen,
        width=230,
        format_func=lambda name: say(NAMES[name]),
        label_visibility="collapsed",
    )


@session.guarded
def own() -> None:
    """The visitor's own text, and how any text is read."""
    heading(say("Your own text"))
    if session.value("corpus") == links.PASTE:
        st.text_area(
            say("Your text"),
            key="pasted",
            height=140,
            label_visibility="collapsed",
            placeholder=say("Paste at least a few thousand words"),
        )
        st.button(say("Train on this text"), key="train_pasted", on_click=_pasted, type="primary")
    st.file_uploader(
        say("Text or table: .txt, .md, .csv, .tsv, .jsonl, .zip"),
        key="upload",
        accept_multiple_files=True,
        on_change=_uploaded,
        help=say(
            "In any language and encoding, also packed as .gz, .bz2 or .xz. It "
            "stays on this server. Files that are added together are read as one text; of a "
            "table one column is read."
        ),
    )
    st.caption(
        say(
            "Or a network: {endings}, and beside it a list of labels, a line each: a node,"
            " then its labels.",
            endings=" ".join(ENDINGS),
        )
    )
    st.caption(say("Genomes and proteins too: .fasta, .fastq or .gb (GenBank), also packed."))
    if len(session.value("upload") or []) > 1:
        st.button(say("Train on all these files"), key="train_uploaded", on_click=_all_uploaded)
    with st.expander(say("How it is read")):
        reading.settings(_again)


def _chosen() -> None:
    """A built-in text is read at once; for one's own the page goes where it is given."""
    name = session.value("corpus")
    if name not in links.CORPORA or name == session.origin().corpus:
        return  # a label of the language before, or what is there: the run goes on
    if name in links.BUILTIN:
        session.put("pending", Pending(name))
    elif name == links.UPLOAD and session.value("upload"):
        _all_uploaded()
    else:
        session.put("go to", "corpus")


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
            Message("The files are no longer here to be read again; upload them once more.")
        )
    elif name == links.UPLOAD:
        _all_uploaded()
    elif name == links.PASTE:
        _pasted()
    else:
        session.put("pending", Pending(name))


@session.guarded
def read_pending() -> None:
    """Read what waits; the run on screen goes on until the new one is there."""
    if session.value("pending") is None:
        return
    asked, before = reading.asked(), session.run_there()
    pending: Pending = session.take("pending")  # from here on it is put back, or done
    try:
        with st.spinner(say("Reading …")):
            if pending.corpus in links.BUILTIN:
                session.start(pending.corpus, asked)
            else:
                session.train(_own(pending, asked), Origin(pending.corpus, asked), _chosen_count())
    except EngineError as error:
        with undivided():
            session.notify(error)
            if pending.corpus != links.PASTE:  # what was pasted stays, to be mended
                session.put("corpus shown", None)
    except BaseException as stopped:
        # Streamlit begins the page anew: read it then, unless its run is there already.
        with undivided():
            if not isinstance(stopped, Exception) and session.run_there() is before:
                session.put("pending", pending)
        raise
    st.rerun()


def _chosen_count() -> links.Wish:
    """The min_count set and not yet applied: errors of reading advise to lower it."""
    asked, now = session.value("min_count"), session.run().recipe.min_count
    return links.Wish(settings={"min_count": asked} if asked not in {None, now} else {})


def _of_paste(text: str, asked: Reading) -> Any:  # noqa: ANN401 - a Corpus
    name = say("pasted text")
    if asked.material in {"auto", "text"}:  # it is kept nowhere
        limits = Limits(memory=process_limits.BASE + _PASTED * len(text))
        return isolated(name, read_text, name, [text], asked, limits=limits)
    return reading_process.read([(name, BytesIO(text.encode()))], asked, session.corpora())


def _own(pending: Pending, asked: Reading) -> Any:  # noqa: ANN401 - a Corpus
    if pending.corpus == links.PASTE:
        return _of_paste(pending.text, asked)
    bar = st.progress(0.0)
    total = max(1, sum(file.size for file in pending.files))

    def shown(done: int) -> None:
        bar.progress(
            min(1.0, done / total),
            text=say("{done} of {total} MB read", done=done >> 20, total=total >> 20),
        )

    files = [(file.name, BytesIO(file.getvalue())) for file in pending.files]
    return reading_process.read(files, asked, session.corpora(), quota=quota(), progress=shown)
