"""Settings of reading, and what was left out by them."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import streamlit as st

from engine.corpus.file_names import TABLES
from engine.corpus.text.word_list import word_list
from engine.errors import EngineError, FormatError, phrase
from engine.isolation import SMALL, isolated
from engine.ranges import range_of
from engine.settings import Reading
from explorer import session
from explorer.parts import widget_sync
from explorer.session import literal
from explorer.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.corpus.corpus import Facts

LABELS = {
    "material": phrase("the files hold"),
    "lowercase": phrase("lower case"),
    "digits": phrase("keep words with digits"),
    "sentences": phrase("a sentence ends"),
    "directed": phrase("edges lead one way"),
    "weighted": phrase("use the weights of edges"),
    "kmer_length": phrase("letters of a k-mer"),
    "stride": phrase("next k-mer after"),
    "strands": phrase("strands"),
    "molecule": phrase("molecule"),
    "segmenter": phrase("text without spaces is cut"),
    "own_words": phrase("words that stay whole"),
}
_COLUMN, _LIST = "column", "word_list"
_SHOWN = 5  # names of files
CHOICES = {
    "material": {
        "auto": phrase("what their names say"),
        "text": phrase("text"),
        "graph": phrase("a network: edges, labels"),
        "genome": phrase("sequences of DNA or protein"),
    },
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
    "directed": {
        "auto": phrase("as the file says"),
        "yes": phrase("yes"),
        "no": phrase("no"),
    },
    "kmer_length": {
        "auto": phrase("as suits the molecule"),
        **{length: length for length in ("3", "4", "5", "6", "7", "8")},
        "3-8": phrase("3 to 8, mixed"),
    },
    "stride": {
        "k": phrase("its own length: no overlap"),
        "1": phrase("1 letter: all overlap"),
        "2": phrase("2 letters"),
        "3": phrase("3 letters"),
    },
    "strands": {
        "one": phrase("the one in the file"),
        "both": phrase("both"),
        "canonical": phrase("both as one (canonical)"),
    },
    "molecule": {
        "auto": phrase("as the letters suggest"),
        "dna": phrase("DNA or RNA"),
        "protein": phrase("protein"),
    },
}


@session.guarded
def settings(again: Callable[[], None]) -> None:
    """The settings that concern the corpus on screen; `again` reads it with others."""
    now = session.origin().reading
    kind = session.run().corpus.kind
    items = [item for item in fields(Reading) if range_of(item).concerns(kind)]
    widget_sync.follow(now, "reading", [item.name for item in items if item.name in LABELS])
    for item in items:
        help_text = say(range_of(item).help)
        if item.name == _COLUMN:
            _column(now, help_text)
        elif isinstance(item.default, bool):
            st.checkbox(
                say(LABELS[item.name]), session.value(item.name), key=item.name, help=help_text
            )
        elif range_of(item).kind == "text":
            st.text_area(
                say(LABELS[item.name]),
                session.value(item.name),
                key=item.name,
                height=80,
                help=help_text,
                max_chars=int(range_of(item).high),
            )
            st.file_uploader(
                say("… or a file of them, one a line"),
                key=_LIST,
                on_change=_listed,
                max_upload_size=1,
            )
        else:
            _choice(item.name, say(LABELS[item.name]), help_text)
    st.button(
        say("Read again and restart"), key="read_again", disabled=asked() == now, on_click=again
    )
    for line in _left_out(session.run().corpus.facts):
        st.caption(line)


def _listed() -> None:
    """Write the words of a file into the box, where they can be seen and mended."""
    file = session.value(_LIST)
    if file is None:
        return
    try:
        work = (word_list, file.name, file.getvalue())
        found = isolated(file.name, *work, limits=SMALL, kind=FormatError)
        widget_sync.overrule("own_words", found)
    except EngineError as error:
        session.notify(error)


def _column(now: Reading, help_text: str) -> None:
    """The choice of a column, where there is a table or a column was asked for."""
    facts = session.run().corpus.facts
    uploads = session.value("upload") or []
    if not (facts.columns or now.column or any(_is_table(file.name) for file in uploads)):
        return
    widget_sync.follow(now, _COLUMN, [_COLUMN])
    stops = dict.fromkeys(["", *facts.columns, session.value(_COLUMN)])
    st.selectbox(
        say("Column"),
        list(stops),
        widget_sync.place(_COLUMN, list(stops)),
        key=_COLUMN,
        help=help_text,
        format_func=lambda name: name or say("the one with the most text"),
    )


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
    st.selectbox(
        label,
        list(choices),
        widget_sync.place(name, list(choices)),
        key=name,
        help=help_text,
        format_func=lambda stop: say(choices[stop]),
    )


def asked() -> Reading:
    """What is set, and of what other kinds of corpora have set, what it was."""
    now = session.origin().reading
    return Reading(
        **{item.name: session.value(item.name, getattr(now, item.name)) for item in fields(Reading)}
    )
