"""A study while it runs and afterwards: its progress, its maps, and the way to open one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from engine.errors import StudyError
from explorer import session
from explorer.live.chart import chart
from explorer.parts import lab_page, widget_sync
from explorer.parts.memo import figure_memo
from explorer.runs.jobs import studies
from explorer.session import literal
from explorer.texts import message, say
from explorer.tune import brush, charts, desk, open_trial
from explorer.tune import view as views
from explorer.tune.form import labels
from explorer.tune.grid import figure
from explorer.tune.grid.view import grid
from explorer.tune.word_groups import groups

if TYPE_CHECKING:
    from engine.tuning.record import Trial
    from engine.tuning.study import Study
    from explorer.runs.jobs.sweep import Sweep

PATH = "tune"
_MORE = 12  # trials that one click adds
_ACROSS, _UP, _SCORE = "tune_across", "tune_up", "tune_score"
_NONE = ""


def head() -> None:
    """The first line of the page, and its question."""
    lab_page.head(PATH, session.run().corpus.name)


@session.pane()
def kept_studies() -> None:
    """The studies of this text: lay another on the desk, go on, add to it, or delete it."""
    try:
        there = desk.names()
    except StudyError as error:
        st.warning(literal(message(error)))
        if studies.in_file():
            st.button(
                say("Delete the file of my studies"),
                key="tune_delete_file",
                type="tertiary",
                on_click=desk.delete_file,
                icon=":material/delete:",
            )
        return
    if not there:
        st.caption(
            say(
                "Each trial trains a model of this text on its own, from the same start as"
                " the run on screen, which goes on meanwhile. Trials rest while nobody looks"
                " at this page."
            )
        )
        return
    now = desk.name()
    chosen = st.selectbox(
        say("Studies of this text"),
        there,
        index=there.index(now) if now in there else 0,
        format_func=studies.title,
        key=f"tune_study_{now}",
    )
    if chosen != now:
        desk.choose(chosen)
        st.rerun()
    if st.button(
        say("Delete this study"), key="tune_delete", type="tertiary", icon=":material/delete:"
    ):
        desk.delete()
        st.rerun()


@session.pane(every=1.0, working=True)
def results() -> None:
    """The study on the desk: how far it is, the grid of maps, and all other views of it."""
    open_trial.follow()
    desk.prepare()
    working = desk.at_work()
    if working is not None:
        _progress(working)
    study = desk.study()
    if study is None:
        if not session.value("at work"):
            st.info(
                say(
                    "Choose what to vary and begin: each cell of a grid becomes the map of a"
                    " model, with its score."
                )
            )
        return
    if working is None:
        _again(study)
    score = _asked(study)
    across, up = session.value(_ACROSS), session.value(_UP)
    up = None if up in {_NONE, across} else up
    _grid(study, score, across, up)
    brush.parallel(study)
    charts.rest(study, score, across, up)


def _progress(working: Sweep) -> None:
    jobs = desk.jobs(working)
    looks = [job.look() for job in jobs]
    error = next((look.error for look in looks if look.error is not None), None)
    done = sum(one.state in {"done", "pruned", "failed"} for one in working.trials)
    if any(look.stage == "running" for look in looks):
        wanted = working.study.wanted if working.study else 0
        share = max(look.share for look in looks)
        with st.container(horizontal=True, vertical_alignment="center", key="job-tune"):
            told = say("{made} of {total} trials", made=done, total=wanted)
            st.progress(share, text=told if wanted else say("Preparing …"), width=300)
            st.button(say("Stop"), key="stop-tune", on_click=desk.stop)
    elif working.study is not None:
        _again(working.study)
    if error is not None:
        st.warning(literal(message(error)))


def _again(study: Study) -> None:
    """What may be done with a study at rest."""
    unfinished = study.left or any(one.state == "running" for one in study.trials)
    done = sum(one.state in {"done", "pruned", "failed"} for one in study.trials)
    with st.container(horizontal=True, vertical_alignment="center", key="job-tune"):
        st.caption(say("{made} of {total} trials", made=done, total=study.wanted))
        if unfinished:
            st.button(say("Go on"), key="go-on-tune", on_click=desk.go_on, type="primary")
        elif not study.plan.grid:
            st.button(
                say("{count} trials more", count=_MORE),
                key="more-tune",
                on_click=desk.go_on,
                args=(_MORE,),
            )


def _asked(study: Study) -> str:
    """The score to show, and the two settings that are crossed."""
    called, names = labels(), study.plan.names
    have = {name for one in study.trials for name in one.scores}
    known = [name for name in figure.NAMES if name in have or name in study.plan.goals]
    ups = [_NONE, *names]
    for key, start, allowed in (
        (_SCORE, study.plan.goals[0], known),
        (_ACROSS, names[0], list(names)),
        (_UP, names[1] if names[1:] else _NONE, ups),
    ):
        if session.value(key) not in allowed:
            session.put(key, start)
    with st.container(horizontal=True, key="tune-asked"):
        score: str = st.selectbox(
            say("Score"),
            known,
            widget_sync.place(_SCORE, known),
            key=_SCORE,
            width=230,
            format_func=lambda name: called[name],
        )
        st.selectbox(
            say("Across"),
            names,
            widget_sync.place(_ACROSS, names),
            key=_ACROSS,
            format_func=lambda name: called[name],
            width=180,
        )
        st.selectbox(
            say("Up"),
            ups,
            widget_sync.place(_UP, ups),
            key=_UP,
            width=180,
            format_func=lambda name: called.get(name, say("nothing")),
        )
    return score


def _grid(study: Study, score: str, across: str, up: str | None) -> None:
    trials, stays = study.trials, brush.kept_numbers(study)
    stamp = (study.name, across, up, score, brush.mark(trials), stays)
    called = labels()

    def made() -> Any:  # noqa: ANN401 - a figure, which panes do not know
        view = grid(study.plan, trials, across, up, score)
        names = groups(session.run().corpus, study.plan)
        return figure.grid(view, names, stays, called, dark=session.dark())

    chart(
        figure_memo("tune grid", stamp, made),
        key="tune-grid",
        alt=_alt(study, score),
        on_picked=lambda: open_trial.picked("tune-grid"),
    )
    winner = views.best(trials, score)
    if winner is not None:
        _best(winner, score)


def _alt(study: Study, score: str) -> str:
    winner = views.best(study.trials, score)
    if winner is None:
        return say("Grid of maps; no trial is finished yet")
    best, where = views.shown(winner.scores[score]), open_trial.settings(winner)
    return say("Grid of maps; the best has {score}: {settings}", score=best, settings=where)


def _best(winner: Trial, score: str) -> None:
    """The best trial in words, and the way to open it without a mouse."""
    with st.container(horizontal=True, vertical_alignment="center", key="tune-best"):
        line = say(
            "Best: {settings}, with {score}.",
            settings=open_trial.settings(winner),
            score=views.shown(winner.scores[score]),
        )
        st.markdown(literal(line), width="content")
        st.button(
            say("Open it as the current run"),
            key="tune_open",
            on_click=open_trial.ask,
            args=(winner.number,),
            help=say(
                "Trains it again on the main page, from the same start; the run there is given up."
            ),
        )
