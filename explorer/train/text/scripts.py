"""Lines of the health card on scripts: which they are, and what found words without spaces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.errors import phrase
from explorer.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.train.health.view import Health

NAMES: Final = {
    "Latin": phrase("Latin"),
    "Greek": phrase("Greek"),
    "Cyrillic": phrase("Cyrillic"),
    "Armenian": phrase("Armenian"),
    "Hebrew": phrase("Hebrew"),
    "Arabic": phrase("Arabic"),
    "Devanagari": phrase("Devanagari"),
    "Bengali": phrase("Bengali"),
    "Gurmukhi": phrase("Gurmukhi"),
    "Gujarati": phrase("Gujarati"),
    "Tamil": phrase("Tamil"),
    "Telugu": phrase("Telugu"),
    "Kannada": phrase("Kannada"),
    "Malayalam": phrase("Malayalam"),
    "Sinhala": phrase("Sinhala"),
    "Thai": phrase("Thai"),
    "Lao": phrase("Lao"),
    "Tibetan": phrase("Tibetan"),
    "Burmese": phrase("Burmese"),
    "Georgian": phrase("Georgian"),
    "Hangul": phrase("Hangul"),
    "Ethiopic": phrase("Ethiopic"),
    "Khmer": phrase("Khmer"),
    "Kana": phrase("kana"),
    "Han": phrase("Chinese characters"),
}
CUT: Final = {
    "rjieba": phrase("cut into Chinese words by rjieba"),
    "sudachi": phrase("cut into Japanese words by SudachiPy"),
    "budoux": phrase("cut into words by BudouX"),
    "clusters": phrase("cut into clusters of letters, no words"),
    "characters": phrase("cut into characters"),
    "given": phrase("cut where the text has its own marks (zero-width spaces)"),
}


def lines(view: Health) -> Iterator[str]:
    """A line with the scripts, where it is not Latin alone, and one for each way of cutting."""
    if view.scripts:
        shares = ", ".join(
            " ".join((say(NAMES[name]), f"{share:.0%}")) for name, share in view.scripts
        )
        yield say("letters: {shares}", shares=shares)
    shown = {name: how for name, how in view.cut_by.items() if name in dict(view.scripts)}
    for how in dict.fromkeys(shown.values()):
        names = ", ".join(say(NAMES[name]) for name in shown if shown[name] == how)
        yield say("no spaces in {scripts}: {how}", scripts=names, how=say(CUT[how]))
