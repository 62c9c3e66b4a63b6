"""Card of a genome: what was read, and what of it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from explorer import session
from explorer.genome.view import card
from explorer.parts.heading import heading
from explorer.session import literal
from explorer.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.genome.view import Card
    from explorer.runs.run import Run


@session.pane(every=5.0, part="sequences")
def facts() -> None:
    """The card of the sequences in training."""
    run = session.run()
    seen = card(run.corpus, run.vocabulary, run.knobs.window)
    if seen is None:
        return
    heading(say("The sequences: {name}", name=run.corpus.name))
    if seen.genome.planted:
        st.info(
            say(
                "A generated genome: islands rich in G and C lie in poorer ground, and there TTGACA"
                " and TATAAT stand 18 letters apart, on either strand. More is not in it."
            ),
            icon=":material/science:",
        )
    st.markdown("\n".join(f"- {line}" for line in _lines(seen, run)))
    st.caption(_overlap(seen, run))


def _lines(seen: Card, run: Run) -> Iterator[str]:
    genome = seen.genome
    lengths = "–".join(str(end) for end in dict.fromkeys((genome.lengths[0], genome.lengths[-1])))
    yield say(
        "sequences: {records}; letters: {letters}, read as {molecule}",
        records=f"{genome.records:,}",
        letters=f"{genome.letters:,}",
        molecule=say("DNA") if genome.molecule == "dna" else say("protein"),
    )
    if seen.split:
        codes = ", ".join(f"{letter} {count:,}" for letter, count in seen.codes)
        yield say(
            "{count} letters are N or other codes that stand for several ({codes}): no k-mer"
            " holds one, and sentences end there",
            count=f"{seen.split:,}",
            codes=literal(codes),
        )
    else:
        yield say("no letter is N or another code that stands for several")
    yield say(
        "k-mers of {lengths} letters: {seen} of {possible} possible ones occur; min_count"
        " {least} keeps {kept} of these and loses {lost}, {tokens} of all tokens",
        lengths=lengths,
        seen=f"{seen.seen:,}",
        possible=f"{seen.possible:,}",
        least=run.recipe.min_count,
        kept=f"{seen.kept:,}",
        lost=f"{seen.lost:,}",
        tokens=f"{seen.lost_tokens / max(1, run.corpus.source.size):.1%}",
    )
    if genome.masked:
        yield say(
            "{count} small letters (masked repeats) are read like the others",
            count=f"{genome.masked:,}",
        )
    if genome.renamed:
        yield say(
            "{count} sequences have the name of another and were numbered",
            count=f"{genome.renamed:,}",
        )


def _overlap(seen: Card, run: Run) -> str:
    if not seen.overlap:
        return say(
            "The k-mers of a sentence do not overlap: what is near has been learnt from what"
            " stands beside, not from shared letters."
        )
    return say(
        "At this stride {share} of the weight of a window of {window} lies on k-mers that"
        " share letters with the one in the middle: what is near there is mostly that.",
        share=f"{seen.overlap:.0%}",
        window=run.knobs.window,
    )
