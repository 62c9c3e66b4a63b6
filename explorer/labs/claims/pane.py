"""The claims as a table whose rows fill in as they are measured, one after the other."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from engine.claims.catalogue import CLAIMS, HOLDS, tally
from engine.claims.finding import Finding
from explorer import session
from explorer.parts import lab_page
from explorer.parts.pages import LABS
from explorer.texts import message, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.claims.catalogue import Claim
    from explorer.runs.jobs.job import Look

_ASKED = "claims asked"  # names, in the order in which they are measured


@session.pane(every=1.0, working=True)
def claims() -> None:
    """The buttons, the sum, and the table."""
    looks = _looks()
    _buttons(looks)
    found = [step for look in looks.values() for step in look.steps[-1:] if _whole(step)]
    if found:
        count = tally(found)
        lab_page.answer(
            say(
                "Of {count} claims measured here, {yes} hold, {part} hold in part, {no} do not.",
                count=len(found),
                yes=count["yes"],
                part=count["in part"],
                no=count["no"],
            ),
            good=not count["no"],
        )
    rows = "".join(_row(claim, looks.get(claim.name)) for claim in CLAIMS)
    st.html(f"<table class='pp-claims'>{_heads()}<tbody>{rows}</tbody></table>")


def _whole(step: object) -> bool:
    return isinstance(step, Finding)


def _looks() -> dict[str, Look]:
    """The jobs asked for; one begins when the one before has ended."""
    measures = {claim.name: claim.measure for claim in CLAIMS}
    looks: dict[str, Look] = {}
    for name in session.value(_ASKED) or ():
        looks[name] = session.job(_job(name), name, measures[name]).look()
        if looks[name].stage == "running":
            break
    return looks


def _job(name: str) -> str:
    return f"claim {name}"


def _buttons(looks: Mapping[str, Look]) -> None:
    names = [claim.name for claim in CLAIMS]
    running = next((name for name, look in looks.items() if look.stage == "running"), None)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(
            say("Measure all"), key="claims_all", type="primary", on_click=_ask, args=(names,)
        )
        one = st.selectbox(say("or one of them"), names, key="claim", width=110)
        st.button(say("Measure"), key="claims_one", on_click=_ask, args=([one],))
        if running is not None:
            st.button(say("Stop"), key="claims_stop", on_click=_stop, args=(running,))
        st.caption(
            say(
                "Each is measured small and anew on this machine; all take about half a minute. The"
                " labs show the same on your own text."
            )
        )


def _ask(names: list[str]) -> None:
    """Measure these, and anew those that were measured before."""
    for name in names:
        session.drop_job(_job(name))
    before = session.value(_ASKED) or ()
    session.put(_ASKED, (*(name for name in before if name not in names), *names))


def _stop(running: str) -> None:
    """Measure neither this one nor those that wait behind it."""
    session.drop_job(_job(running))
    asked = session.value(_ASKED) or ()
    session.put(_ASKED, asked[: asked.index(running)] if running in asked else asked)


def _heads() -> str:
    heads = ("", say("The textbook says"), say("Measured here"), say("Does it hold?"), say("Lab"))
    cells = "".join(f"<th scope=col>{escape(head)}</th>" for head in heads)
    return f"<thead><tr>{cells}</tr></thead>"


def _row(claim: Claim, look: Look | None) -> str:
    seen, holds = _seen(look)
    cells = (escape(claim.name), escape(say(claim.says)), escape(seen), escape(holds))
    told = "".join(f"<td>{cell}</td>" for cell in cells)
    return f"<tr data-claim='{claim.name}'>{told}<td>{_way(claim.lab)}</td></tr>"


def _seen(look: Look | None) -> tuple[str, str]:
    """What was measured, and whether the claim holds."""
    if look is None:
        return "—", ""
    if look.error is not None:
        return message(look.error), ""
    last = look.steps[-1] if look.steps else 0.0
    if isinstance(last, Finding):
        sign, word = HOLDS[last.holds]
        return say(last.text, **last.values), " ".join((sign, say(word)))
    return say("measuring, {share}", share=f"{last:.0%}"), ""


def _way(path: str) -> str:
    """A link to a lab, where there is one."""
    title = next((one.title for one in LABS if one.path == path), None)
    if title is None:
        return ""
    shown = escape(say(title))
    return f"<a data-pp-page='{path}' href='{path}'>{shown}</a>"
