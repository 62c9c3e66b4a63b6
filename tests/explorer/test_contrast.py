"""If these fail, texts drawn into a figure are too faint to read; axe-core does not see those."""

import re

import pytest

from explorer import theme
from tests import ROOT

LOOK = ROOT / "explorer" / "live" / "map" / "look.js"
GROUNDS = {False: ("#ffffff",), True: ("#0e1117", "#171614")}
LEAST = 4.5  # WCAG 2.2, 1.4.3


def luminance(color):
    """Relative luminance as WCAG 2.2 defines it, 0 … 1."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
    return sum(share * x for share, x in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def muted():
    """The grey of axes, notes and names: dark, light, as the module says them."""
    return re.search(r'muted: dark \? "(#\w{6})" : "(#\w{6})"', LOOK.read_text("utf-8")).groups()


@pytest.mark.parametrize("dark", [False, True])
def test_forces_and_greys_are_read_on_their_ground(dark):
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    grey = muted()[0 if dark else 1]
    for color in (*theme.forces(dark=dark).values(), grey):
        for ground in GROUNDS[dark]:
            assert contrast(color, ground) >= LEAST, color
