"""Scores of a network's vectors: labels and missing edges, each asked for by a button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from explorer import session
from explorer.live.chart import chart
from explorer.network import figure
from explorer.network.scores import view
from explorer.parts import lab_page
from explorer.parts.heading import heading
from explorer.texts import say

if TYPE_CHECKING:
    from explorer.network.scores.view import Missing, Predicted

_LABELS, _EDGES = "network-labels", "network-edges"
_LUCK = 0.5


@session.pane(every=1.0, working=True)
def scores() -> None:
    """F1 of predicted labels and AUC of predicted edges."""
    if session.run().corpus.kind != "graph":
        return
    heading(say("What the vectors know of the network"))
    if session.run().corpus.groups:
        _labels()
    else:
        st.caption(
            say(
                "No labels came with this graph. Add a list of them to its file, a line"
                " each: a node, then its labels."
            )
        )
    _edges()


def _ask(name: str, label: str) -> tuple[Any, ...] | None:
    """A button, and the run's state when it was pressed last; forgotten with the corpus."""
    run = session.run()
    if st.button(label, key=f"ask-{name}"):
        session.put(name, (run.corpus, run.vocabulary, run.vectors(), run.recipe, run.knobs))
        session.drop_job(name)
    asked: tuple[Any, ...] | None = session.value(name)
    return asked if asked and asked[0] is run.corpus else None


def _labels() -> None:
    asked = _ask(_LABELS, say("Predict labels from the vectors of now"))
    if asked is None:
        st.caption(
            say(
                "For each label a logistic regression learns from the vectors of some nodes"
                " whether the others have it."
            )
        )
        return
    corpus, vocabulary, vectors, *_ = asked
    seen = lab_page.work(
        _LABELS, id(vectors), lambda: view.labels_predicted(corpus, vocabulary.symbols, vectors)
    )
    if not seen.steps:
        return
    last: Predicted = seen.steps[-1]
    chart(
        figure.predictions(last, dark=session.dark()),
        key=_LABELS,
        alt=say(
            "Micro-F1 of predicted labels by share of labels known: {values}",
            values=", ".join(f"{value:.2f}" for value in last.micro),
        ),
    )
    middle = len(last.shares) // 2
    st.caption(
        say(
            "{nodes} nodes, {labels} labels, {splits} random splits. With {share} of the labels"
            " known, micro-F1 is {micro} ± {spread} and macro-F1 {macro}; each node is given as"
            " many labels as it has.",
            nodes=f"{last.nodes:,}",
            labels=f"{last.labels:,}",
            splits=last.splits,
            share=f"{last.shares[middle]:.0%}",
            micro=f"{last.micro[middle]:.3f}",
            spread=f"{last.spread[middle]:.3f}",
            macro=f"{last.macro[middle]:.3f}",
        )
    )


def _edges() -> None:
    asked = _ask(_EDGES, say("Predict edges that were left out"))
    if asked is None:
        st.caption(
            say(
                "A second model is trained on walks that do not know a fifth of the edges;"
                " do their ends lie close together all the same?"
            )
        )
        return
    seen = lab_page.work(_EDGES, id(asked), lambda: view.edges_predicted(asked[0], *asked[3:]))
    last: Missing | None = seen.steps[-1] if seen.steps else None
    if last is not None and last.auc is not None:
        lab_page.answer(
            say(
                "AUC {auc}: so often one of the {edges} edges left out scores a higher cosine than"
                " a pair of nodes without an edge. By luck it would be 0.5.",
                auc=f"{last.auc:.3f}",
                edges=f"{last.edges:,}",
            ),
            good=last.auc > _LUCK,
        )
