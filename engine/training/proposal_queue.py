"""Proposals while a run trains: made beside it, in force from a place that was fixed before.

A source's proposals take long to make, so that a thread of their own makes them, and training goes
on. They come into force at the next *border*: raw positions, counted over all epochs, that lie
evenly, so far apart that the work is usually done by then; if not, training waits. So they depend
on the place alone, and how a run is sliced cannot change them. *Hard* ones are asked for anew at
every border, of the vectors as they are there; *spelling* is asked for once.
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import lru_cache
from threading import Thread
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from engine.mixture import HARD
from engine.sampling import proposals
from engine.sampling.mixture import wanted
from engine.sampling.proposals import COMMON, Proposals
from engine.sampling.samplers import NO_OFFERS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from engine.model import Model
    from engine.settings import Knobs
    from engine.vocabulary import Vocabulary

NEAREST = 50_000  # raw positions between two borders, at least
_COSTLY = 40  # comparisons of two words that take about as long as training a token

_Coming = Future[Proposals]


@dataclass(frozen=True, slots=True)
class ProposalQueue:
    """`offers` are in force; `coming` are being made since `begun`, counted over all epochs.

    `asked` names the sources that the knobs wanted last. A `given` supply is another model's, and
    stays as it is.
    """

    offers: Mapping[str, Proposals] = field(default_factory=lambda: NO_OFFERS)
    coming: Mapping[str, _Coming] = field(default_factory=lambda: MappingProxyType({}))
    begun: int = -1
    asked: tuple[str, ...] = ()
    given: bool = False

    def settled(self, here: int, spacing: int, knobs: Knobs) -> ProposalQueue:
        """What is in force at a place: at a border, what was coming; waits for it if it is late."""
        names, coming = wanted(knobs), self.coming
        if self.given:
            return self
        offers = {name: offer for name, offer in self.offers.items() if name in names}
        if coming and here % spacing == 0 and self.begun != here:
            offers |= {name: it.result() for name, it in coming.items() if name in names}
            coming = MappingProxyType({})
        if offers.keys() == self.offers.keys() and coming is self.coming:
            return self
        return replace(self, offers=MappingProxyType(offers), coming=coming)

    def ordered(
        self, here: int, spacing: int, knobs: Knobs, vocabulary: Vocabulary, model: Model
    ) -> ProposalQueue:
        """With what is to be made from here on on its way."""
        names = wanted(knobs)
        border = here % spacing == 0 and self.begun != here
        if self.given or not ((names and border) or names != self.asked):
            return self
        missing = [name for name in names if name not in {*self.offers, *self.coming}]
        again = [HARD] if HARD in names and HARD not in self.coming else []
        coming = {name: it for name, it in self.coming.items() if name in names}
        for name in {*missing, *again}:
            coming[name] = promised(_maker(name, vocabulary, model))
        return replace(self, coming=MappingProxyType(coming), begun=here, asked=names)


def spacing_of(words: int) -> int:
    """Raw positions from border to border: more where proposals of that many words take longer."""
    return NEAREST * max(1, words * min(words, COMMON) // (_COSTLY * NEAREST))


def room(here: int, spacing: int, knobs: Knobs) -> int:
    """Raw positions to the next border; without proposals there are none."""
    return spacing - here % spacing if wanted(knobs) else 1 << 62


def _maker(name: str, vocabulary: Vocabulary, model: Model) -> Callable[[], Proposals]:
    if name == HARD:
        vectors = model.v.copy()
        return lambda: proposals.hard(vectors)
    return lambda: spelt(vocabulary.symbols)


@lru_cache(maxsize=4)
def spelt(symbols: tuple[str, ...]) -> Proposals:
    """`proposals.spelling`, made once for a vocabulary: a rewind need not wait for it."""
    return proposals.spelling(symbols)


def promised(make: Callable[[], Proposals]) -> _Coming:
    """What a thread of its own makes; asking for the result waits, and raises what it raised."""
    coming: _Coming = Future()

    def work() -> None:
        try:
            coming.set_result(make())
        except BaseException as error:
            coming.set_exception(error)

    Thread(target=work, name="proposals", daemon=True).start()
    return coming


def to_dict(supply: ProposalQueue) -> dict[str, Any]:
    """The rest of a supply, for a file."""
    return {"begun": supply.begun, "asked": supply.asked, "given": supply.given}


def to_arrays(supply: ProposalQueue) -> dict[str, Any]:
    """All proposals by names for a file; waits for what is on its way."""
    parts = {"offers": supply.offers} | {
        "coming": {name: it.result() for name, it in supply.coming.items()}
    }
    return {
        f"{part} {name} {side}": getattr(offer, side)
        for part, held in parts.items()
        for name, offer in held.items()
        for side in ("words", "likeness")
    }


def from_arrays(arrays: Mapping[str, Any], said: dict[str, Any]) -> ProposalQueue:
    """The supply that `to_arrays` and `to_dict` took apart; arrays of other names are not its.

    Raises
    ------
    ValueError
        If proposals are none. `KeyError` and `TypeError` where something is missing or of another
        kind.
    """
    held: dict[str, dict[str, Proposals]] = {"offers": {}, "coming": {}}
    for key in arrays:
        part, _, rest = key.partition(" ")
        if part in held and rest.endswith(" words"):
            name = rest.removesuffix(" words")
            likeness = np.ascontiguousarray(arrays[f"{part} {name} likeness"])
            held[part][name] = Proposals(np.ascontiguousarray(arrays[key]), likeness)
    coming = {name: done(offer) for name, offer in held["coming"].items()}
    return ProposalQueue(
        offers=MappingProxyType(held["offers"]),
        coming=MappingProxyType(coming),
        begun=int(said["begun"]),
        asked=tuple(said["asked"]),
        given=bool(said["given"]),
    )


def done(offer: Proposals) -> _Coming:
    """A promise that is kept."""
    coming: _Coming = Future()
    coming.set_result(offer)
    return coming
