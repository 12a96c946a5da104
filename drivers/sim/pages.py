"""What can be laid under the simulated document camera, by key.

The travel documents of the wallet under their cards' keys, so that the chip of ``doe`` opens with
what the camera reads on the page of ``doe``; and pages for applications. All fictitious.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from drivers._errors import ConfigurationError
from drivers.sim.page_art import booklet_page, letter_page, receipt_page, travel_page
from drivers.sim.page_pose import PagePose
from drivers.sim.page_sheet import PageArt
from drivers.sim.specimens import TravelSpecimen
from drivers.sim.wallet import load_wallet

LETTER, BOOKLET, RECEIPT = "letter", "booklet", "receipt"

_UPRIGHT = PagePose()
_ACROSS = PagePose(angle=90.0)
"""A page that is higher than the camera's view lies on its side."""


@dataclass(frozen=True, slots=True)
class SpecimenPage:
    """A page that can be drawn; ``pose`` is how a resident would lay it."""

    label: str
    """In Chinese, for the tester."""
    draw: Callable[[], PageArt]
    pose: PagePose = _UPRIGHT


@cache
def specimen_pages() -> dict[str, SpecimenPage]:
    """All pages by key, travel documents first; raises ConfigurationError as ``load_wallet``."""
    found = {
        key: SpecimenPage(specimen.label, _travel(specimen))
        for key, specimen in load_wallet().specimens.items()
        if isinstance(specimen, TravelSpecimen)
    }
    found[BOOKLET] = SpecimenPage("户口簿内页（样张）", booklet_page)
    found[LETTER] = SpecimenPage("情况说明 A4（样张）", letter_page, _ACROSS)
    found[RECEIPT] = SpecimenPage("自助办理回执（样张）", receipt_page, _ACROSS)
    return found


@cache
def drawn_page(key: str) -> PageArt:
    """The page with this key, drawn once; raises ConfigurationError for an unknown one."""
    page = specimen_pages().get(key)
    if page is None:
        message = f"no page is called {key!r}; there are: {', '.join(specimen_pages())}"
        raise ConfigurationError(message)
    return page.draw()


def _travel(specimen: TravelSpecimen) -> Callable[[], PageArt]:
    document = specimen.document
    return lambda: travel_page(specimen.mrz, specimen.title, document.name)
