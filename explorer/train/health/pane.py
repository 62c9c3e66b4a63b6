"""The health card: what was read, what is kept, what to expect."""

from __future__ import annotations

import streamlit as st

from engine.errors import phrase
from explorer import session
from explorer.live.chart import chart
from explorer.parts.heading import heading
from explorer.session import literal
from explorer.texts import say
from explorer.train.health.figure import read_zipf, zipf
from explorer.train.health.view import SYNTHETIC, Health, health
from explorer.train.text import scripts

ENDS = {"line": phrase("each line is one"), "punctuation": phrase("ended by punctuation")}


@session.guarded
def card() -> None:
    """The card of the corpus in training."""
    run = session.run()
    view = health(run.corpus, run.vocabulary, run.recipe.min_count)
    heading(say("The text: {name}", name=run.corpus.name))
    numbers, plot = st.columns([1, 1], gap="medium")
    with numbers:
        _numbers(view)
    with plot:
        chart(
            zipf(view, dark=session.dark()),
            key="zipf",
            alt=read_zipf(view),
        )


def _numbers(view: Health) -> None:
    if view.synthetic:
        st.info(say(SYNTHETIC), icon=":material/science:")
    lines = [
        say("{tokens} words in a row (tokens), {types} different (types)",
            tokens=f"{view.tokens:,}", types=f"{view.types:,}"),
        say("kept at min_count {min_count}: {types} types, {tokens} tokens; {lost} types lost",
            min_count=view.min_count, types=f"{view.kept_types:,}", tokens=f"{view.kept_tokens:,}",
            lost=f"{view.types - view.kept_types:,}"),
        say("ten commonest words: {share} of the text ({words})",
            share=f"{view.top_share:.0%}", words=literal(", ".join(view.top_words))),
    ]  # fmt: skip
    edges = session.run().corpus.facts.edges
    if edges:
        lines.insert(0, say("{edges} edges; {walks} walks in one pass, as counted at first",
                            edges=f"{edges:,}", walks=f"{view.sentences:,}"))  # fmt: skip
    elif view.sentences:
        lines.insert(1, _sentences(view))
    lines += scripts.lines(view)
    if view.encoding:
        lines.append(say("encoding: {encoding}", encoding=view.encoding))
    if view.control_characters:
        lines.append(say("{count} stray control characters, read as spaces",
                         count=f"{view.control_characters:,}"))  # fmt: skip
    if view.replaced_bytes:
        lines.append(say("{count} bytes that are no text in this encoding, shown as �",
                         count=f"{view.replaced_bytes:,}"))  # fmt: skip
    st.markdown("\n".join(f"- {line}" for line in lines))
    if view.expectation:
        st.caption(say(view.expectation))


def _sentences(view: Health) -> str:
    """How many sentences, and where they end; files of one upload may differ in that."""
    ends = ", ".join(say(ENDS[end]) for end in view.ends.split(", ") if end in ENDS)
    count = say("{count} sentences", count=f"{view.sentences:,}")
    return f"{count} ({ends})" if ends else count
