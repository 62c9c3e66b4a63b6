"""One sentence on an analogy, by rules in a fixed order: the first that holds speaks.

An answer known to be right needs no excuse. Else, before the answer itself is looked at: what was
asked, how far the training is, whether there was enough to learn from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from engine.errors import phrase

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.train.why.view import Why

RARE: Final = 30  # occurrences below which a word has hardly been moved
EARLY: Final = 0.2  # of the first pass
COLLAPSED: Final = 0.8  # mean cosine of two words at random
CLOSE: Final = 0.05  # the right answer is second by less
HUB: Final = 5  # times the lists that are to be expected


@dataclass(frozen=True, slots=True)
class Verdict:
    """A sentence of the catalogue, its values, and whether the answer is known to be right."""

    template: str
    values: dict[str, object] = field(default_factory=dict)
    right: bool = False


def verdict(view: Why) -> Verdict:
    """What there is to say of an analogy."""
    if view.right and view.answer == view.right:
        return _right(view)
    rules = (*_BEFORE, *(_WRONG if view.right else _UNJUDGED))
    return next(found for rule in rules if (found := rule(view)) is not None)


def _right(view: Why) -> Verdict:
    if view.near_c == view.answer:
        text = phrase("Right, but the offset is not needed: “{c}” alone gives “{answer}” as well.")
    else:
        text = phrase("Right: the offset moved the answer from “{near}” to “{answer}”.")
    return Verdict(
        text, {"c": view.words[2], "answer": view.answer, "near": view.near_c}, right=True
    )


def _same(view: Why) -> Verdict | None:
    a, b, c = view.words
    if a == b:
        return Verdict(
            phrase("a and b are the same word: there is no offset, only what lies near “{c}”."),
            {"c": c},
        )
    if a == c:
        return Verdict(
            phrase("a and c are the same word: they cancel, and only “{b}” is left."), {"b": b}
        )
    return None


def _absent(view: Why) -> Verdict | None:
    if not view.right or view.of(view.right) is not None:
        return None
    return Verdict(
        phrase("The right answer, “{right}”, is not among the words of this model."),
        {"right": view.right},
    )


def _early(view: Why) -> Verdict | None:
    if view.passes >= EARLY:
        return None
    return Verdict(
        phrase("Too early to say: {share} of the first pass over the text is trained."),
        {"share": f"{view.passes:.0%}"},
    )


def _collapsed(view: Why) -> Verdict | None:
    if view.alike <= COLLAPSED:
        return None
    return Verdict(
        phrase(
            "All vectors are alike (two words at random have a cosine of {cosine}): nothing can"
            " be told apart."
        ),
        {"cosine": f"{view.alike:.2f}"},
    )


def _rare(view: Why) -> Verdict | None:
    concerned = {*view.words, view.right or view.answer}
    rarest = min(
        (one for one in view.candidates if one.word in concerned), key=lambda one: one.count
    )
    if rarest.count >= RARE:
        return None
    return Verdict(
        phrase("“{word}” occurs {count} times: too rare to be learnt."),
        {"word": rarest.word, "count": rarest.count},
    )


def _close(view: Why) -> Verdict | None:
    right, first = view.of(view.right), view.of(view.answer)
    if right is None or first is None or right.free != 2 or first.score - right.score >= CLOSE:
        return None
    return Verdict(
        phrase("The right answer, “{right}”, is second, by {gap}."),
        {"right": view.right, "gap": _gap(first.score - right.score)},
    )


def _gap(gap: float) -> str:
    return f"{gap:.2f}" if gap >= 0.005 else f"{gap:.4f}"


def _hub(view: Why) -> Verdict | None:
    first = view.of(view.answer)
    if first is None or first.lists < HUB * view.listed:
        return None
    return Verdict(
        phrase(
            "“{word}” is a hub: near to everything, it is in {lists} lists of neighbours where"
            " {expected} are to be expected."
        ),
        {"word": first.word, "lists": first.lists, "expected": view.listed},
    )


def _nothing(view: Why) -> Verdict | None:
    if view.answer != view.near_c:
        return None
    values: dict[str, object] = {"c": view.words[2], "answer": view.answer}
    if view.candidates[0].role == "c":
        return Verdict(
            phrase(
                "The offset does nothing: “{c}” is nearest to itself, and “{answer}” comes next"
                " also without it."
            ),
            values,
        )
    return Verdict(
        phrase("The offset does nothing: without it the answer is “{answer}” as well."), values
    )


def _unseen(view: Why) -> Verdict | None:
    if view.seen is None or view.seen.found[0].count:
        return None
    whole = view.seen.looked >= view.seen.size
    a, b, _ = view.words
    return Verdict(
        phrase(
            "No line holds both “{a}” and “{b}”: their relation can only show in the words around"
            " them."
        )
        if whole
        else phrase(
            "No line looked at holds both “{a}” and “{b}”: their relation can only show in the"
            " words around them."
        ),
        {"a": a, "b": b},
    )


def _near_b(view: Why) -> Verdict | None:
    if view.answer != view.near_b:
        return None
    return Verdict(
        phrase("“{answer}” is also the word nearest to “{b}” alone: “{c}” adds little."),
        {"answer": view.answer, "b": view.words[1], "c": view.words[2]},
    )


def _behind(view: Why) -> Verdict | None:
    right, first = view.of(view.right), view.of(view.answer)
    if right is None or first is None:
        return None
    return Verdict(
        phrase(
            "The right answer, “{right}”, is in place {place} of {size}, {gap} behind “{answer}”."
        ),
        {
            "right": view.right,
            "place": f"{right.free:,}",
            "size": f"{view.size:,}",
            "gap": _gap(first.score - right.score),
            "answer": view.answer,
        },
    )


def _moved(view: Why) -> Verdict | None:
    if not view.answer:
        return Verdict(phrase("There is no other word that could answer."))
    text = phrase("The offset moved the answer from “{near}” to “{answer}”.")
    if _unseen(view) is not None:
        text = phrase(
            "The offset moved the answer from “{near}” to “{answer}”, though no line looked at"
            " holds both “{a}” and “{b}”."
        )
    a, b, _ = view.words
    return Verdict(text, {"near": view.near_c, "answer": view.answer, "a": a, "b": b})


_BEFORE: Final[tuple[Callable[[Why], Verdict | None], ...]] = (
    _same,
    _early,
    _collapsed,
    _absent,
    _rare,
)
_WRONG: Final[tuple[Callable[[Why], Verdict | None], ...]] = (
    _close,
    _hub,
    _nothing,
    _near_b,
    _unseen,
    _behind,
    _moved,
)
_UNJUDGED: Final[tuple[Callable[[Why], Verdict | None], ...]] = (_hub, _nothing, _near_b, _moved)
