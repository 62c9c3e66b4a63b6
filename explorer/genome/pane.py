"""Four questions to the vectors of a genome, each asked when the visitor wants to know."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import streamlit as st

from engine.errors import FormatError, phrase
from engine.evaluation.genome.kmers import Alignment, Partners, Sums
from engine.evaluation.genome.labelled import Labelled, read_labelled
from engine.evaluation.genome.sequences import Sorted
from engine.isolation import SMALL, isolated
from explorer import session
from explorer.genome import figure
from explorer.genome.view import by_alignment, by_class, by_parts, by_strand
from explorer.live.chart import chart
from explorer.parts import lab_page
from explorer.parts.memo import memo
from explorer.parts.segments import segments
from explorer.session import literal
from explorer.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from explorer.genome.view import Measured
    from explorer.runs.run import Run

LIMIT = 5  # MB of labelled sequences
_QUESTIONS: Final = {
    "alignment": phrase("Do letters tell what is near?"),
    "strand": phrase("The other strand"),
    "parts": phrase("AB = A + B?"),
    "classes": phrase("Sort sequences"),
}
_CLEARLY = 0.05  # of cosine
_ASKED = "sequences asked"  # the question, the run, and the file of which it was asked


@session.pane(every=1.0, working=True)
def questions() -> None:
    """The choice of a question, and its answer once it was asked."""
    run = session.run()
    if run.corpus.genome is None or session.broken():
        return
    names = {name: text for name, text in _QUESTIONS.items() if _has(run, name)}
    _PARTS[segments(say("What to ask"), "sequences_question", names)](run)


def _has(run: Run, question: str) -> bool:
    """Whether a question has a meaning: a protein has no other strand, canonical k-mers no two."""
    genome = run.corpus.genome
    assert genome is not None
    return question != "strand" or (genome.molecule == "dna" and genome.strands != "canonical")


def _measured(
    name: str, run: Run, work: Callable[[], Iterator[Measured]], more: object = None
) -> Measured | None:
    """What was found so far; nothing before it was asked for, of this run."""
    stamp = (name, run.name, more)
    if (session.value(_ASKED) or {}).get(name) != stamp:
        st.button(
            say("Measure now"),
            key=f"sequences_{name}",
            type="primary",
            on_click=_ask,
            args=(stamp,),
        )
        return None
    seen = lab_page.work(f"sequences {name}", stamp, work)
    last: Measured | None = seen.steps[-1] if seen.steps else None
    if last is not None:
        st.caption(say("Measured after {tokens} tokens of training.", tokens=f"{last.tokens:,}"))
    return last


def _ask(stamp: tuple[Any, ...]) -> None:
    session.put(_ASKED, {**(session.value(_ASKED) or {}), stamp[0]: stamp})


# The questions.


def _alignment(run: Run) -> None:
    genome = run.corpus.genome
    assert genome is not None
    st.caption(
        say(
            "Pairs of k-mers by cosine, and by how well their letters align (Needleman–Wunsch: +1"
            " for a letter that fits, −1 for one that does not and for a gap, per letter)."
        )
    )
    measured = _measured("alignment", run, partial(by_alignment, run))
    if measured is None or not isinstance(found := measured.found, Alignment):
        return
    text = say(
        "Over {pairs} pairs Spearman’s ρ of cosine and alignment is {rho}.",
        pairs=f"{len(found.scores):,}",
        rho=_rho(found.spearman),
    )
    if genome.molecule == "dna":
        gc = say("Of cosine and likeness in GC content it is {gc}.", gc=_rho(found.gc))
        text = f"{text} {gc}"
    lab_page.answer(text, good=(found.spearman or 0.0) > 0.1)
    levels = np.round(found.scores, 1)
    groups = {f"{level:.1f}": found.cosines[levels == level] for level in np.unique(levels)}
    chart(
        figure.boxes(groups, say("alignment score per letter"), dark=session.dark()),
        key="sequences-alignment",
        alt=text,
    )


def _rho(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _strand(run: Run) -> None:
    st.caption(
        say(
            "A k-mer’s reverse complement is the same stretch of DNA, read on the other strand."
            " Select a k-mer: a diamond rings it on the map."
        )
    )
    measured = _measured("strand", run, partial(by_strand, run))
    if measured is None or not isinstance(found := measured.found, Partners):
        return
    if not len(found.own):
        st.caption(say("No k-mer and its reverse complement are both kept."))
        return
    text = say(
        "A k-mer’s cosine with its reverse complement is {own} on average, with another of"
        " as many G and C {alike}, with any other {any}.",
        own=f"{found.own.mean():.3f}",
        alike=f"{found.alike.mean():.3f}",
        any=f"{found.any.mean():.3f}",
    )
    near = found.own.mean() - found.alike.mean() > _CLEARLY
    more = (
        say("It is clearly nearer than its GC content alone makes it.")
        if near
        else say(
            "That is hardly nearer than its GC content alone makes it: one strand tells the model"
            " little of the other."
        )
    )
    lab_page.answer(f"{text} {more}", good=bool(near))
    groups = {
        say("reverse complement"): found.own,
        say("as many G and C"): found.alike,
        say("any other"): found.any,
    }
    chart(figure.boxes(groups, "", dark=session.dark()), key="sequences-strand", alt=text)


def _parts(run: Run) -> None:
    genome = run.corpus.genome
    assert genome is not None
    if len(genome.lengths) < 2:
        st.caption(
            say(
                "v(AB) is compared with v(A) + v(B) where k-mers of several lengths are words:"
                " choose “3 to 8, mixed” under “How it is read”."
            )
        )
        return
    st.caption(
        say(
            "Is the vector of a k-mer the sum of those of its parts? The sum knows no order, so BA"
            " is looked for as well."
        )
    )
    measured = _measured("parts", run, partial(by_parts, run))
    if measured is None or not isinstance(found := measured.found, Sums):
        return
    if not len(found.ranks):
        st.caption(say("No k-mer is kept together with both of its parts."))
        return
    swapped = f"{np.median(found.swapped):.1%}" if len(found.swapped) else "–"
    text = say(
        "For {share} of {count} k-mers AB is among the nearest 1 % of its length to v(A) +"
        " v(B), by chance 1 %; its median rank is at {median}, that of BA at {swapped}.",
        share=f"{found.first:.0%}",
        count=f"{len(found.ranks):,}",
        median=f"{np.median(found.ranks):.1%}",
        swapped=swapped,
    )
    lab_page.answer(text, good=found.first > 0.1)
    chart(figure.ranks(found, dark=session.dark()), key="sequences-parts", alt=text)


def _classes(run: Run) -> None:
    file = st.file_uploader(
        say("Labelled sequences: a .tsv or .csv with a label and a sequence in each row"),
        key="sequences_file",
        max_upload_size=LIMIT,
    )
    if file is None:
        return
    labelled = _labelled(file.file_id, file.name, file)
    classes = ", ".join(f"{name} {count:,}" for name, count in labelled.classes.most_common(5))
    st.caption(
        say(
            "{count} sequences: {classes}",
            count=f"{len(labelled.labels):,}",
            classes=literal(classes),
        )
    )
    measured = _measured("classes", run, partial(by_class, run, labelled), file.file_id)
    if measured is None or not isinstance(found := measured.found, Sorted):
        return
    text = say(
        "The mean of a sequence’s k-mers tells its class in {accuracy} ± {error} of the"
        " cases (logistic regression, cross-validated in {folds} parts); always the"
        " commonest class would be {baseline}, random numbers in place of the vectors"
        " {blind}.",
        folds=found.folds,
        accuracy=f"{found.accuracy:.1%}",
        error=f"{found.error:.1%}",
        baseline=f"{found.baseline:.1%}",
        blind=f"{found.blind.mean():.1%}",
    )
    lab_page.answer(text, good=found.accuracy - 2 * found.error > found.baseline)
    if measured.without:
        st.caption(
            say("{count} sequences hold no k-mer that is known.", count=f"{measured.without:,}")
        )
    chart(figure.shares(found, dark=session.dark()), key="sequences-classes", alt=text)


def _labelled(name: str, title: str, file: Any) -> Labelled:  # noqa: ANN401 - Streamlit's file
    """The table of a file, read once."""
    return memo("labelled", (name,), lambda: _read(title, file))


def _read(title: str, file: Any) -> Labelled:  # noqa: ANN401 - Streamlit's file
    content = file.getvalue()
    if len(content) > LIMIT << 20:
        raise FormatError(
            "{name}: labelled sequences may have {limit} MB at most.", name=title, limit=LIMIT
        )
    return isolated(title, read_labelled, title, content, limits=SMALL, kind=FormatError)


_PARTS: Final[dict[str, Callable[[Run], None]]] = {
    "alignment": _alignment,
    "strand": _strand,
    "parts": _parts,
    "classes": _classes,
}
